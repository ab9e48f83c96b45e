import ReportingFixtures
import Testing

@testable import Reporting

/// A report that comes in, beside the same unit's months before.
@Suite struct UsualCheckTests {
    private static let elements: [DataElement] = ["births", "visits", "couples"].enumerated().map {
        DataElement(
            index: $0, code: $1, labelVI: $1, labelEN: $1, definition: "", unit: "",
            time: $1 == "couples" ? .stock : .flow, parts: [], officialRow: nil)
    }

    private static let version = FormVersion(
        form: "f", version: "1", titleVI: "", titleEN: "", legalBasis: "", periodicity: "month",
        levels: [.commune], validity: .always, deadline: .dayOfMonth(5),
        sections: [
            .init(code: "s", titleVI: "", titleEN: "", elements: [0, 1, 2])
        ])

    private static let check = UsualCheck(
        version: version,
        catalogue: Catalogue(
            elements: elements, versions: [version], rules: [], indicators: [], targets: [],
            deadlines: [], assignments: [], holidays: []))

    private static func report(_ counts: [Int32?]) -> ReportValues {
        var values = ReportValues(elementCount: 3)
        for (index, count) in counts.enumerated() {
            if let count { values[index] = .count(count) }
        }
        return values
    }

    private static func codes(_ counts: [Int32?], after before: [ReportValues?]) -> [String] {
        check.warnings(of: report(counts), before: before).map { $0.rule ?? "" }
    }

    private static let quiet = (1...12).map { report([Int32(8 + $0 % 3), 40, 900]) }

    @Test("what is as always asks nothing")
    func quiet() {
        #expect(Self.codes([9, 41, 905], after: Self.quiet).isEmpty)
        #expect(Self.codes([9, 41, 905], after: []).isEmpty)
    }

    @Test("what is far from the last months, absent or nought is asked about, by code")
    func odd() {
        #expect(Self.codes([90, 40, 900], after: Self.quiet) == ["usual:outlier:births"])
        #expect(Self.codes([0, 40, 900], after: Self.quiet) == ["usual:zero:births"])
        #expect(Self.codes([nil, 40, 900], after: Self.quiet) == ["usual:blank:births"])
        #expect(Self.codes([9, 40, 400], after: Self.quiet) == ["usual:outlier:couples"])
    }

    @Test("with few months before, the last one and the unit's size are what there is")
    func few() {
        let last = [Self.report([9, 40, 900])]
        #expect(Self.codes([9, 400, 900], after: last) == ["usual:jump:visits"])
        #expect(Self.codes([9, 1_000, 900], after: []) == ["usual:size:visits"])
        // A unit that counts hardly anybody has not said how large it is.
        #expect(Self.codes([9, 1_000, 20], after: []).isEmpty)
    }

    @Test("the numbers that it is held against stand in the sentence")
    func numbers() throws {
        let finding = try #require(
            Self.check.warnings(of: Self.report([90, 40, 900]), before: Self.quiet).first)
        #expect(finding.pointer == "/values/births")
        #expect(finding.messageVI.contains("12 báo cáo trước: từ 8 đến 10"))
        #expect(finding.messageEN.contains("The 12 reports before: 8 to 10, median 9"))
    }

    @Test("an empty report is refused elsewhere and asked nothing here")
    func empty() {
        #expect(Self.codes([nil, nil, nil], after: Self.quiet).isEmpty)
    }
}
