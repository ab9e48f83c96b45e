public import Reporting

/// What is asked of whoever holds the sums in memory: a running server, or a store opened for
/// the purpose.
public enum FigureQuestion: Sendable {
    /// Which sums are held now.
    case held
    /// The figures of units in a period, each as its fingerprint.
    case fingerprints(FigureSheet, units: [OrgUnit.Number])
    /// The same, written out cell by cell.
    case cells(FigureSheet, units: [OrgUnit.Number])
}

/// One period of one form in one reading.
public struct FigureSheet: Hashable, Sendable {
    public let form: String
    public let period: Period
    public let boundaries: Boundaries

    public init(form: String, period: Period, boundaries: Boundaries) {
        self.form = form
        self.period = period
        self.boundaries = boundaries
    }
}

/// The answer, with what it was computed from.
public struct FigureAnswer: Sendable {
    public let seq: Int64
    public let registryVersion: Int
    public let today: Day
    public let content: Content

    public enum Content: Sendable {
        case held([(form: String, year: Int, unit: OrgUnit.Number, boundaries: Boundaries)])
        /// In the order asked for.
        case fingerprints([UInt64])
        case cells([[(name: String, text: String)]])
    }

    public init(seq: Int64, registryVersion: Int, today: Day, content: Content) {
        self.seq = seq
        self.registryVersion = registryVersion
        self.today = today
        self.content = content
    }
}
