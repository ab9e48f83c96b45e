/// Single values against the unit's own past.
extension QualityCheck {
    func unusual(_ history: UnitHistory, _ report: ReportValues) -> [QualityFinding] {
        usual.oddities(of: report, before: Array(history.months.dropLast())).map {
            finding(history, $0.element, $0.evidence)
        }
    }
}
