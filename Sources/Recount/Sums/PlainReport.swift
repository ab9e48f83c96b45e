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
    /// See `PackedAnswers`.
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

    /// Its answers, one an asked element.
    var answers: [(element: DataElement.Index, answer: PlainAnswer)] {
        let given = PackedAnswers(packed).answers
        return order.enumerated().map { place, element in
            (element, place < given.count ? given[place] : .blank)
        }
    }
}
