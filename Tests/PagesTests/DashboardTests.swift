import Reporting
import Testing

@testable import Pages

@Suite("Dashboard") struct DashboardTests {
    private func line(_ rate: Rate?, target: TargetLine?, months: [Rate?] = []) -> IndicatorLine {
        IndicatorLine(
            code: "anc4_rate", label: "Tỷ lệ khám thai <4 lần", group: "Đẻ", rate: rate,
            target: target, months: months)
    }

    private func target(_ met: Bool?, year: Int = 2023) -> TargetLine {
        TargetLine(comparison: .atLeast, goal: 80, year: year, met: met)
    }

    private func render(
        _ lines: [IndicatorLine], reports: ReportTally? = nil, language: Language = .vietnamese,
        below: Dashboard.Below = .units([])
    ) -> String {
        let page = Dashboard(
            frame: Example.frame(language), unit: UnitLink(id: "U", name: "Huyện <U>"),
            ancestors: [UnitLink(id: "VN", name: "Việt Nam")], period: .year(2023),
            boundaries: BoundaryChoice(reading: .reported),
            reports: reports ?? ReportTally(expected: 12, received: 12, onTime: 11, accepted: 0),
            indicators: lines, sections: [], unitsExpected: 1,
            trend: lines.first.map { Trend($0, year: 2023) }, below: below, seq: 7)
        return String(decoding: DashboardView(page).html.bytes, as: UTF8.self)
    }

    private func answer(_ html: String) -> Substring {
        let start = html.components(between: "<h2 id=answer>", and: "</h2>")
        return start
    }

