/// A report's values as bytes: one variable-length integer an element, in the order of its form
/// version. 0 is blank, 1 not applicable, n + 2 the count n; seven bits a byte, low ones first,
/// the top bit set on all but the last. Blank elements at the end are left out.
///
/// 134 elements take about 150 bytes, and one report is one database row.
public struct PackedValues: Hashable, Sendable {
    public let bytes: [UInt8]

    /// - Parameter bytes: as `init(_:order:)` made them; what is malformed reads as blank.
    public init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    public init(_ values: ReportValues, order: [DataElement.Index]) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(order.count + 16)
        var end = 0
        for element in order {
            Self.append(Self.code(values[element]), to: &bytes)
            if values[element] != .blank { end = bytes.count }
        }
        self.bytes = Array(bytes[..<end])
    }

    private static func code(_ value: ReportValue) -> UInt32 {
        switch value {
        case .blank: 0
        case .notApplicable: 1
        case .count(let count): UInt32(bitPattern: count) &+ 2
        }
    }

    private static func append(_ code: UInt32, to bytes: inout [UInt8]) {
        var rest = code
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// The values by catalogue index.
    public func values(order: [DataElement.Index], elementCount: Int) -> ReportValues {
        var values = ReportValues(elementCount: elementCount)
        forEach { position, value in
            if position < order.count { values[order[position]] = value }
        }
        return values
    }

    /// Calls `body` with each position and value that is not blank, in order.
    public func forEach(_ body: (Int, ReportValue) -> Void) {
        var position = 0
        var code: UInt32 = 0
        var shift: UInt32 = 0
        for byte in bytes {
            code |= UInt32(byte & 0x7F) << shift
            guard byte & 0x80 == 0 else {
                shift += 7
                continue
            }
            if let value = Self.value(code) { body(position, value) }
            position += 1
            code = 0
            shift = 0
        }
    }

    private static func value(_ code: UInt32) -> ReportValue? {
        switch code {
        case 0: nil
        case 1: .notApplicable
        case 2...UInt32(ReportValue.countMax) + 2: .count(Int32(code - 2))
        default: nil
        }
    }
}
