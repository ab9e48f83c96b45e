/// How often chance gives at least so many successes.
enum BinomialTail {
    /// P(X ≥ count) for `trials` independent trials with the given chance each.
    ///
    /// Every term is made from its neighbour by their ratio, beginning with 1 at the most likely
    /// count, and the sum is divided by that of all terms: no factorial, and nothing overflows.
    static func chance(ofAtLeast count: Int, in trials: Int, each chance: Double) -> Double {
        guard count > 0 else { return 1 }
        guard count <= trials, chance > 0, chance < 1 else { return 0 }
        let odds = chance / (1 - chance)
        let mode = min(Int(Double(trials + 1) * chance), trials)
        var all = 0.0
        var tail = 0.0
        func add(_ term: Double, at k: Int) {
            all += term
            if k >= count { tail += term }
        }
        add(1, at: mode)
        var term = 1.0
        for k in mode..<trials {
            term *= Double(trials - k) / Double(k + 1) * odds
            add(term, at: k + 1)
        }
        term = 1
        for k in (0..<mode).reversed() {
            term *= Double(k + 1) / Double(trials - k) / odds
            add(term, at: k)
        }
        return tail / all
    }
}
