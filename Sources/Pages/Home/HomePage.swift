public import Reporting

/// One's own page: what waits, and the ways on.
public struct HomePage: Sendable {
    public let frame: Frame
    public let today: Day
    public let content: Content
    /// The modules that show what waits for the line.
    public let scripts: [Address]

    public enum Content: Sendable {
        /// For someone who belongs to a unit that reports: its months, the latest first.
        case reporter(UnitLink, tasks: [Task])
        /// For someone who looks after units below.
        case overseer(Overseen)
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

    public init(
        frame: Frame, today: Day = Day(number: 0), content: Content, scripts: [Address] = []
    ) {
        self.frame = frame
        self.today = today
        self.content = content
        self.scripts = scripts
    }
}
