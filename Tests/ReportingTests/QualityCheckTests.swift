import Reporting
import ReportingFixtures
import Testing

/// Each detector on histories written as numbers: the last month is the one in question.
@Suite struct QualityCheckTests {
    private func kinds(
        _ history: UnitHistory, _ rules: [(code: String, text: String)] = []
    ) throws -> [QualityFinding.Kind] {
        try findings(history, rules).map(\.kind)
    }

    private func findings(
        _ history: UnitHistory, _ rules: [(code: String, text: String)] = []
    ) throws -> [QualityFinding] {
        let check = try #require(
            QualityCheck(
                form: QualityForm.code, month: month("2024-01"),
                catalogue: QualityForm.catalogue(rules: rules)))
        return check.findings(in: history)
    }

    private static let usual: [Int32?] = [20, 24, 18, 22, 21, 19, 25, 20, 23, 17, 21, 22]

    @Test(
        "a value is held against the unit's own months before",
        arguments: [
            (usual + [21], []), (usual + [40], [.outlier]), (usual + [200], [.outlier]),
            (usual + [2], [.outlier]), (usual + [0], [.zero]), (usual + [nil], [.empty]),
            // Small counts: from 1 to 5 is chance, to 7 is not.
            ([1, 0, 2, 1, 1, 0, 1, 5], []), ([1, 0, 2, 1, 1, 0, 1, 7], [.outlier]),
            ([0, 0, 0, 0, 0, 0, 4], []), ([0, 0, 0, 0, 0, 0, 5], [.outlier]),
            // What happened twice before is not odd a third time.
            ([0, 80, 0, 0, 0, 80, 0, 0, 80], []), ([0, 80, 0, 0, 0, 0, 0, 0, 80], [.outlier]),
            // Five months are too few to say what is usual.
            ([20, 20, 20, 20, 20, 25], []), ([20], []), ([nil], [.empty]),
            // A month without a report is no month with 0.
            ([20, 21, 22, 20, 19, 20, 21, 20], []),
            // Seldom any case: none is nothing new.
            ([3, 2, 4, 1, 2, 3, 0], []), ([7, 8, 7, 9, 7, 8, 0], [.zero]),
        ] as [([Int32?], [QualityFinding.Kind])])
    func values(counts: [Int32?], wanted: [QualityFinding.Kind]) throws {
        #expect(try kinds(QualityForm.history(0, counts)) == wanted)
    }

    @Test("no report is nobody's oddity, and no history neither")
    func nothing() throws {
        #expect(try kinds(QualityForm.history([nil])).isEmpty)
        #expect(try kinds(QualityForm.history([[0: 5], nil])).isEmpty)
        #expect(try kinds(QualityForm.history([[0: 5]])).isEmpty)
        #expect(try kinds(QualityForm.history([nil, nil, [0: 5]])).isEmpty)
    }

    @Test(
        "a jump is told against the month before, for stocks sooner than for flows",
        arguments: [
            (0, [20, 60], [.jump]), (0, [60, 20], [.jump]), (0, [20, 30], []),
            (0, [0, 13], [.jump]),
            (0, [0, 12], []), (0, [1_000, 1_900], []), (12, [1_000, 1_300], [.jump]),
            (12, [1_000, 1_150], []), (12, [10, 16], []), (12, [1_300, 1_000], [.jump]),
            (0, [60, nil, 20], []), (0, [0, 0], []),
        ] as [(Int, [Int32?], [QualityFinding.Kind])])
    func jumps(element: Int, counts: [Int32?], wanted: [QualityFinding.Kind]) throws {
        #expect(try kinds(QualityForm.history(element, counts)) == wanted)
    }

    @Test("an outlier says what it is held against")
    func evidence() throws {
        let finding = try #require(
            try findings(QualityForm.history(0, Self.usual + [200])).first)
        let spread = try #require(RobustSpread(Self.usual.compactMap { $0.map(Int64.init) }))
        #expect(finding.evidence == .outlier(spread, score: spread.score(of: 200)))
        #expect(finding.element == 0 && finding.value == 200)
        #expect(finding.sentenceVI.hasPrefix("12 báo cáo trước: từ 17 đến 25, trung vị 21 (z = "))
        #expect(finding.titledVI(QualityForm.elements[0]).hasPrefix("«vi e0» 200: 12 báo cáo"))
        #expect(finding.titledEN(QualityForm.elements[0]).hasPrefix("'en e0' 200: The 12 reports"))
    }

    @Test("a blank is told where every report before had a number")
    func blanks() throws {
        func history(_ counts: [Int32?]) -> UnitHistory {
            QualityForm.history(
                counts.map { count in [1: 5].merging(count.map { [0: $0] } ?? [:]) { $1 } })
        }
        #expect(try kinds(history([0, 1, 0, 2, 0, 1, nil])) == [.blank])
        #expect(try kinds(history([0, 1, nil, 2, 0, 1, nil])).isEmpty)
        #expect(try kinds(history([0, 1, 0, 2, 0, nil])).isEmpty)
    }

    @Test("many blanks at once are one question")
    func manyBlanks() throws {
        func found(_ count: Int) throws -> [QualityFinding] {
            let full = Dictionary(uniqueKeysWithValues: (0..<12).map { ($0, Int32(3)) })
            let cut = full.filter { $0.key >= count }
            return try findings(QualityForm.history(Array(repeating: full, count: 6) + [cut]))
        }
        #expect(try found(5).map(\.element) == [0, 1, 2, 3, 4])
        #expect(try found(6).map(\.evidence) == [.blanks(6, months: 6)])
    }

    // MARK: Repetition

    /// Twelve flows of which ten are not 0, with eight different numbers.
    private static let busy: [Int: Int32] = [
        0: 12, 1: 11, 2: 1, 3: 7, 4: 31, 5: 0, 6: 4, 7: 4, 8: 5, 9: 63, 10: 0, 11: 2, 12: 900,
    ]

    @Test("the same flows as in an earlier month are one finding, whatever the stocks do")
    func copies() throws {
        var again = Self.busy
        again[12] = 905
        var other = Self.busy
        other[0] = 13
        let copied = try findings(QualityForm.history([Self.busy, nil, other, again]))
        #expect(copied.map(\.evidence) == [.copied(month("2023-10"), counts: 10)])
        #expect(try kinds(QualityForm.history([other, Self.busy])).isEmpty)
    }

    @Test("a quiet month looks like another by chance")
    func quietMonths() throws {
        let quiet: [Int: Int32] = [
            0: 1, 1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 6: 1, 7: 1, 8: 2, 9: 3, 10: 4,
        ]
        #expect(try kinds(QualityForm.history([quiet, quiet])).isEmpty)
        let few: [Int: Int32] = [0: 12, 1: 13, 2: 14, 3: 15, 4: 16, 5: 17, 6: 18]
        #expect(try kinds(QualityForm.history([few, few])).isEmpty)
    }

    @Test(
        "one flow that stands still is told, a stock is not",
        arguments: [
            (0, [20, 20, 20, 20], [.repeated]), (0, [20, 20, 20], []), (0, [19, 19, 19, 19], []),
            (0, [20, 20, nil, 20, 20], []), (12, [900, 900, 900, 900, 900], []),
            (0, [20, 20, 20, 20, 21], []),
        ] as [(Int, [Int32?], [QualityFinding.Kind])])
    func standstill(element: Int, counts: [Int32?], wanted: [QualityFinding.Kind]) throws {
        let history = QualityForm.history(
            counts.map { count in [11: 3].merging(count.map { [element: $0] } ?? [:]) { $1 } })
        #expect(try kinds(history) == wanted)
    }

    @Test("round numbers are told when chance does not make so many")
    func heaps() throws {
        func months(_ number: (Int, Int) -> Int32) -> UnitHistory {
            QualityForm.history(
                (0..<12).map { month in
                    Dictionary(uniqueKeysWithValues: (0..<6).map { ($0, number(month, $0)) })
                })
        }
        let round = try findings(months { Int32(10 * ($1 + 1) + 5 * ($0 % 2)) })
            .filter { $0.kind == .heaped }
        guard case .heaped(let divisor, let count, let all, let chance) = round.first?.evidence
        else {
            Issue.record("\(round)")
            return
        }
        #expect((divisor, count, all) == (5, 72, 72) && chance < 1e-40)
        let honest = try kinds(months { Int32(11 + ($0 * 7 + $1 * 13) % 60) })
        #expect(!honest.contains(.heaped))
        // The same number in every row of a month is one number: 12 are too few.
        let same = try kinds(months { month, _ in Int32(20 + 10 * month) })
        #expect(!same.contains(.heaped))
    }

    // MARK: Rules

    private static let rules = [(code: "below", text: "e0 <= e1")]

    @Test("a broken rule is told with both sides, and whether it is explained")
    func broken() throws {
        let history = QualityForm.history([[0: 12, 1: 10]], explained: ["below"])
        let finding = try #require(try findings(history, Self.rules).first)
        guard case .rule(let sides, .warning, true) = finding.evidence else {
            Issue.record("\(finding.evidence)")
            return
        }
        #expect(sides.left == 12 && sides.right == 10 && finding.element == 0)
        #expect(finding.sentenceVI == "vi below Ở đây 12 so với 10. Đơn vị đã giải thích.")
        #expect(
            try kinds(QualityForm.history([[0: 12]]), Self.rules).isEmpty, "a blank breaks none")
    }

    @Test("a year must keep what a month may break")
    func year() throws {
        let excused = QualityForm.history([[0: 8, 1: 10], [0: 9, 1: 10], [0: 11, 1: 10]])
        #expect(try kinds(excused, Self.rules) == [.rule])
        let broken = QualityForm.history([[0: 12, 1: 10], [0: 12, 1: 10], [0: 9, 1: 10]])
        let found = try findings(broken, Self.rules)
        guard case .year(let sides, 3) = found.first?.evidence else {
            Issue.record("\(found)")
            return
        }
        #expect(found.map(\.kind) == [.contradiction] && sides.left == 33 && sides.right == 30)
        let short = QualityForm.history([[0: 12, 1: 10], [0: 9, 1: 10]])
        #expect(try kinds(short, Self.rules).isEmpty, "two months are no year")
    }

    @Test("over a year flows add and stocks are the last")
    func yearOfStocks() throws {
        let rules = [(code: "stock", text: "e0 <= e12")]
        let months: [[Int: Int32]] = [[0: 10, 12: 25], [0: 10, 12: 25], [0: 10, 12: 25]]
        #expect(try kinds(QualityForm.history(months), rules) == [.contradiction])
        let enough: [[Int: Int32]] = [[0: 10, 12: 25], [0: 10, 12: 25], [0: 10, 12: 30]]
        #expect(try kinds(QualityForm.history(enough), rules).isEmpty)
    }

    @Test("forms of one month that say two numbers, or break a rule together, contradict")
    func forms() throws {
        let other = (form: "r", values: QualityForm.report([0: 7, 13: 4]))
        let history = QualityForm.history([[0: 5, 1: 9]], others: [other])
        #expect(
            try findings(history).map(\.evidence) == [
                .form(FormName(code: "r", titleVI: "Mẫu", titleEN: "Sample"), says: 7)
            ])
        let across = try findings(history, [(code: "across", text: "e1 <= e13")])
        #expect(across.map(\.kind) == [.contradiction, .contradiction])
        guard case .across(let sides) = across.last?.evidence else {
            Issue.record("\(across)")
            return
        }
        #expect(sides.left == 9 && sides.right == 4 && across.last?.element == 1)
        let same = (form: "r", values: QualityForm.report([0: 5]))
        #expect(try kinds(QualityForm.history([[0: 5]], others: [same])).isEmpty)
    }

    @Test("sums over units contradict where parts and wholes come from different units")
    func sums() {
        let catalogue = QualityForm.catalogue(rules: [(code: "whole", text: "e0 == e1 + e2")])
        let histories = [
            QualityForm.history([[0: 9, 1: 4, 2: 5]], unit: 1),
            QualityForm.history([[0: 6]], unit: 2),
        ]
        func report(_ histories: [UnitHistory]) -> QualityReport {
            QualityReport(
                unit: 0, form: QualityForm.code, month: month("2024-01"), histories: histories,
                catalogue: catalogue)
        }
        let found = report(histories)
        #expect(found.findings.map(\.unit) == [0] && found.reports == 2 && found.judged == 0)
        guard case .sums(let sides, complete: 1, of: 2) = found.findings.first?.evidence else {
            Issue.record("\(found.findings)")
            return
        }
        #expect(sides.left == 15 && sides.right == 9 && found.findings.first?.hasReport == false)
        // Where a unit breaks the rule itself, that says it.
        let wrong = report([QualityForm.history([[0: 9, 1: 4, 2: 4]], unit: 1)] + histories)
        #expect(wrong.findings.map(\.kind) == [.rule])
        #expect(report([]).findings.isEmpty && report([QualityForm.history([nil])]).reports == 0)
    }

    @Test("a form that is not in force has nothing to look at")
    func notInForce() {
        let report = QualityReport(
            unit: 0, form: "nosuch", month: month("2024-01"),
            histories: [QualityForm.history([[0: 1]])], catalogue: QualityForm.catalogue)
        #expect(report.findings.isEmpty && report.tally.isEmpty)
    }

    @Test("every finding is a sentence in both languages")
    func sentences() throws {
        let histories = [
            QualityForm.history(0, Self.usual + [0]), QualityForm.history(0, Self.usual + [99]),
            QualityForm.history(0, [20, 60]), QualityForm.history(0, [20, 20, 20, 20]),
            QualityForm.history([Self.busy, Self.busy]), QualityForm.history([[:]]),
            QualityForm.history([[0: 12, 1: 10], [0: 12, 1: 10], [0: 12, 1: 10]]),
        ]
        var seen: Set<QualityFinding.Kind> = []
        for finding in try histories.flatMap({ try findings($0, Self.rules) }) {
            seen.insert(finding.kind)
            #expect(finding.sentenceVI.hasSuffix(".") && finding.sentenceEN.hasSuffix("."))
            #expect(finding.sentenceVI != finding.sentenceEN)
        }
        #expect(seen.count >= 7)
    }
}
