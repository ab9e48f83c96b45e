public import Reporting

/// How many reports a unit and period should have and has.
public struct ReportTally: Hashable, Sendable {
    public let expected: Amount
    public let received: Amount
    public let onTime: Amount
    public let accepted: Amount
    /// Received without a single number.
    public let empty: Amount

    public init(
        expected: Amount, received: Amount, onTime: Amount, accepted: Amount, empty: Amount = 0
    ) {
        self.expected = expected
        self.received = received
        self.onTime = onTime
        self.accepted = accepted
        self.empty = empty
    }

    var late: Amount { max(0, received - onTime) }
    var outstanding: Amount { max(0, expected - received) }

    /// A part of the expected reports in per cent with one decimal: `97,8 %`.
    ///
    /// 100 says that nothing is missing and 0 that nothing is there, so that neither is ever
    /// reached by rounding: 2 399 of 2 400 are 99,9 %.
    func percent(_ part: Amount, _ wording: Wording) -> String {
        let rate = Rate(
            numerator: part, denominator: expected, per: 100, unit: .percent, measure: .share)
        guard let tenths = rate.tenths, part > 0, part < expected else { return wording.full(rate) }
        return wording.decimal(tenths: min(max(tenths, 1), 999)) + " %"
    }

    /// What was received in whole per cent, for the narrowest columns; by the same rule.
    var wholePercent: Int {
        guard expected > 0, received > 0 else { return 0 }
        return max(1, Int((received.double * 100 / expected.double).rounded(.down)))
    }
}
