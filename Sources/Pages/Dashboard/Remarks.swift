import Reporting

/// What the numbers themselves give reason to ask, found by rules that hold for any catalogue.
struct Remarks {
    let page: Dashboard

    private var wording: Wording { page.wording }

    /// The most important first, and no more than a reader takes in at once.
    var sentences: [String] {
        Array((missing + preliminary + impossible + uneven + small).prefix(5))
    }

    private var missing: [String] {
        let count = page.reports.outstanding
        guard count > 0, page.reports.received > 0 else { return [] }
        return [wording.say(.remarkMissing, ["n": wording.count(count)])]
    }

    private var preliminary: [String] {
        guard page.reports.received > 0, page.reports.accepted < page.reports.received
        else { return [] }
        let key: TextKey = page.reports.accepted == 0 ? .remarkNoneAccepted : .remarkSomeAccepted
        let open = page.reports.received - page.reports.accepted
        return [wording.say(key, ["n": wording.count(open)])]
    }

    /// A share above the whole.
    private var impossible: [String] {
        page.indicators.compactMap { line in
            guard let rate = line.rate, rate.isShare, let whole = rate.denominator,
                rate.numerator > whole
            else { return nil }
            return wording.say(
                .remarkOverWhole, ["label": line.label, "fraction": wording.fraction(rate)])
        }
    }

    /// Elements that only some of the units gave a number for.
    private var uneven: [String] {
        let lines = page.sections.flatMap(\.lines)
        let partly = lines.count { $0.sum.map { $0.units < page.unitsExpected } ?? false }
        // While reports are missing, that is the reason, and it is said already.
        guard page.unitsExpected > 1, partly > 0, page.reports.received > 0,
            page.reports.outstanding == 0
        else { return [] }
        return [wording.say(.remarkUneven, ["n": wording.count(partly)])]
    }

    /// Few cases: a rate then jumps by itself.
    private var small: [String] {
        let fewest = page.goals.compactMap { $0.rate?.denominator }.filter { $0 > 0 }.min()
        guard let fewest, fewest < 30 else { return [] }
        return [wording.say(.remarkSmall, ["n": wording.count(fewest)])]
    }
}
