/// The header fields of a message in order; a name may occur several times.
///
/// All names and values lie in one array of octets, with their places beside it, so that a
/// parsed head costs two allocations and a String is made only of what is asked for.
/// Names and values are valid by construction: no value holds CR, LF, NUL or another control
/// character but HTAB, so a response made from any text cannot be split (RFC 9110 §5.5).
public struct Fields: Sendable {
    /// Where one field line's name and value lie in `octets`.
    struct Entry: Sendable {
        var nameStart: UInt32
        var nameEnd: UInt32
        var valueStart: UInt32
        var valueEnd: UInt32

        var name: Range<Int> { Int(nameStart)..<Int(nameEnd) }
        var value: Range<Int> { Int(valueStart)..<Int(valueEnd) }

        init(name: Range<Int>, value: Range<Int>) {
            nameStart = UInt32(name.lowerBound)
            nameEnd = UInt32(name.upperBound)
            valueStart = UInt32(value.lowerBound)
            valueEnd = UInt32(value.upperBound)
        }
    }

    var octets: [UInt8]
    var entries: [Entry]

    public init() {
        octets = []
        entries = []
    }

    init(octets: [UInt8], entries: [Entry]) {
        self.octets = octets
        self.entries = entries
    }

    /// The first value of that name; what is not UTF-8 in it shows as U+FFFD.
    /// Setting replaces every value of the name, or removes them with nil.
    public subscript(name: FieldName) -> String? {
        get { firstEntry(of: name).map { octets.span.bytes.string(in: $0.value) } }
        set {
            remove(name)
            if let newValue { append(name, newValue) }
        }
    }

    /// All values of that name, in order.
    public func values(of name: FieldName) -> [String] {
        entries.filter { matches($0, name) }.map { octets.span.bytes.string(in: $0.value) }
    }

    /// All values of that name as one list, joined by commas (RFC 9110 §5.3), or nil when there
    /// is none. Not for `Set-Cookie`, whose values hold commas.
    public func combined(_ name: FieldName) -> String? {
        guard let first = entries.firstIndex(where: { matches($0, name) }) else { return nil }
        guard entries[(first + 1)...].contains(where: { matches($0, name) }) else {
            return octets.span.bytes.string(in: entries[first].value)
        }
        return values(of: name).joined(separator: ", ")
    }

    public func contains(_ name: FieldName) -> Bool {
        firstEntry(of: name) != nil
    }

    /// Calls `body` with the octets of the first value of that name, without making a String.
    public func withValue<Result>(of name: FieldName, _ body: (Span<UInt8>) -> Result) -> Result? {
        guard let entry = firstEntry(of: name) else { return nil }
        return body(octets.span.extracting(entry.value))
    }

    /// Adds a field line behind the others. Control characters in `value` become SP and blanks
    /// at its ends are dropped, as RFC 9110 §5.5 asks of a recipient that does not reject them.
    public mutating func append(_ name: FieldName, _ value: String) {
        if entries.isEmpty {
            octets.reserveCapacity(Self.usualLength)
            entries.reserveCapacity(Self.usualCount)
        }
        let nameStart = octets.count
        octets.append(contentsOf: name.canonical.utf8)
        let nameEnd = octets.count
        octets.append(contentsOf: value.utf8)
        for index in nameEnd..<octets.count
        where octets[index].isControl && octets[index] != .horizontalTab {
            octets[index] = .space
        }
        let value = octets.span.bytes.trimmingBlanks(nameEnd..<octets.count)
        entries.append(Entry(name: nameStart..<nameEnd, value: value))
    }

    /// What a response's fields take.
    private static let usualLength = 480
    private static let usualCount = 10

    /// Makes `value` the only value of that name.
    public mutating func set(_ name: FieldName, _ value: String) {
        remove(name)
        append(name, value)
    }

    /// Drops every value of that name.
    public mutating func remove(_ name: FieldName) {
        guard contains(name) else { return }
        // The octets stay where they are: a head is short and soon encoded.
        entries = entries.filter { !matches($0, name) }
    }

    func firstEntry(of name: FieldName) -> Entry? {
        entries.first { matches($0, name) }
    }

    func matches(_ entry: Entry, _ name: FieldName) -> Bool {
        guard entry.name.count == name.canonical.utf8.count else { return false }
        let wanted = name.canonical.utf8Span.span
        let found = octets.span.extracting(entry.name)
        for index in wanted.indices where found[index].lowercased != wanted[index].lowercased {
            return false
        }
        return true
    }
}
