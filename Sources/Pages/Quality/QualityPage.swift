public import Reporting

/// What is worth a look in the reports of a month.
public struct QualityPage: Sendable {
    public let frame: Frame
    public let unit: UnitLink
    public let ancestors: [UnitLink]
    /// Those of them that are too large for a page of this kind, by id.
    public let tooLarge: Set<String>
    /// Forms to choose from; empty where there is only one.
    public let forms: [FormChoice]
    public let month: Month
    /// The month before and the one after, as far as there is a page of them.
    public let neighbours: [Month]
    public let today: Day
    public let expected: Int
    public let received: Int
    /// Reports with enough months before them to say what is usual.
    public let judged: Int
    /// How often each kind was found, the graver first.
    public let tally: [Count]
    /// What is about the sums over the units.
    public let sums: [QualityLine]
    public let content: Content

    public struct Count: Sendable {
        public let kind: QualityFinding.Kind
        public let count: Int

        public init(kind: QualityFinding.Kind, count: Int) {
            self.kind = kind
            self.count = count
        }
    }

    public enum Content: Sendable {
        /// Every finding, unit by unit.
        case units([QualityGroup])
        /// How many there are at each unit below, where all would be too long to read.
        case summary([QualityChild])
    }

    public init(
        frame: Frame, unit: UnitLink, ancestors: [UnitLink], tooLarge: Set<String> = [],
        forms: [FormChoice] = [], month: Month, neighbours: [Month] = [], today: Day,
        expected: Int, received: Int, judged: Int, tally: [Count], sums: [QualityLine],
        content: Content
    ) {
        self.frame = frame
        self.unit = unit
        self.ancestors = ancestors
        self.tooLarge = tooLarge
        self.forms = forms
        self.month = month
        self.neighbours = neighbours
        self.today = today
        self.expected = expected
        self.received = received
        self.judged = judged
        self.tally = tally
        self.sums = sums
        self.content = content
    }

    var wording: Wording { frame.wording }

    /// The address of this view without the language, which a cookie remembers.
    var address: Address { frame.address.with("lang", nil) }
    var count: Int { tally.reduce(0) { $0 + $1.count } }
}

/// One place to look at: a cell of a report, or the whole report.
public struct QualityLine: Sendable {
    /// The element; nil for the whole report.
    public let label: String?
    public let value: Int64?
    /// One or more kinds may name the same cell.
    public let kinds: [QualityFinding.Kind]
    public let sentences: [String]
    /// The cell in the entry form; nil for what is about sums.
    public let cell: Address?

    public init(
        label: String?, value: Int64?, kinds: [QualityFinding.Kind], sentences: [String],
        cell: Address?
    ) {
        self.label = label
        self.value = value
        self.kinds = kinds
        self.sentences = sentences
        self.cell = cell
    }
}

/// What was found in one unit's report.
public struct QualityGroup: Sendable {
    public let unit: UnitLink
    public let form: Address
    public let lines: [QualityLine]

    public init(unit: UnitLink, form: Address, lines: [QualityLine]) {
        self.unit = unit
        self.form = form
        self.lines = lines
    }
}

/// How much was found at and below one unit.
public struct QualityChild: Sendable {
    public let unit: UnitLink
    public let counts: [QualityFinding.Kind: Int]

    public init(unit: UnitLink, counts: [QualityFinding.Kind: Int]) {
        self.unit = unit
        self.counts = counts
    }

    var count: Int { counts.values.reduce(0, +) }
}
