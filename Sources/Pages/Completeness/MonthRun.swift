import Reporting

/// Missing months that follow each other, said as one: `01–04/2024`.
struct MonthRun {
    let first: MissingLine.Gap
    private(set) var last: MissingLine.Gap

    /// - Parameter gaps: in the order of their months.
    static func runs(_ gaps: [MissingLine.Gap]) -> [MonthRun] {
        gaps.reduce(into: []) { runs, gap in
            if let end = runs.last?.last.month, end + 1 == gap.month {
                runs[runs.count - 1].last = gap
            } else {
                runs.append(MonthRun(first: gap, last: gap))
            }
        }
    }

    func text(_ wording: Wording) -> String {
        guard first.month < last.month else { return wording.month(first.month) }
        // A period never leaves its year, so the year is said once.
        return wording.month(first.month).prefix(2) + "–" + wording.month(last.month)
    }
}
