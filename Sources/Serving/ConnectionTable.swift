/// A loop's connections, and in which order they would be closed for want of room.
///
/// Each has a row and is known by the row's number; rows of connections that wait for their
/// clients are linked to lines, so that each step costs the same however many there are.
struct ConnectionTable {
    /// What a connection waits in; the first in a line has been there longest.
    enum Line: Int, CaseIterable {
        /// Between two requests, or for the client to close: nothing is lost with it.
        case resting
        /// The client owes the rest of a request, or has to read.
        case waiting
        /// The same, and the server holds something for it.
        case holding
        /// The same, and that is much.
        case holdingMuch
        /// The client reads as fast as it can, and much is still to be sent. Only want of memory
        /// ends it, and that after all who are slower.
        case sending

        var holds: Bool { self == .holding || self == .holdingMuch || self == .sending }
    }

    private struct Row {
        var connection: Connection?
        var sinceMilliseconds: Int64 = 0
        var older: Int32 = -1
        var newer: Int32 = -1
        var line: Line?
    }

    private struct Ends {
        var oldest: Int32 = -1
        var newest: Int32 = -1
    }

    private var rows: [Row] = []
    private var free: [Int32] = []
    private var lines = [Ends](repeating: Ends(), count: Line.allCases.count)

    var count: Int {
        rows.count - free.count
    }

    var all: [Connection] {
        rows.compactMap(\.connection)
    }

    /// Takes a connection in and gives it its number.
    mutating func insert(_ connection: Connection) -> Int32 {
        if let number = free.popLast() {
            rows[Int(number)].connection = connection
            return number
        }
        rows.append(Row(connection: connection))
        return Int32(rows.count - 1)
    }

    mutating func remove(_ number: Int32) {
        unlink(number)
        rows[Int(number)].connection = nil
        free.append(number)
    }

    /// Has a connection stand where it belongs: last in a line, unless it has been there since
    /// the same time, or in none.
    mutating func place(_ number: Int32, in line: Line?, since milliseconds: Int64) {
        let row = rows[Int(number)]
        guard row.line != line || row.sinceMilliseconds != milliseconds else { return }
        unlink(number)
        guard let line else { return }
        rows[Int(number)].sinceMilliseconds = milliseconds
        append(number, to: line)
    }

    private mutating func append(_ number: Int32, to line: Line) {
        let last = lines[line.rawValue].newest
        rows[Int(number)].line = line
        rows[Int(number)].older = last
        rows[Int(number)].newer = -1
        lines[line.rawValue].newest = number
        if last < 0 {
            lines[line.rawValue].oldest = number
        } else {
            rows[Int(last)].newer = number
        }
    }

    private mutating func unlink(_ number: Int32) {
        let row = rows[Int(number)]
        guard let line = row.line else { return }
        rows[Int(number)].line = nil
        if row.older < 0 {
            lines[line.rawValue].oldest = row.newer
        } else {
            rows[Int(row.older)].newer = row.newer
        }
        if row.newer < 0 {
            lines[line.rawValue].newest = row.older
        } else {
            rows[Int(row.newer)].older = row.older
        }
    }

    /// The connection that has been in a line longest, and since when.
    func first(in line: Line) -> (connection: Connection, sinceMilliseconds: Int64)? {
        let number = lines[line.rawValue].oldest
        guard number >= 0 else { return nil }
        let row = rows[Int(number)]
        return row.connection.map { ($0, row.sinceMilliseconds) }
    }

    /// The line whose first is closed first: of those that rest; if none rests, of those that keep
    /// the server waiting. Never of those that the server works for.
    private var idlestLine: (line: Line, since: Int64)? {
        if let since = oldestTime(in: .resting) { return (.resting, since) }
        var oldest: (line: Line, since: Int64)?
        for line in [Line.waiting, .holding, .holdingMuch] {
            guard let since = oldestTime(in: line) else { continue }
            if let oldest, oldest.since <= since { continue }
            oldest = (line, since)
        }
        return oldest
    }

    private func oldestTime(in line: Line) -> Int64? {
        let number = lines[line.rawValue].oldest
        return number < 0 ? nil : rows[Int(number)].sinceMilliseconds
    }

    /// The connection that is closed first.
    var idlest: Connection? {
        idlestLine.flatMap { first(in: $0.line)?.connection }
    }

    /// How early that would be.
    var idleness: Idleness {
        guard let (line, since) = idlestLine else { return .none }
        return Idleness(isResting: line == .resting, sinceMilliseconds: since)
    }

    /// The connection that gives memory back first. Many for which little is held can take all
    /// memory too, so they follow those for which much is held.
    var holder: (connection: Connection, line: Line)? {
        for line in [Line.holdingMuch, .holding, .sending] {
            if let (connection, _) = first(in: line) { return (connection, line) }
        }
        return nil
    }
}

/// How early a connection would be closed, as a number that loops can tell one another: the
/// lower, the earlier.
struct Idleness: Comparable {
    let rank: Int64

    /// No connection can be closed.
    static let none = Idleness(rank: .max)

    init(rank: Int64) {
        self.rank = rank
    }

    init(isResting: Bool, sinceMilliseconds: Int64) {
        // A clock of milliseconds needs 292 million years to reach the second half.
        rank = isResting ? sinceMilliseconds : sinceMilliseconds | 1 << 62
    }

    static func < (left: Idleness, right: Idleness) -> Bool {
        left.rank < right.rank
    }
}
