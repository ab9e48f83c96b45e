/// What is worth a look in the reports of one unit, form and month.
public struct QualityReport: Sendable {
    public let unit: OrgUnit.Number
    public let form: String
    public let month: Month
    /// How many reports were looked through, and how many of them had enough months before them
    /// to say what is usual.
    public let reports: Int
    public let judged: Int
    /// The contradictions between the units' sums first, then unit by unit in the order given,
    /// the graver kinds before the others.
    public let findings: [QualityFinding]

    /// - Parameter histories: of the units at and below the unit that report the form for the
    ///   month, in the order in which people list them.
    public init(
        unit: OrgUnit.Number, form: String, month: Month, histories: [UnitHistory],
        catalogue: Catalogue
    ) {
        self.unit = unit
        self.form = form
        self.month = month
        let received = histories.filter { $0.report != nil }
        reports = received.count
        judged = received.count(where: \.isLong)
        guard let check = QualityCheck(form: form, month: month, catalogue: catalogue) else {
            findings = []
            return
        }
        findings =
            check.contradictions(of: unit, over: received)
            + received.flatMap { check.findings(in: $0).sorted { $0.gravity < $1.gravity } }
    }

    /// How many findings of each kind, the graver first; kinds without any are left out.
    public var tally: [(kind: QualityFinding.Kind, count: Int)] {
        QualityFinding.Kind.allCases.compactMap { kind in
            let count = findings.count { $0.kind == kind }
            return count == 0 ? nil : (kind, count)
        }
    }
}

extension QualityFinding {
    fileprivate var gravity: Int { Kind.allCases.firstIndex(of: kind) ?? 0 }
}
