public import Reporting

/// What is asked of whoever holds the sums in memory: a running server, or a store opened for
/// the purpose.
public enum FigureQuestion: Sendable {
    /// Which sums are held now.
    case held
    /// The figures of units in every period of a year, each as its fingerprint.
    case fingerprints(FigureSheet, units: [OrgUnit.Number])
    /// The same, written out cell by cell.
    case cells(FigureSheet, units: [OrgUnit.Number])
}

/// One year of one form in one reading, with every period of it: asked for together, so that
/// whoever answers gathers a unit's reports once.
public struct FigureSheet: Hashable, Sendable {
    public let form: String
    public let year: Int
    public let boundaries: Boundaries

    public init(form: String, year: Int, boundaries: Boundaries) {
        self.form = form
        self.year = year
        self.boundaries = boundaries
    }

    /// Everything that may be asked of a year, 32 in all.
    public var periods: [Period] {
        let months = Period.year(year).months
        return months.map(Period.month) + (1...4).map { .quarter($0, of: year) }
            + [.half(1, of: year), .half(2, of: year), .nineMonths(of: year), .year(year)]
            + months.map(Period.yearToDate)
    }
}

/// The answer, with what it was computed from.
public struct FigureAnswer: Sendable {
    public let seq: Int64
    public let registryVersion: Int
    public let today: Day
    public let content: Content

    /// Unit after unit in the order asked for, each with the sheet's periods in order.
    public enum Content: Sendable {
        case held([(sheet: FigureSheet, unit: OrgUnit.Number)])
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
