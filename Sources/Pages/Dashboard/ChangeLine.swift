public import Reporting

/// How an indicator has moved since an earlier period, ready to be said.
public struct ChangeLine: Hashable, Sendable {
    public let since: Period
    /// Later less earlier; nil where one of them is missing.
    public let difference: Double?
    public let verdict: IndicatorChange.Verdict?

    public init(since: Period, difference: Double?, verdict: IndicatorChange.Verdict?) {
        self.since = since
        self.difference = difference
        self.verdict = verdict
    }

    /// `▲ +2,1 tốt hơn`: direction, size and what it means, never a colour alone.
    func html(_ wording: Wording) -> HTML {
        guard let difference else { return HTML(text: Wording.nothing) }
        let size = wording.signed(difference)
        guard let verdict else { return HTML(text: size ?? wording.say(.changeNone)) }
        // What rounds to nothing and may be chance is no change to tell of.
        if size == nil, verdict == .unclear { return HTML(text: wording.say(.changeNone)) }
        let arrow = verdict == .unclear ? "" : difference > 0 ? "▲ " : "▼ "
        return """
            \(arrow)\(size ?? "< " + wording.decimal(0.1)) \
            <span class=\(Self.tone(verdict))>\(wording.say(Self.key(verdict)))</span>
            """
    }

    private static func tone(_ verdict: IndicatorChange.Verdict) -> HTML {
        switch verdict {
        case .better: "ok"
        case .worse: "no"
        case .higher, .lower, .unclear: "none"
        }
    }

    private static func key(_ verdict: IndicatorChange.Verdict) -> TextKey {
        switch verdict {
        case .better: .changeBetter
        case .worse: .changeWorse
        case .higher: .changeHigher
        case .lower: .changeLower
        case .unclear: .changeUnclear
        }
    }
}