    @Test("The answer comes first, as a sentence")
    func sentences() {
        let met = line(Example.rate(1_336, 1_572), target: target(true))
        let missed = line(Example.rate(500, 1_572), target: target(false))
        let unknown = line(nil, target: target(nil))
        #expect(answer(render([met, met])) == "Cả 2 mục tiêu đều đạt")
        #expect(answer(render([met])) == "Mục tiêu duy nhất đã đạt")
        #expect(answer(render([met, missed])) == "1 trong 2 mục tiêu đã đạt, 1 chưa đạt")
        #expect(
            answer(render([met, missed, unknown], language: .english))
                == "1 of 3 targets met, 1 not met, 1 without data")
        #expect(
            answer(render([line(Example.rate(1, 2), target: nil)]))
                == "Đã nhận 12 trong 12 báo cáo; chưa đặt mục tiêu nào")
    }

    @Test("Targets of another year are named with their year")
    func otherYear() {
        let met = line(Example.rate(1_336, 1_572), target: target(true, year: 2024))
        #expect(answer(render([met, met])) == "Cả 2 mục tiêu năm 2024 đều đạt")
        #expect(answer(render([met], language: .english)) == "The one target of 2024 is met")
    }

    @Test("A value whose interval holds the target is close")
    func close() {
        let close = line(Example.rate(82, 100), target: target(true))
        #expect(answer(render([close, close])) == "Cả 2 mục tiêu đều đạt; trong đó 2 sát ngưỡng")
    }

    @Test("The parts of the headline add up, and the one on track is among them")
    func parts() {
        let met = line(Example.rate(1_336, 1_572), target: target(true))
        let close = line(Example.rate(82, 100), target: target(true))
        let missed = line(Example.rate(500, 1_572), target: target(false))
        let onTrack = line(
            Rate(count: 300),
            target: TargetLine(
                comparison: .atLeast, goal: 800, year: 2023, met: false, isOnTrack: true))
        let page = render([met, close, missed, onTrack])
        #expect(
            answer(page)
                == "2 trong 4 mục tiêu đã đạt, 1 chưa đạt, 1 đúng tiến độ; trong đó 1 sát ngưỡng")
        #expect(answer(render([met, onTrack])) == "1 trong 2 mục tiêu đã đạt, 1 đúng tiến độ")
        #expect(
            answer(render([met, close, onTrack], language: .english))
                == "2 of 3 targets met, 1 on track; 1 of these close to the target")
    }

    @Test(
        "A change that rounds to nothing is no change",
        arguments: [
            (0.04, .unclear, "không đổi"), (-0.04, .unclear, "không đổi"), (0, nil, "không đổi"),
            (0.06, .unclear, "+0,1 <span class=none>chưa rõ</span>"),
            (-0.02, .better, "▼ &lt; 0,1 <span class=ok>tốt hơn</span>"),
            (nil, nil, "–"),
        ] as [(Double?, IndicatorChange.Verdict?, String)])
    func unchanged(difference: Double?, verdict: IndicatorChange.Verdict?, text: String) {
        let change = ChangeLine(since: .year(2022), difference: difference, verdict: verdict)
        let html = change.html(Wording(.vietnamese))
        #expect(String(decoding: html.bytes, as: UTF8.self) == text)
    }

    @Test("A judgement is said in the same words on card and in the table")
    func sameWords() {
        let close = line(Example.rate(82, 100), target: target(true))
        let child = ChildLine(
            unit: UnitLink(id: "C", name: "Xã C"),
            reports: ReportTally(expected: 1, received: 1, onTime: 1, accepted: 0),
            rates: ["anc4_rate": Example.rate(82, 100)], targets: ["anc4_rate": target(true)])
        let html = render([close], below: .units([child]))
        #expect(html.ranges(of: "Đạt, sát ngưỡng").count >= 4, "card, own row, row, indicators")
        #expect(!html.contains("Chưa phân biệt"))
    }

    @Test("A plain count is held against its own unit's plan alone")
    func counts() {
        let count = IndicatorLine(
            code: "visits", label: "Lượt khám", group: "", rate: Rate(count: 6_000),
            target: TargetLine(comparison: .atLeast, goal: 5_000, year: 2023, met: true))
        let child = ChildLine(
            unit: UnitLink(id: "C", name: "Xã C"),
            reports: ReportTally(expected: 1, received: 1, onTime: 1, accepted: 0),
            rates: ["visits": Rate(count: 200)])
        let html = render([count], below: .units([child]))
        let table = html.components(between: "<table class=\"grid rows\">", and: "</table>")
        #expect(table.contains("200") && !table.contains("5.000") && !table.contains("Chưa đạt"))
        #expect(html.contains("≥ 5.000"), "the card of the unit that plans it")
    }

    @Test("A figure that grows through the year is held against no month")
    func cumulative() {
        let months: [Rate?] = (1...12).map { Rate(count: Amount($0 * 10)) }
        let line = IndicatorLine(
            code: "new", label: "Mới", group: "", rate: Rate(count: 780),
            target: TargetLine(
                comparison: .atLeast, goal: 5_000, year: 2023, met: false, isOnTrack: true),
            isCumulative: true, months: months)
        #expect(Trend(line, year: 2023).target == nil)
        #expect(!render([line]).contains("chưa đạt mục tiêu"))
    }

    @Test("A period that lies ahead has a notice in place of empty tables")
    func ahead() {
        let page = Dashboard(
            frame: Example.frame(), unit: UnitLink(id: "U", name: "Huyện U"), ancestors: [],
            period: .year(2031), hasBegun: false, boundaries: BoundaryChoice(reading: .reported),
            reports: ReportTally(expected: 0, received: 0, onTime: 0, accepted: 0),
            indicators: [], sections: [], unitsExpected: 0, trend: nil, below: .units([]), seq: 0)
        let html = String(decoding: DashboardView(page).html.bytes, as: UTF8.self)
        #expect(answer(html) == "Kỳ này chưa bắt đầu")
        #expect(html.contains("href=\"/units/U\"") && !html.contains("id=below"))
    }

    @Test("Sums say of how many months and reports they are")
    func rests() {
        let sum = Totals.Sum(value: 40, units: 3, months: 8, reports: 11)
        let page = Dashboard(
            frame: Example.frame(), unit: UnitLink(id: "U", name: "Huyện U"), ancestors: [],
            period: .year(2023), boundaries: BoundaryChoice(reading: .reported),
            reports: ReportTally(expected: 36, received: 11, onTime: 11, accepted: 0),
            indicators: [],
            sections: [
                SumSection(title: "Một", lines: [.init(label: "a", sum: sum, isStock: false)])
            ], unitsExpected: 3, trend: nil, below: .units([]), seq: 0)
        let html = String(decoding: DashboardView(page).html.bytes, as: UTF8.self)
        #expect(html.contains("<td class=dim>8<td class=dim>11") && !html.contains("8/11"))
    }

    @Test("Without a report the page says so and shows no figure")
    func noReports() {
        let html = render(
            [line(nil, target: target(nil))],
            reports: ReportTally(expected: 23, received: 0, onTime: 0, accepted: 0))
        #expect(answer(html) == "Chưa nhận báo cáo nào trong 23 báo cáo phải có")
        #expect(!html.contains("id=trend") && !html.contains("id=indicators"))
    }

    @Test("Numbers stand with n/N and interval; names are escaped")
    func numbers() {
        let html = render([line(Example.rate(1_336, 1_572), target: target(true))])
        #expect(html.contains("85,0 %") && html.contains("1.336/1.572"))
        #expect(html.contains("83,1–86,7") && html.contains("≥ 80"))
        #expect(html.contains("Huyện &lt;U&gt;") && !html.contains("<U>"))
        #expect(html.contains("Tỷ lệ khám thai &lt;4 lần"))
    }

    @Test("Signed out, the units below stay hidden")
    func hidden() {
        let html = render([line(Example.rate(1, 2), target: nil)], below: .hidden)
        #expect(html.contains("chỉ hiện khi đăng nhập"))
    }

    @Test("No page carries a style attribute or a script, so a strict CSP holds")
    func strictPolicy() {
        let months = (1...12).map { Example.rate(Amount($0 * 5), Amount(100)) }
        let met = line(Example.rate(1_336, 1_572), target: target(true), months: months)
        let child = ChildLine(
            unit: UnitLink(id: "C", name: "Xã C"),
            reports: ReportTally(expected: 1, received: 0, onTime: 0, accepted: 0),
            rates: ["anc4_rate": Example.rate(3, 4)])
        for html in [render([met], below: .units([child])), Example.page(typed: [:])] {
            #expect(!html.contains(" style=") && !html.contains("<script"))
            #expect(!html.contains(" onclick") && !html.contains("NaN"))
        }
    }

    @Test("The chart says its extremes in words and marks months below the target")
    func chart() {
        let months: [Rate?] =
            [Example.rate(90, 100), nil, Example.rate(70, 100)]
            + Array(repeating: nil, count: 9)
        let html = render(
            [line(Example.rate(160, 200), target: target(true), months: months)])
        #expect(html.contains("Thấp nhất 70,0 % (03/2023), cao nhất 90,0 % (01/2023)."))
        #expect(html.contains("<text class=\"v near\""))
        #expect(html.contains("1 tháng chưa đạt mục tiêu ≥ 80: 03/2023 (70,0)."))
    }

    @Test("The nearest target opens the chart")
    func nearest() {
        let far = IndicatorLine(
            code: "far", label: "", group: "", rate: Example.rate(99, 100), target: target(true))
        let near = IndicatorLine(
            code: "near", label: "", group: "", rate: Example.rate(79, 100), target: target(false))
        let none = IndicatorLine(code: "none", label: "", group: "", rate: nil, target: target(nil))
        #expect(Dashboard.nearestTarget([far, none, near])?.code == "near")
        #expect(Dashboard.nearestTarget([none]) == nil)
    }

    @Test(
        "Targets compare exactly",
        arguments: [
            (Comparison.atLeast, 80, 100, true), (.greater, 80, 100, false),
            (.atMost, 80, 100, true), (.less, 80, 100, false), (.greater, 801, 1_000, true),
        ])
    func comparing(comparison: Comparison, numerator: Int, denominator: Int, isMet: Bool) {
        let line = TargetLine(comparison: comparison, goal: 80, year: 2023, met: nil)
        #expect(line.isMet(by: Example.rate(Amount(numerator), Amount(denominator))) == isMet)
    }
}

extension String {
    fileprivate func components(between start: String, and end: String) -> Substring {
        guard let head = firstRange(of: start),
            let tail = self[head.upperBound...].firstRange(of: end)
        else { return "" }
        return self[head.upperBound..<tail.lowerBound]
    }
}

extension StringProtocol {
    fileprivate func firstRange(of text: String) -> Range<Index>? {
        var index = startIndex
        while index < endIndex {
            if self[index...].hasPrefix(text) {
                return index..<self.index(index, offsetBy: text.count)
            }
            index = self.index(after: index)
        }
        return nil
    }
}
