import Reporting
import ReportingFixtures
import Testing

/// What a preview says.
extension UnitChangeTests {
    @Test("a preview says what becomes of units, forms, areas, targets and sums")
    func effects() {
        let catalogue = SampleForm.catalogue(
            targets: [
                Target(
                    indicator: "i", unitID: "A", year: 2027, comparison: .atLeast, value: 80,
                    quoteVI: "")
            ],
            assignments: [
                FormAssignment(form: SampleForm.code, unitID: "B", validity: .always)
            ])
        var book = Self.book()
        let before = book
        _ = Self.apply(.merge(units: ["A", "B"], into: Self.new()), to: &book)
        let effects = UnitChangeEffects(
            UnitChangeTrace(from: before, to: book), effective: day("2027-01-01"),
            before: Self.registry(before, catalogue), after: Self.registry(book, catalogue),
            today: Self.today
        ).all
        #expect(
            Set(effects.map(\.topic)) == [
                .units, .children, .successions, .expected, .assignments, .areas, .targets, .sums,
            ])
        #expect(effects.last?.months == [])
        let expected = effects.first { $0.topic == .expected }
        #expect(expected?.units == ["A", "B", "N"])
        #expect(expected?.messageEN.hasSuffix("change by -1.") == true)
    }

    @Test("a preview of a past change names the months and the units whose sums change")
    func pastSums() {
        var book = Self.book()
        let before = book
        _ = Self.apply(
            .move(unit: "A", parent: "E"), on: "2026-09-15", isBackdated: true, to: &book)
        let sums = UnitChangeEffects(
            UnitChangeTrace(from: before, to: book), effective: day("2026-09-15"),
            before: Self.registry(before, SampleForm.catalogue),
            after: Self.registry(book, SampleForm.catalogue), today: Self.today
        ).all.first { $0.topic == .sums }
        #expect(sums?.boundaries == .reported)
        #expect(sums?.months.map(\.code) == ["2026-09", "2026-10", "2026-11"])
        #expect(sums?.units == ["D", "E"])
    }

    /// The effects of one change on the country, in English.
    static func told(
        _ action: UnitChange.Action, on iso: String, _ catalogue: Catalogue = SampleForm.catalogue
    ) -> [UnitChangeEffect] {
        var book = Self.book()
        let before = book
        _ = apply(action, on: iso, isBackdated: true, to: &book)
        return UnitChangeEffects(
            UnitChangeTrace(from: before, to: book), effective: day(iso),
            before: registry(before, catalogue), after: registry(book, catalogue), today: today
        ).all
    }

    @Test("where no sum changes, a sentence of its own says so")
    func noSum() {
        let rename = UnitChange.Action.rename(unit: "A", name: "Á", kind: nil, code: nil)
        func sums(_ iso: String) -> [UnitChangeEffect] {
            Self.told(rename, on: iso).filter { $0.topic == .sums }
        }
        #expect(
            sums("2026-10-01").map(\.messageEN) == [
                "As reported, no sum of 2026-10 to 2026-11 changes.",
                "In today's boundaries, no sum of all months, also before 2026-10, changes.",
            ])
        #expect(
            sums("2026-10-01").map(\.messageVI) == [
                "Đọc như khi báo cáo, không tổng nào của tháng 10/2026–11/2026 đổi.",
                "Đọc theo địa giới hiện nay, không tổng nào của mọi tháng, kể cả trước tháng "
                    + "10/2026, đổi.",
            ])
        #expect(
            sums("2027-01-01").map(\.messageEN) == [
                "As reported, from 2027-01 on no sum changes.",
                "From 2027-01-01 on, in today's boundaries, no sum changes.",
            ])
        #expect(
            sums("2026-11-20").map(\.messageEN)[1]
                == "In today's boundaries, no sum of 2026-11 changes.")
    }

    @Test("sums that only a dated assignment lets move are named")
    func datedAssignment() {
        let catalogue = SampleForm.catalogue(
            assignments: [
                FormAssignment(
                    form: SampleForm.code, unitID: "PT",
                    validity: Validity(from: day("2025-03-01"), through: day("2025-05-31")))
            ])
        let subject = UnitChange.Action.move(unit: "PT", parent: "F")
        let sums = Self.told(subject, on: "2026-09-01", catalogue).filter {
            $0.boundaries == .current
        }
        #expect(sums.first?.units == ["D", "E", "A", "F", "K"])
    }

    @Test("days stand in Vietnamese texts as Vietnamese write them")
    func writtenDays() {
        var book = Self.book()
        let late = UnitChange(.close(unit: "C"), effective: day("2099-01-01"))
        let far = book.apply(late, today: Self.today, isPreview: true)
        #expect(far.first?.messageVI == "Ngày hiệu lực phải từ 01/11/2024 đến 30/11/2036.")
        #expect(Self.apply(.close(unit: "PT"), on: "2027-06-01", to: &book) == [])
        var moved = Self.book()
        #expect(Self.apply(.move(unit: "PT", parent: "B"), on: "2027-06-01", to: &moved) == [])
        let merge = UnitChange(
            .merge(units: ["A", "C"], into: Self.new()), effective: day("2027-01-01"))
        let planned = moved.apply(merge, today: Self.today, isPreview: true)
        #expect(planned.first?.messageVI.hasSuffix("định vào ngày 01/06/2027.") == true)
    }

    @Test("a close without a successor says whose past drops out of today's boundaries")
    func dropped() {
        let past = Self.told(.close(unit: "C"), on: "2026-09-01").filter { $0.topic == .sums }
        #expect(past.map(\.boundaries) == [.reported, .current, .current])
        #expect(
            past.map { Set($0.units) } == [["C", "D", "P", "VN"], ["C", "D", "P", "VN"], ["C"]])
        #expect(past[1].messageEN.contains("also before 2026-09"))
        #expect(past[2].messageEN.hasSuffix("of VN (VN), P (P), D (D); no unit takes them over."))
        let planned = Self.told(.close(unit: "C"), on: "2027-03-01").filter { $0.topic == .sums }
        #expect(planned[0].messageVI.contains("từ tháng 03/2027") && planned[0].months.isEmpty)
        #expect(planned[1].messageVI.hasPrefix("Từ ngày 01/03/2027, đọc theo địa giới hiện nay"))
        #expect(planned.map { Set($0.units) } == past.map { Set($0.units) })
    }

    @Test("a change later in the month that has begun moves that month at once")
    func begunMonth() {
        let sums = Self.told(.close(unit: "C"), on: "2026-11-20").filter { $0.topic == .sums }
        #expect(sums.map(\.boundaries) == [.reported, .current, .current, .current])
        #expect(sums[0].months.map(\.code) == ["2026-11"])
        #expect(
            sums[1].messageEN.hasPrefix("In today's boundaries, sums of 2026-11 change at once"))
        #expect(sums[2].messageEN.hasPrefix("From 2026-11-20 on"))
    }

    @Test("a move says whose deadlines and targets hold from then on")
    func moved() {
        let catalogue = SampleForm.catalogue(
            indicators: [
                Indicator(
                    code: "i", labelVI: "", labelEN: "", numerator: [0], denominator: nil, per: 1,
                    direction: .higher, note: nil)
            ],
            targets: ["D", "E"].map {
                Target(
                    indicator: "i", unitID: $0, year: 2027, comparison: .atLeast, value: 80,
                    quoteVI: "")
            },
            deadlines: [
                DeadlineOverride(
                    form: SampleForm.code, unitID: "E", rule: .dayOfMonth(20),
                    validity: .always)
            ])
        let effects = Self.told(.move(unit: "C", parent: "E"), on: "2027-02-01", catalogue)
        let deadline = effects.first { $0.topic == .assignments }
        #expect(deadline?.messageVI.contains("20/02/2027") == true)
        #expect(
            effects.first { $0.topic == .targets }?.messageEN
                == "C (C): the target i is that of E (E) in place of D (D).")
        // Whether a report is on time counts further up as well.
        #expect(effects.first { $0.topic == .sums }?.units.contains("VN") == true)
    }

    @Test("a new hospital is said to report nothing, a new district is not expected to")
    func silent() {
        func expected(_ level: OrgUnitLevel, _ parent: String) -> [[String]] {
            let subject = UnitChange.Subject(id: "N", name: "N", level: level, parent: parent)
            return Self.told(.open(subject), on: "2027-01-01").filter { $0.topic == .expected }
                .map(\.units)
        }
        #expect(expected(.hospital, "D") == [["N"]])
        #expect(expected(.district, "P") == [])
    }

    @Test("where no version of a form is in force, that is why nobody is said to report it")
    func unversioned() {
        let catalogue = Catalogue(
            elements: SampleForm.elements, versions: [SampleForm.first], rules: [], indicators: [],
            targets: [], deadlines: [], assignments: [], holidays: [])
        let effects = Self.told(
            .merge(units: ["A", "B"], into: Self.new()), on: "2027-01-01", catalogue)
        let expected = effects.filter { $0.topic == .expected }
        #expect(expected.count == 1)
        #expect(
            expected.first?.messageEN.hasPrefix(
                "No version of the form sample is in force on 2027-01-31") == true)
    }

    @Test(
        "a change is told in a sentence with names, days and kinds as they are written",
        arguments: [
            (.merge(units: ["A"], into: id("B")), "Sáp nhập A (A) vào B (B)"),
            (.merge(units: ["A", "B"], into: new()), "Sáp nhập A (A), B (B) thành Xã Mới (N)"),
            (
                .split(
                    unit: "B",
                    parts: [.init(into: new(), share: Decimal(mantissa: 25, scale: 2))],
                    isKept: true), "Chia B (B) cho Xã Mới (N) 0,25, đơn vị này vẫn còn"
            ),
            (.rename(unit: "A", name: "Xã Á", kind: "xã", code: nil), "Đổi A (A) thành Xã Á"),
            (.rename(unit: "A", name: nil, kind: "phường", code: nil), "Đổi A (A) thành phường"),
            (.join(unit: "A", area: "K", kind: .part), "Đưa A (A) vào K (K) (một phần)"),
        ] as [(UnitChange.Action, String)])
    func summary(action: UnitChange.Action, text: String) {
        let units = Self.country.registry().units
        #expect(UnitChange(action, effective: day("2027-01-01")).summary(in: units).vi == text)
    }

    @Test("a list that both languages end in is said once")
    func bilingual() {
        #expect(Bilingual.line("Còn: A, B.", "Left: A, B.") == "Còn / Left: A, B.")
        #expect(Bilingual.line("Có", "Yes") == "Có / Yes")
        #expect(Bilingual.line("Một: x", "One: y") == "Một: x / One: y")
        #expect(Bilingual.line("Lúc 10:30", "At 10:30") == "Lúc 10:30 / At 10:30")
        #expect(Bilingual.line("Còn: 10:30", "Left: 10:30") == "Còn / Left: 10:30")
    }

    @Test("months in words are stretches")
    func months() {
        let text = MonthsText(["2026-11", "2026-12", "2027-01", "2027-03"].map(month))
        #expect(text.vi == "11/2026–01/2027, 03/2027")
        #expect(text.en == "2026-11 to 2027-01, 2027-03")
    }
}
