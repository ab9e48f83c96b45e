import Synchronization

/// In which months of a year each unit reports a form; made once for a form and year, because
/// every sum counts what it should rest on.
final class ExpectedMonths: Sendable {
    private struct Key: Hashable {
        let form: String
        let year: Int
    }

    /// Years held at once; one takes two bytes a unit.
    private static let countMax = 64

    private let made = Mutex<[Key: [MonthMask]]>([:])

    /// By unit number, months that have not begun included.
    func masks(form: String, year: Int, registry: Registry) -> [MonthMask] {
        let key = Key(form: form, year: year)
        if let held = made.withLock({ $0[key] }) { return held }
        let masks = registry.units.units.map { unit in
            Period.year(year).months.reduce(into: MonthMask()) { mask, month in
                if registry.expectsReport(form, of: unit.number, for: month) {
                    mask.insert(MonthMask(month))
                }
            }
        }
        made.withLock { made in
            if made.count >= Self.countMax { made = [:] }
            made[key] = masks
        }
        return masks
    }
}
