import Reporting

@testable import Pages

/// A form of four elements for tests: `sum` is computed from `a` and `b`.
enum Example {
    struct Form {
        let version: FormVersion
        let catalogue: Catalogue
    }

    static let form = form(indicators: [])

    static func form(indicators: [Indicator]) -> Form {
        let codes = ["a", "b", "c", "sum"]
        let elements = codes.enumerated().map { index, code in
            DataElement(
                index: index, code: code, labelVI: "Số \(code)", labelEN: "Count \(code)",
                definition: "", unit: "ca", time: code == "c" ? .stock : .flow,
                parts: code == "sum" ? [0, 1] : [], officialRow: nil)
        }
        let version = FormVersion(
            form: "mnch", version: "test", titleVI: "Biểu", titleEN: "Form",
            legalBasis: "Thông tư", periodicity: "month", levels: [.commune],
            validity: .always, deadline: .workingDaysAfterPeriod(5),
            sections: [
                .init(code: "first", titleVI: "Một", titleEN: "One", elements: [0, 1, 3]),
                .init(code: "second", titleVI: "Hai", titleEN: "Two", elements: [2]),
            ])
        let catalogue = Catalogue(
            elements: elements, versions: [version], rules: rules, indicators: indicators,
            targets: [],
            deadlines: [], assignments: [], holidays: [])
        return Form(version: version, catalogue: catalogue)
    }

    private static var rules: [Rule] {
        let expression = try? RuleExpression(parsing: "sum == a + b") { code in
            ["a": 0, "b": 1, "c": 2, "sum": 3][code]
        }
        return expression.map {
            [Rule(code: "r", expression: $0, severity: .error, messageVI: "", messageEN: "")]
        } ?? []
    }

    static func frame(_ language: Language = .vietnamese, viewer: Viewer? = nil) -> Frame {
        Frame(
            wording: Wording(language), address: Address("units", "U"), viewer: viewer,
            stylesheets: Stylesheets(
                base: Address("mebe.css"), figures: Address("figures.css"),
                form: Address("form.css")))
    }

    static func finding(_ code: String) -> Finding {
        Finding(pointer: "/values/" + code, messageVI: "sai", messageEN: "wrong")
    }

    static func page(
        typed: [String: String], errors: [Finding] = [], access: EntryPage.Access = .writable
    ) -> String {
        let page = EntryPage(
            frame: frame(), unit: UnitLink(id: "U", name: "Xã <U>"), ancestors: [],
            month: Month(year: 2024, month: 1), version: form.version, catalogue: form.catalogue,
            state: .draft, typed: typed, lastMonth: nil, sameMonthLastYear: nil, errors: errors,
            deadline: Day(number: 19_752), revision: 2, receivedAt: nil, today: Day(number: 19_750),
            access: access)
        return String(decoding: EntryView(page).html.bytes, as: UTF8.self)
    }

    static func rate(_ numerator: Amount, _ denominator: Amount) -> Rate {
        Rate(
            numerator: numerator, denominator: denominator, per: 100, unit: .percent,
            measure: .share)
    }
}
