import JSON
import Reporting

/// The numbers that a finding is held against, by name.
struct QualityEvidenceJSON {
    let evidence: QualityFinding.Evidence

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        switch evidence {
        case .empty: break
        case .rule(let sides, let severity, let isExplained):
            write(sides, "report", to: &writer)
            write("severity", severity.rawValue, to: &writer)
            writer.key("explained")
            writer.value(isExplained)
        case .year(let sides, let months):
            write(sides, "year", to: &writer)
            write("months", months, to: &writer)
        case .sums(let sides, let complete, let count):
            write(sides, "units", to: &writer)
            write("complete", complete, to: &writer)
            write("reports", count, to: &writer)
        case .across(let sides): write(sides, "forms", to: &writer)
        case .form(let form, let says):
            write("form", form.code, to: &writer)
            write("value", Int(says), to: &writer)
        case .copied(let month, let counts):
            write("period", month.code, to: &writer)
            write("counts", counts, to: &writer)
        case .repeated(let months): write("months", months, to: &writer)
        case .blank(let months, let last), .notApplicable(let months, let last):
            write("months", months, to: &writer)
            write("last", Int(last), to: &writer)
        case .blanks(let count, let months), .notApplicables(let count, let months):
            write("count", count, to: &writer)
            write("months", months, to: &writer)
        case .zero(let spread): write(spread, to: &writer)
        case .outlier(let spread, let score):
            write(spread, to: &writer)
            write("score", score, to: &writer)
        case .jump(let before, let score):
            write("before", Int(before), to: &writer)
            write("score", score, to: &writer)
        case .size(let count, _, let group):
            write("largest_group", group, to: &writer)
            write("largest_count", Int(count), to: &writer)
        case .heaped(let divisor, let count, let all, let chance):
            write("multiples_of", divisor, to: &writer)
            write("count", count, to: &writer)
            write("of", all, to: &writer)
            write("chance", chance, to: &writer)
        }
        writer.endObject()
    }

    private func write(_ sides: RuleSides, _ within: String, to writer: inout JSONWriter) {
        write("rule", sides.code, to: &writer)
        write("within", within, to: &writer)
        write("left", Int(sides.left), to: &writer)
        write("op", sides.comparison.rawValue, to: &writer)
        write("right", Int(sides.right), to: &writer)
    }

    private func write(_ spread: RobustSpread, to writer: inout JSONWriter) {
        write("months", spread.count, to: &writer)
        write("median", spread.median, to: &writer)
        write("deviation", spread.deviation, to: &writer)
        write("low", Int(spread.low), to: &writer)
        write("high", Int(spread.high), to: &writer)
    }

    private func write(_ name: String, _ number: Int, to writer: inout JSONWriter) {
        writer.key(name)
        writer.value(number)
    }

    private func write(_ name: String, _ number: Double, to writer: inout JSONWriter) {
        writer.key(name)
        writer.value(number)
    }

    private func write(_ name: String, _ text: String, to writer: inout JSONWriter) {
        writer.key(name)
        writer.value(text)
    }
}
