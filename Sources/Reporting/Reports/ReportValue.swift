/// What a report says of one element. Zero, blank and not applicable are three things.
public enum ReportValue: Hashable, Sendable {
    /// No figure yet.
    case blank
    /// The station does not offer this; written `"na"` in JSON and `x` on the form.
    case notApplicable
    /// 0 to `ReportValue.countMax`.
    case count(Int32)

    /// The largest count a report takes: eight digits.
    public static let countMax: Int32 = 99_999_999

    public var count: Int32? {
        if case .count(let count) = self { count } else { nil }
    }
}
