import Reporting

/// The latest changes of a shelf's leaves, in journal order: a range that is a little behind is
/// brought up to date by them when it is read, so that a commit does not have to touch it.
struct LeafLog {
    struct Entry: Sendable {
        /// The journal position of the change.
        let seq: Int64
        let unit: OrgUnit.Number
        let month: Month
        /// The unit's leaf before and after; nil where it was not held, and nothing that rests on
        /// it can be brought up to date.
        let leaves: (old: LeafYear, new: LeafYear)?
    }

    /// A change keeps the unit's former leaf, up to three kilobytes. A country's year is added up
    /// anew in the time of about as many changes.
    static let countMax = 1_024

    private var entries: [Entry] = []
    /// What is of an earlier position cannot be brought up to date.
    private var floor: Int64

    init(floor: Int64) {
        self.floor = floor
    }

    /// About the memory it takes, in bytes.
    var byteCount: Int { entries.count * Self.usualEntryLength }

    private static let usualEntryLength = 3_000

    mutating func append(_ change: Change, _ leaves: (old: LeafYear, new: LeafYear)?) {
        if entries.count == Self.countMax {
            let forgotten = Self.countMax / 2
            floor = entries[forgotten - 1].seq
            entries.removeFirst(forgotten)
        }
        entries.append(
            Entry(
                seq: change.report.seq, unit: change.key.unit, month: change.key.month,
                leaves: leaves))
    }

    /// What changed after a position; nil if that is no longer known.
    func entries(after seq: Int64) -> ArraySlice<Entry>? {
        guard seq >= floor else { return nil }
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].seq <= seq { low = middle + 1 } else { high = middle }
        }
        return entries[low...]
    }
}
