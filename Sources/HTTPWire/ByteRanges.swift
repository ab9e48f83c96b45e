/// What a Range field asks of a representation of known length (RFC 9110 §14).
public enum ByteRanges: Hashable, Sendable {
    /// Not a byte range, malformed, or too many: the whole is sent with 200.
    case ignored
    /// None of the ranges touches the representation: 416 with `Content-Range: bytes */length`.
    case unsatisfiable
    /// The ranges that can be sent, in the order asked for and cut at the end.
    case satisfiable([Range<Int64>])

    /// Reads a Range field's value. Positions beyond 2⁶³ count as the end, so nothing wraps.
    public init(parsing value: String, length: Int64) {
        guard let equals = value.utf8.firstIndex(of: .ascii("=")),
            value[..<equals].lowercased() == "bytes"
        else {
            self = .ignored
            return
        }
        let specs = value[value.utf8.index(after: equals)...].split(separator: ",")
            .map(\.trimmingBlanks).filter { !$0.isEmpty }
        let ranges = specs.prefix(rangeCountMax + 1).map { Self.range($0, length) }
        // The whole costs less than many parts that overlap (RFC 9110 §14.2).
        if ranges.isEmpty || ranges.contains(nil) || ranges.count > rangeCountMax {
            self = .ignored
        } else {
            let wanted = ranges.compactMap { $0 }.filter { !$0.isEmpty }
            self = wanted.isEmpty ? .unsatisfiable : .satisfiable(wanted)
        }
    }

    /// `first-last`, `first-` or `-length`; an empty range is valid but cannot be satisfied.
    private static func range(_ spec: Substring, _ length: Int64) -> Range<Int64>? {
        guard let dash = spec.utf8.firstIndex(of: .ascii("-")) else { return nil }
        let (left, right) = (spec[..<dash], spec[spec.utf8.index(after: dash)...])
        if left.isEmpty {
            return position(right).map { max(0, length - $0)..<length }
        }
        guard let first = position(left) else { return nil }
        if right.isEmpty { return min(first, length)..<length }
        guard let last = position(right), first <= last else { return nil }
        return min(first, length)..<(last < length ? last + 1 : length)
    }

    private static func position(_ digits: Substring) -> Int64? {
        guard !digits.isEmpty, digits.utf8.allSatisfy(\.isDigit) else { return nil }
        return Int64(digits) ?? .max
    }

    /// The value of Content-Range for one part: `bytes 0-4/10` (RFC 9110 §14.4).
    public static func contentRange(_ range: Range<Int64>, length: Int64) -> String {
        "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(length)"
    }

    /// The value of Content-Range for a 416: `bytes */10`.
    public static func unsatisfiedContentRange(length: Int64) -> String { "bytes */\(length)" }
}
