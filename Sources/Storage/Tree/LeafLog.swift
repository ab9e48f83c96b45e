import Reporting

/// The latest changes of a shelf's leaves, in journal order: a range that is a little behind is
/// brought up to date by them when it is read, so that a commit does not have to touch it.
///
/// A change keeps the month's two reports and not the unit's leaf, which is ten times as much: the
/// leaf as it was is made from the one that is held now, by putting the earlier reports back.
struct LeafLog {
    struct Entry: Sendable {
        /// The journal position of the change.
        let seq: Int64
        let unit: OrgUnit.Number
        let month: Month
        /// The month's report before and after; nil where that was not known, and nothing that
        /// rests on the unit can be brought up to date.
        let reports: (old: StandingReport?, new: StandingReport)?
        /// The number of the unit's change before this one.
        fileprivate let earlier: Int?
    }

    /// A district of 700 that are read in turn, one after each report, is behind by 700 changes in
    /// the mean, and by more than these once in 300 times.
    static let countMax = 4_096

    /// A ring once it is full: change n stands at n % `countMax`.
    private var ring: [Entry] = []
    /// How many changes there were so far.
    private var count = 0
    /// By unit: the number of its latest change.
    private var latest: [OrgUnit.Number: Int] = [:]
    /// What is of an earlier position cannot be brought up to date.
    private var floor: Int64

    init(floor: Int64) {
        self.floor = floor
    }

    /// About the memory it takes, in bytes.
    var byteCount: Int { ring.count * Self.usualEntryLength }

    private static let usualEntryLength = 400

    mutating func append(
        _ change: Change, _ reports: (old: StandingReport?, new: StandingReport)?
    ) {
        let unit = change.key.unit
        let entry = Entry(
            seq: change.report.seq, unit: unit, month: change.key.month, reports: reports,
            earlier: latest[unit])
        if ring.count < Self.countMax {
            ring.append(entry)
        } else {
            let forgotten = ring[place(of: first)]
            floor = forgotten.seq
            if latest[forgotten.unit] == first { latest[forgotten.unit] = nil }
            ring[place(of: first)] = entry
        }
        latest[unit] = count
        count += 1
    }

    /// The number of the earliest change that is still known.
    private var first: Int { count - ring.count }

    private func place(of number: Int) -> Int { number % Self.countMax }

    /// The numbers of the changes after a position; nil if some of them are no longer known.
    private func numbers(after seq: Int64) -> Range<Int>? {
        guard seq >= floor else { return nil }
        var low = first
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if ring[place(of: middle)].seq <= seq { low = middle + 1 } else { high = middle }
        }
        return low..<count
    }

    /// What changed after a position; nil if that is no longer known.
    func entries(after seq: Int64) -> [Entry]? {
        numbers(after: seq)?.map { ring[place(of: $0)] }
    }
}

extension LeafLog {
    /// The units that a scope rests on and whose reports of a period changed after a position.
    /// Nil where that is not known, or where there are more than so many.
    func changedUnits(
        of scope: SumScope, in period: Period, after seq: Int64, atMost countMax: Int
    ) -> Set<OrgUnit.Number>? {
        guard let numbers = numbers(after: seq) else { return nil }
        var changed: Set<OrgUnit.Number> = []
        // A district has fewer units than there are changes in the country meanwhile.
        if numbers.count > scope.memberCount {
            for unit in scope.sources {
                guard let has = hasChanged(unit, in: period, from: numbers.lowerBound) else {
                    return nil
                }
                if has { changed.insert(unit) }
            }
        } else {
            for number in numbers {
                let entry = ring[place(of: number)]
                guard scope.rests(on: entry.unit) else { continue }
                guard entry.reports != nil, changed.count <= countMax else { return nil }
                if period.contains(entry.month) { changed.insert(entry.unit) }
            }
        }
        return changed.count <= countMax ? changed : nil
    }

    /// Whether a unit's reports of a period changed from a number on; nil where that is not known.
    private func hasChanged(
        _ unit: OrgUnit.Number, in period: Period, from start: Int
    ) -> Bool? {
        var has = false
        var isKnown = true
        forEach(of: unit, from: start) { entry in
            if entry.reports == nil { isKnown = false }
            if period.contains(entry.month) { has = true }
        }
        return isKnown ? has : nil
    }

    /// A unit's changes from a number on, the latest first.
    private func forEach(of unit: OrgUnit.Number, from start: Int, _ body: (Entry) -> Void) {
        var number = latest[unit]
        while let at = number, at >= max(start, first) {
            let entry = ring[place(of: at)]
            body(entry)
            number = entry.earlier
        }
    }

    /// A unit's leaf as it was at a position that is known, given what it is now.
    func leaf(
        _ leaf: LeafYear, of unit: OrgUnit.Number, at seq: Int64, catalogue: Catalogue
    ) -> LeafYear {
        guard let numbers = numbers(after: seq) else { return leaf }
        var former: [Int: StandingReport?] = [:]
        forEach(of: unit, from: numbers.lowerBound) { entry in
            if let reports = entry.reports {
                former[entry.month.indexInYear] = .some(reports.old)
            }
        }
        return former.reduce(leaf) {
            $0.replacing(month: $1.key, with: $1.value, catalogue: catalogue)
        }
    }
}
