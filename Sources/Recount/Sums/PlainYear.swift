import Reporting

/// The reports of one form and year written out, by unit and month: every answer as a number,
/// whether a report was expected, and whether it came in time. None of it is a sum.
struct PlainYear {
    struct Report {
        let seq: Int64
        let isAccepted: Bool
        let isOnTime: Bool
        /// Which row of answers is its own.
        fileprivate let row: Int
    }

    /// What stands for an answer that is no count.
    static let notAsked: Int32 = -1
    static let blank: Int32 = -2
    static let notApplicable: Int32 = -3

    let number: Int
    let months: [Month]
    let isStock: [Bool]
    private var reports: [Report?]
    private var expected: [Bool]
    /// Row behind row, each as long as the catalogue: a country's year has ten millions, so they
    /// are small.
    private var answers: [Int32] = []

    init(_ figures: PlainFigures, year: Int) {
        number = year
        months = Period.year(year).months
        isStock = figures.catalogue.elements.map { $0.time == .stock }
        reports = Array(repeating: nil, count: figures.units.count * 12)
        expected = Array(repeating: false, count: figures.units.count * 12)
        for unit in figures.units {
            let own = figures.reports[unit.number] ?? [:]
            for (index, month) in months.enumerated() {
                expected[unit.number * 12 + index] = figures.isExpected(unit, month)
                guard let report = own[month] else { continue }
                reports[unit.number * 12 + index] = Report(
                    seq: report.seq, isAccepted: report.status == .accepted,
                    isOnTime: figures.isOnTime(report), row: answers.count / elementCount)
                write(report)
            }
        }
    }

    private mutating func write(_ report: PlainReport) {
        let given = PackedAnswers(report.packed).answers
        var row = Array(repeating: Self.notAsked, count: elementCount)
        for (place, element) in report.order.enumerated() {
            switch place < given.count ? given[place] : .blank {
            case .blank: row[element] = Self.blank
            case .notApplicable: row[element] = Self.notApplicable
            case .count(let count): row[element] = Int32(count)
            }
        }
        answers += row
    }

    var elementCount: Int { isStock.count }

    /// - Parameter month: 0 to 11.
    func report(_ unit: OrgUnit.Number, _ month: Int) -> Report? {
        reports[unit * 12 + month]
    }

    /// Whether a month's report was asked of a unit, begun or not.
    func isExpected(_ unit: OrgUnit.Number, _ month: Int) -> Bool {
        expected[unit * 12 + month]
    }

    func answer(_ report: Report, to element: DataElement.Index) -> Int32 {
        answers[report.row * elementCount + element]
    }

    /// The number a unit gave in a month; nil where it gave none.
    func count(of element: DataElement.Index, _ unit: OrgUnit.Number, _ month: Int) -> Int32? {
        guard let report = report(unit, month) else { return nil }
        let answer = answer(report, to: element)
        return answer < 0 ? nil : answer
    }
}
