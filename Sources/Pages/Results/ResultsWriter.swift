import Reporting

/// Writes "Kết quả thực hiện" from figures: the sentences of a yearly plan's first part.
///
/// The order and the words are those of the plans that districts write (section 1 of Bắc Quang's
/// plan for 2024). A sentence says what was reached, of how many, how that stands to the plan's
/// target and to the year before; what nobody reported it names as missing.
struct ResultsWriter {
    let wording: Wording
    let figures: ResultsFigures

    typealias Paragraph = ResultsText.Paragraph

    var period: Period { figures.own.period }

    var text: ResultsText {
        ResultsText(
            title: (say("Kết quả thực hiện ", "Results, ") + wording.name(period)).uppercased(),
            footing: footing,
            sections: hasReports ? sections : [])
    }

    private var hasReports: Bool { figures.own.totals.reports.received > 0 }

    private var sections: [ResultsText.Section] {
        let written: [(String, [Paragraph])] = [
            (
                say("Công tác chăm sóc sức khỏe bà mẹ", "Maternal health care"), mothers
            ),
            (say("Công tác chăm sóc sức khỏe trẻ em", "Child health care"), children),
            (
                say(
                    "Công tác cung cấp dịch vụ kế hoạch hóa gia đình", "Family planning services"),
                planning
            ),
            (
                say(
                    "Công tác phòng chống viêm nhiễm đường sinh sản và bệnh lây truyền qua đường "
                        + "tình dục",
                    "Reproductive tract and sexually transmitted infections"), infections
            ),
            (
                say(
                    "Công tác chăm sóc sức khỏe sinh sản vị thành niên",
                    "Adolescent reproductive health"), adolescents
            ),
            (say("Hoạt động khác", "Other activities"), activities),
            (say("So với chỉ tiêu kế hoạch", "Against the plan's targets"), targets),
        ]
        return written.filter { !$0.1.isEmpty }.enumerated().map { place, section in
            ResultsText.Section(
                title: "1.\(place + 1). " + section.0, paragraphs: section.1)
        }
    }

    /// How many reports the figures rest on, and how many are still out.
    private var footing: String {
        let totals = figures.own.totals
        let expected = totals.reports.expected
        let received = totals.reports.received
        guard expected > 0 || received > 0 else {
            return say(
                "Chưa có số liệu: kỳ này không có báo cáo nào phải gửi.",
                "No data: no report is expected for this period.")
        }
        guard received > 0 else {
            return say(
                "Chưa có số liệu: chưa nhận được báo cáo nào trong \(number(expected)) báo cáo.",
                "No data: none of \(number(expected)) reports has been received.")
        }
        let base = say(
            "Số liệu tổng hợp từ \(number(received))/\(number(expected)) báo cáo của "
                + "\(number(Amount(totals.reportingUnits)))/"
                + "\(number(Amount(totals.expectedUnits))) đơn vị báo cáo",
            "From \(number(received)) of \(number(expected)) reports by "
                + "\(number(Amount(totals.reportingUnits))) of "
                + "\(number(Amount(totals.expectedUnits))) reporting units")
        let late = max(0, received - totals.reports.onTime)
        let missing = max(0, expected - received)
        return base + (late > 0 ? lateClause(late) : "") + (missing > 0 ? gapClause(missing) : "")
            + "."
    }

    private func lateClause(_ late: Amount) -> String {
        say(", \(number(late)) báo cáo gửi muộn", ", \(number(late)) of them late")
    }

    private func gapClause(_ missing: Amount) -> String {
        say(
            "; còn thiếu \(number(missing)) báo cáo, số liệu chưa đầy đủ",
            "; \(number(missing)) still missing, so the figures are not complete")
    }

    // MARK: Words

    func say(_ vietnamese: String, _ english: String) -> String {
        wording.language == .vietnamese ? vietnamese : english
    }

    var noData: String { say("chưa có số liệu", "no data") }

    func number(_ amount: Amount) -> String { wording.count(amount) }

    /// `trong năm 2023`, `in 2023`.
    var during: String {
        say("trong " + wording.name(period), period.kind == .month ? "in month " : "in ")
            + (wording.language == .english ? wording.name(period) : "")
    }

    /// The period a year earlier, as a comparison names it.
    var earlier: String {
        let year = String(period.year - 1)
        return period.kind == .year
            ? say("năm \(year)", year)
            : say("cùng kỳ năm \(year)", "the same period of \(year)")
    }

    /// Clauses of one paragraph, a full stop behind the last.
    func sentence(_ clauses: [String?], by separator: String = "; ") -> String? {
        let said = clauses.compactMap { $0 }
        return said.isEmpty ? nil : said.joined(separator: separator) + "."
    }

    /// Paragraphs of one rank, `;` between and `.` behind, as plans list them.
    func list(_ rank: Paragraph.Rank, _ items: [String?]) -> [Paragraph] {
        let said = items.compactMap { $0 }
        return said.enumerated().map { place, item in
            Paragraph(rank, item + (place == said.count - 1 ? "." : ";"))
        }
    }
}
