/// How many reports a unit and period should have and has.
public struct ReportTally: Hashable, Sendable {
    public let expected: Int
    public let received: Int
    public let onTime: Int
    public let accepted: Int

    public init(expected: Int, received: Int, onTime: Int, accepted: Int) {
        self.expected = expected
        self.received = received
        self.onTime = onTime
        self.accepted = accepted
    }

    var late: Int { max(0, received - onTime) }
    var outstanding: Int { max(0, expected - received) }

    /// A part of the expected reports, in per cent.
    func share(_ part: Int) -> Rate {
        Rate(numerator: part, denominator: expected, per: 100, unit: .percent, isShare: true)
    }
}
