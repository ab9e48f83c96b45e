import Access
import Reporting
import Testing

@testable import Pages

@Suite("Other pages") struct PagesTests {
    private let unit = UnitLink(id: "U", name: "Huyện <U>")

    private func text(_ html: HTML) -> String {
        String(decoding: html.bytes, as: UTF8.self)
    }

    @Test("Every page is whole in both languages", arguments: Language.allCases)
    func whole(language: Language) {
        let frame = Example.frame(language)
        let pages: [HTML] = [
            HelpView(frame: frame, origin: "http://127.0.0.1:8080").html,
            LoginView(frame: frame, next: Address("units", "U"), outcome: .failed).html,
            HomeView(HomePage(frame: frame, content: .visitor(provinces: [unit]))).html,
            UnitsView(frame: frame, query: "<b>", hits: [], isCut: false).html,
            RefusalView(frame: frame, code: 503).html,
        ]
        for page in pages.map(text) {
            #expect(page.hasPrefix("<!doctype html>\n<html lang=\(language.code)>"))
            #expect(page.hasSuffix("</html>\n"))
            #expect(page.contains("<main id=main") && page.contains("<h1>"))
            #expect(page.contains("href=\"/mebe.css\""))
            #expect(!page.contains("<b>\"") && !page.contains("Optional("))
        }
    }

    @Test("The help page explains every code of a refusal at its anchor")
    func codes() {
        for language in Language.allCases {
            let help = HelpView(frame: Example.frame(language), origin: "http://127.0.0.1").html
            for row in Refusal.examples.map(\.row) {
                let parts = text(help).split(separator: "<tr id=\(row.code)>")
                #expect(parts.count == 2, "\(language) \(row.code)")
                #expect(parts.last?.hasPrefix("<th scope=row>") == true)
                #expect(parts.last?.prefix(80).contains("\(row.status) <code>\(row.code)<") == true)
            }
        }
    }

    @Test("The language switch keeps the address")
    func languageSwitch() {
        let html = text(LoginView(frame: Example.frame(), next: Address()).html)
        #expect(html.contains("href=\"/units/U?lang=en\" lang=en hreflang=en>English"))
    }

    @Test("An error offers the way on", arguments: [400, 401, 403, 404, 405, 429, 500, 503, 507])
    func refusals(code: Int) {
        let html = text(RefusalView(frame: Example.frame(), code: code).html)
        #expect(html.contains("<span>\(code)</span>"))
        #expect(html.contains("/login?next=%2Funits%2FU") == (code == 401))
    }

    @Test("A review groups the units by who must act")
    func review() throws {
        let states: [ReportState] = [.accepted, .submittedLate, .overdue, .returned]
        let lines = states.enumerated().map { index, state in
            ReviewLine(
                unit: UnitLink(id: "C\(index)", name: "Xã \(index)"), state: state,
                receivedAt: nil, revision: nil,
                warnings: [.init(message: "Số lạ", explanation: index == 1 ? nil : "đúng")],
                form: Address("f\(index)"),
                year: [
                    MonthMark(.onTime), MonthMark(.late, isAccepted: true), MonthMark(.missing),
                    MonthMark(.due), nil,
                ])
        }
        let page = ReviewPage(
            frame: Example.frame(), unit: unit, ancestors: [], form: "f",
            month: Month(year: 2024, month: 1), today: Day(number: 19_750), deadline: nil,
            legalBasis: "TT",
            reports: ReportTally(expected: 4, received: 3, onTime: 2, accepted: 1),
            content: .units(lines))
        let html = text(ReviewView(page).html)
        let order = ["Chờ tuyến trên: 1", "Chờ đơn vị: 2", "Xong: 1"].map { html.contains($0) }
        #expect(order == [true, true, true])
        #expect(html.contains("1 đúng hạn, 1 trễ, 1 thiếu"))
        // Who may not review has nothing to press.
        #expect(!html.contains("<form class=deciding"))
    }

    @Test(
        "An indicator becomes a rate with its unit and the interval of its kind",
        arguments: [
            ("Tỷ lệ", 100, [0], [3], Rate.Unit.percent, .wilson),
            ("Tỷ lệ", 100, [0], [2], .percent, .poisson),
            ("Tỷ số", 100, [0], [1], .per, .wilson),
            ("Tỷ suất", 1_000, [1], [3], .perThousand, .poisson),
            ("Số", 1, [0], nil, .count, .poisson), ("Số", 1, [2], nil, .count, nil),
        ] as [(String, Int64, [Int], [Int]?, Rate.Unit, Interval.Method?)])
    func rates(
        label: String, per: Int64, numerator: [Int], denominator: [Int]?, unit: Rate.Unit,
        method: Interval.Method?
    ) throws {
        let indicator = Indicator(
            code: "i", labelVI: label, labelEN: "", numerator: numerator,
            denominator: denominator, per: per, direction: .none, note: nil)
        let catalogue = Example.form(indicators: [indicator]).catalogue
        var totals = Totals(elementCount: 4)
        for index in 0..<4 {
            totals.sums[index] = .init(
                value: Amount(5 + index), units: 1, months: 1, reports: 1)
        }
        let figure = { totals in
            IndicatorFigure(
                indicator, totals: totals, catalogue: catalogue, period: .year(2024), dueMonths: 12)
        }
        let rate = try #require(Rate(figure(totals)))
        #expect(rate.unit == unit && rate.interval?.method == method)
        #expect(Rate(figure(Totals(elementCount: 4))) == nil)
    }
}
