import Synchronization

/// The last days on which reports of one form and month are on time. Each report that is read is
/// held against them, so they are worked out once.
struct MonthDeadlines: Sendable {
    private let usual: Day?
    /// Of the units that an override concerns, their own or one above them.
    private var own: [OrgUnit.Number: Day] = [:]
    /// The same with extensions.
    private var extended: [OrgUnit.Number: Day] = [:]

    init(_ form: String, for month: Month, registry: Registry) {
        let catalogue = registry.catalogue
        let version = catalogue.version(of: form, in: month)
        usual = version?.deadline.lastDay(for: month, holidays: catalogue.holidays)
        guard version != nil else { return }
        let tree = registry.units.tree(of: month)
        let dated = catalogue.deadlines.filter {
            $0.form == form && $0.validity.contains(month.lastDay)
        }
        // From the top down, so that the nearest is written last. Nothing is below an area.
        let placed = dated.compactMap { override in
            registry.units.number(ofID: override.unitID).map {
                (unit: $0, depth: tree.path(from: $0).count, rule: override.rule)
            }
        }.sorted { $0.depth < $1.depth }
        for (unit, _, rule) in placed where !registry.units.isArea(unit) {
            let day = rule.lastDay(for: month, holidays: catalogue.holidays)
            for member in tree.subtree(of: unit) { own[member] = day }
        }
        extended = own
        extend(form, for: month, registry, tree)
    }

    /// An extension never makes a deadline earlier, whatever it or an override says.
    private mutating func extend(
        _ form: String, for month: Month, _ registry: Registry, _ tree: UnitTree
    ) {
        for item in registry.extensions where item.form == form && item.month == month {
            for member in tree.subtree(of: item.unit) {
                guard let day = day(of: member), day < item.until else { continue }
                extended[member] = item.until
            }
        }
    }

    func day(of unit: OrgUnit.Number) -> Day? {
        extended[unit] ?? usual
    }

    /// Without extensions.
    func usualDay(of unit: OrgUnit.Number) -> Day? {
        own[unit] ?? usual
    }
}

/// The deadlines worked out so far.
final class DeadlineCache: Sendable {
    private struct Key: Hashable {
        let form: String
        let month: Month
    }

    /// Months held at once; one takes some 20 octets a unit below an override.
    private static let countMax = 240

    private let made = Mutex<[Key: MonthDeadlines]>([:])

    func deadlines(
        _ form: String, for month: Month, make: () -> MonthDeadlines
    ) -> MonthDeadlines {
        let key = Key(form: form, month: month)
        if let held = made.withLock({ $0[key] }) { return held }
        let deadlines = make()
        made.withLock { made in
            if made.count >= Self.countMax { made = [:] }
            made[key] = deadlines
        }
        return deadlines
    }
}
