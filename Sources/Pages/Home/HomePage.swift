public import Reporting

/// One's own page: what waits, and the ways on.
public struct HomePage: Sendable {
    public let frame: Frame
    public let content: Content

    public enum Content: Sendable {
        /// For someone who reports for one unit: its months, the latest first.
        case reporter(UnitLink, tasks: [Task])
        /// For someone who looks after units below: their month, and the units.
        case overseer(UnitLink, month: Month, reports: ReportTally, below: [UnitLink])
        /// For someone who has not signed in; the units are empty where nothing is public.
        case visitor(provinces: [UnitLink])
    }

    /// One month's report of one form.
    public struct Task: Sendable {
        public let line: MonthLine
        /// What the form is called; nil where there is only one.
        public let form: String?

        public init(line: MonthLine, form: String? = nil) {
            self.line = line
            self.form = form
        }
    }

    public init(frame: Frame, content: Content) {
        self.frame = frame
        self.content = content
    }
}
