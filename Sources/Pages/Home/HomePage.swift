public import Reporting

/// One's own page: what waits, and the ways on.
public struct HomePage: Sendable {
    public let frame: Frame
    public let content: Content

    public enum Content: Sendable {
        /// For someone who reports for one unit: its months, the latest first.
        case reporter(UnitLink, form: String, months: [MonthLine], today: Day)
        /// For someone who looks after units below: their month, and the units.
        case overseer(UnitLink, month: Month, reports: ReportTally, below: [UnitLink])
        /// For someone who has not signed in; the units are empty where nothing is public.
        case visitor(provinces: [UnitLink])
    }

    public init(frame: Frame, content: Content) {
        self.frame = frame
        self.content = content
    }
}
