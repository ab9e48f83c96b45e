/// The 95 % score interval of a share (E. B. Wilson, 1927).
///
/// Chosen over the usual p ± 1.96 s because it stays inside 0…1 and says something sensible for
/// the few births of one commune, for 0 of N and for N of N.
public struct WilsonInterval: Hashable, Sendable {
    /// Bounds in the unit of the rate (0…per).
    let low: Double
    let high: Double

    /// Nil where n of N is no share: nothing counted, or more than all.
    init?(_ count: Int, of total: Int, per: Int) {
        guard total > 0, (0...total).contains(count) else { return nil }
        let z = 1.959963984540054
        let n = Double(total)
        let share = Double(count) / n
        let centre = share + z * z / (2 * n)
        let spread = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        let scale = Double(per) / (1 + z * z / n)
        // At the two ends the bound is exact; the square root would leave it a hair off.
        low = count == 0 ? 0 : max(0, (centre - spread) * scale)
        high = count == total ? Double(per) : min(Double(per), (centre + spread) * scale)
    }

    var lowTenths: Int { Int((low * 10).rounded()) }
    var highTenths: Int { Int((high * 10).rounded()) }

    func contains(_ value: Double) -> Bool {
        low <= value && value <= high
    }
}
