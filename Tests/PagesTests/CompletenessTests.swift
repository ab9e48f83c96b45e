import Reporting
import Testing

@testable import Pages

@Suite("Completeness") struct CompletenessTests {
    private func tally(_ received: Int, _ expected: Int) -> ReportTally {
        ReportTally(expected: Amount(expected), received: Amount(received), onTime: 0, accepted: 0)
    }

    @Test(
        "Only all is 100 % and only none is 0 %",
        arguments: [
            (0, 276, "0,0 %", 0), (276, 276, "100,0 %", 100), (270, 276, "97,8 %", 97),
            (2_399, 2_400, "99,9 %", 99), (99_999, 100_000, "99,9 %", 99),
            (1, 100_000, "0,1 %", 1), (1, 3, "33,3 %", 33), (0, 0, "–", 0),
            (199, 200, "99,5 %", 99),
        ])
    func shares(received: Int, expected: Int, text: String, whole: Int) {
        let tally = tally(received, expected)
        #expect(tally.percent(Amount(received), Wording(.vietnamese)) == text)
        #expect(tally.wholePercent == whole)
    }

    @Test("Months that follow each other are said as one")
    func runs() {
        func text(_ months: [Int]) -> [String] {
            let gaps = months.map {
                MissingLine.Gap(month: Month(year: 2024, month: $0), form: Address())
            }
            return MonthRun.runs(gaps).map { $0.text(Wording(.vietnamese)) }
        }
        #expect(text([]) == [])
        #expect(text([3]) == ["03/2024"])
        #expect(text([1, 2, 3, 7, 11, 12]) == ["01–03/2024", "07/2024", "11–12/2024"])
    }

    private static let marks: [MonthMark] = [
        MonthMark(.due), MonthMark(.missing), MonthMark(.onTime), MonthMark(.late),
        MonthMark(.onTime, isAccepted: true), MonthMark(.late, isAccepted: true),
        MonthMark(.onTime, isEmpty: true), MonthMark(.late, isEmpty: true),
    ]

    @Test("Each sign is another and has its words", arguments: Language.allCases)
    func signs(language: Language) {
        let wording = Wording(language)
        #expect(Set(Self.marks.map(\.sign)).count == Self.marks.count)
        #expect(Set(Self.marks.map { $0.words(wording) }).count == Self.marks.count)
    }

    private func page(
        _ code: String = "2024", rows: [CompletenessPage.Row], missing: [MissingLine],
        language: Language = .vietnamese
    ) throws -> String {
        let period = try #require(Period(code: code))
        let counts = ReportTally(expected: 276, received: 270, onTime: 260, accepted: 9, empty: 1)
        let page = CompletenessPage(
            frame: Example.frame(language), unit: UnitLink(id: "U", name: "Huyện <U>"),
            ancestors: [UnitLink(id: "VN", name: "Việt Nam")], period: period,
            boundaries: BoundaryChoice(reading: .reported), today: Day(number: 19_750),
            reports: counts, forms: [], monthly: period.months.map { _ in counts }, rows: rows,
            rowsLeftOut: 3, missing: missing, missingUnits: missing.count)
        return String(decoding: CompletenessView(page).html.bytes, as: UTF8.self)
    }

    private func row(_ cells: [CompletenessPage.Cell]) -> CompletenessPage.Row {
        .init(
            unit: UnitLink(id: "C", name: "Xã <C>"), address: Address("units", "C"),
            reports: tally(1, 12), cells: cells)
    }

    private func gap(_ month: Int) -> MissingLine.Gap {
        .init(month: Month(year: 2024, month: month), form: Address("form", String(month)))
    }

    @Test("The page says the answer, who is missing, and every month", arguments: Language.allCases)
    func whole(language: Language) throws {
        let cells: [CompletenessPage.Cell] =
            [.none, .several(tally(3, 4)), .several(tally(1, 4))]
            + Self.marks.map { .one($0, Address("a")) }
            + [.one(MonthMark(.onTime), nil)]
        let line = MissingLine(
            unit: UnitLink(id: "C", name: "Xã <C>"), overdue: [gap(1), gap(2)], due: [gap(9)])
        let html = try page(rows: [row(cells), row(cells)], missing: [line], language: language)
        #expect(html.contains("270") && html.contains("276") && !html.contains("Optional("))
        #expect(html.contains("Xã &lt;C&gt;") && !html.contains("<C>"))
        #expect(html.contains("href=\"/form/1\">01–02/2024</a>"))
        #expect(html.contains("- Xã &lt;C&gt;: 01–02/2024\n"))
        #expect(html.contains(">3/4") && html.contains(">1/4"))
        #expect(html.contains(">270/276</span>") && html.contains(">97</span>"), "a phone's column")
        #expect(!html.contains(" style=") && !html.contains("<script"))
        for mark in Self.marks { #expect(html.contains(mark.words(Wording(language)))) }
    }

    @Test("Cells of a long table lead nowhere; its units do")
    func longTables() throws {
        let cells: [CompletenessPage.Cell] = [.one(MonthMark(.missing), Address("the-form"))]
        for (count, isLinked) in [(40, true), (41, false)] {
            let rows = (0..<count).map { _ in row(cells) }
            let html = try page("2024-01", rows: rows, missing: [])
            #expect(html.contains("href=\"/the-form\"") == isLinked)
            #expect(html.contains("href=\"/units/C\"") && html.contains("class=\"m-x\""))
        }
    }

    @Test("A cell of several reports says how many of them were late")
    func lateCells() throws {
        func cell(_ onTime: Amount) -> CompletenessPage.Cell {
            .several(ReportTally(expected: 3, received: 3, onTime: onTime, accepted: 0))
        }
        let html = try page("2024-Q1", rows: [row([cell(3), cell(2), .none])], missing: [])
        #expect(html.contains("<td class=dim>3/3\n") || html.contains("<td class=dim>3/3<td"))
        #expect(html.contains("<u>3/3<s>, 1 trễ</s></u>"))
    }

    @Test("A month's list is names alone; nobody missing is said")
    func month() throws {
        let line = MissingLine(
            unit: UnitLink(id: "C", name: "Xã C"), overdue: [gap(1)], due: [])
        let html = try page("2024-01", rows: [], missing: [line])
        #expect(html.contains("<a class=tap href=\"/form/1\">Xã C</a>"))
        #expect(html.contains("- Xã C</textarea>"))
        #expect(try page(rows: [], missing: []).contains("Không thiếu báo cáo nào"))
    }
}
