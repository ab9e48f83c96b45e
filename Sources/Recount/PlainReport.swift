public import Reporting

/// A standing report as the second implementation holds it: few bytes, for a country has
/// millions of them.
public struct PlainReport: Sendable {
    public let unit: OrgUnit.Number
    public let month: Month
    public let status: ReportStatus
    public let seq: Int64
    /// When it was first submitted, milliseconds UTC.
    public let receivedFirst: Int64
    /// A number an asked element: 0 blank, 1 not applicable, n + 2 the count n; seven bits a
    /// byte, low ones first, the top bit set on all but the last.
    public let packed: [UInt8]
    /// The elements asked for, in the order of the numbers.
    public let order: [DataElement.Index]

    public init(
        unit: OrgUnit.Number, month: Month, packed: [UInt8], order: [DataElement.Index],
        status: ReportStatus, seq: Int64, receivedFirst: Int64
    ) {
        self.unit = unit
        self.month = month
        self.packed = packed
        self.order = order
        self.status = status
        self.seq = seq
        self.receivedFirst = receivedFirst
    }

    /// What it says of one element it asks for.
    enum Answer: Equatable {
        case blank, notApplicable
        case count(Int64)
    }

    /// Its answers, one an asked element.
    var answers: [(element: DataElement.Index, answer: Answer)] {
        var numbers: [Int64] = []
        var number: Int64 = 0
        var shift: Int64 = 0
        for byte in packed {
            number |= Int64(byte & 127) << shift
            shift += 7
            if byte < 128 {
                numbers.append(number)
                number = 0
                shift = 0
            }
            if shift > 35 { break }
        }
        return order.enumerated().map { place, element in
            switch place < numbers.count ? numbers[place] : 0 {
            case 0: (element, .blank)
            case 1: (element, .notApplicable)
            case let code where code <= Int64(ReportValue.countMax) + 2: (element, .count(code - 2))
            default: (element, .blank)
            }
        }
    }
}
