import Reporting
import Testing

@testable import Pages

@Suite("Data quality") struct QualityTests {
    private func page(
        _ content: QualityPage.Content, tally: [QualityPage.Count], sums: [QualityLine] = [],
        received: Int = 21, judged: Int = 21, language: Language = .vietnamese
    ) -> String {
        let page = QualityPage(
            frame: Example.frame(language), unit: UnitLink(id: "U", name: "Huyện <U>"),
            ancestors: [], month: Month(year: 2024, month: 1), today: Day(number: 19_750),
            expected: 23, received: received, judged: judged, tally: tally, sums: sums,
            content: content)
        return String(decoding: QualityView(page).html.bytes, as: UTF8.self)
    }

    private let line = QualityLine(
        label: "Số <a>", value: 1_580, kinds: [.rule, .outlier], sentences: ["Một <b>.", "Hai."],
        cell: Address("units", "C", "reports", "mnch", "2024-01").at("f-a"))

    @Test("Every kind has its name in both languages", arguments: Language.allCases)
    func kinds(language: Language) {
        let names = QualityFinding.Kind.allCases.map { Wording(language).say($0.key) }
        #expect(Set(names).count == names.count)
    }

    @Test("A finding stands with its unit, number, reasons and the way to its cell")
    func units() {
        let group = QualityGroup(
            unit: UnitLink(id: "C", name: "Xã <C>"), form: Address("form"), lines: [line])
        let html = page(
            .units([group]),
            tally: [.init(kind: .rule, count: 1), .init(kind: .outlier, count: 1)],
            judged: 20)
        #expect(html.contains("2 chỗ nên xem lại trong 21 báo cáo đã nhận (phải có 23)."))
        #expect(html.contains("1 báo cáo chưa có đủ 6 tháng trước"))
        #expect(html.contains("href=\"/units/C/reports/mnch/2024-01#f-a\">Số &lt;a&gt;</a>"))
        #expect(html.contains("1.580") && html.contains("Trái quy tắc, Khác thường"))
        #expect(html.contains("<p>Một &lt;b&gt;.</p><p>Hai.</p>") && !html.contains("<C>"))
        #expect(!html.contains(" style=") && !html.contains("<script"))
    }

    @Test("A summary has the unit with most first, and no cell of anyone")
    func summary() {
        let html = page(
            .summary([
                QualityChild(unit: UnitLink(id: "A", name: "Huyện A"), counts: [.zero: 1]),
                QualityChild(
                    unit: UnitLink(id: "B", name: "Huyện B"), counts: [.jump: 7, .rule: 1]),
            ]), tally: [.init(kind: .rule, count: 1)], sums: [line])
        let first = html.range(of: "Huyện B"), second = html.range(of: "Huyện A")
        #expect(first != nil && second != nil && (first ?? 0) < (second ?? 0))
        #expect(html.contains("<td class=v>8"))
        #expect(html.contains("Tổng các đơn vị mâu thuẫn nhau"))
    }

    @Test("Nothing odd and nothing received are two things")
    func nothing() {
        #expect(page(.units([]), tally: []).contains("không thấy gì lạ trong 21 báo cáo"))
        #expect(page(.units([]), tally: [], received: 0, judged: 0).contains("chưa nhận báo cáo"))
    }
}

extension String {
    /// Where a text first stands.
    fileprivate func range(of text: String) -> Int? {
        var offset = 0
        var rest = self[...]
        while !rest.isEmpty {
            if rest.hasPrefix(text) { return offset }
            rest = rest.dropFirst()
            offset += 1
        }
        return nil
    }
}
