import Reporting
import Testing

@testable import Pages

@Suite("Entry form") struct EntryTests {
    @Test(
        "What people type is a count, nothing, not applicable, or an error",
        arguments: [
            ("", EntryText.value(.blank)), ("  ", .value(.blank)), ("0", .value(.count(0))),
            (" 12 ", .value(.count(12))), ("1.580", .value(.count(1_580))),
            ("1,580", .value(.count(1_580))), ("12.345.678", .value(.count(12_345_678))),
            ("007", .value(.count(7))), ("x", .value(.notApplicable)),
            ("X", .value(.notApplicable)), ("99999999", .value(.count(99_999_999))),
            ("100000000", .tooLarge), ("99999999999999999999", .tooLarge),
            ("5.0", .unreadable), ("1.58", .unreadable), ("1.5800", .unreadable),
            ("-3", .unreadable), ("+3", .unreadable), ("3 4", .unreadable), ("1e3", .unreadable),
            ("1.580,5", .unreadable), ("٣", .unreadable), ("1.", .unreadable),
            (".580", .unreadable), ("0x10", .unreadable), ("0.580", .unreadable),
            ("0,580", .unreadable), ("00.580", .unreadable), ("000.580", .unreadable),
            ("012.345", .unreadable), ("10.580", .value(.count(10_580))),
            ("0580", .value(.count(580))),
        ])
    func typing(typed: String, meaning: EntryText) {
        #expect(EntryText(typed) == meaning)
    }

    @Test(
        "Rows of the official form are numbered in short",
        arguments: [
            ("Biểu 4/BCX I.1", "I.1", 0), ("Biểu 4/BCX I.1.1", "I.1.1", 1),
            ("Biểu 4/BCX I.5.1a", "I.5.1a", 1),
            ("Biểu 4/BCX I.5 cột 4 'Tại TYT'", "I.5 (4)", 1),
            ("Biểu 4/BCX I.9 Mắc", "I.9 Mắc", 0), ("Biểu 4/BCX III.12.1", "III.12.1", 1),
        ])
    func rowNumbers(row: String, text: String, depth: Int) throws {
        let number = try #require(RowNumber(officialRow: row))
        #expect(number.text == text && number.depth == depth)
    }

    @Test("A row of another circular, or none, has no number")
    func foreignRows() {
        #expect(RowNumber(officialRow: "Biểu 4/BCX I.4 (TT 27/2014)") == nil)
        #expect(RowNumber(officialRow: nil) == nil)
        #expect(RowNumber(officialRow: "") == nil)
    }

    @Test("A submission keeps what was typed, reads what it can and names the rest")
    func submission() {
        let form = Example.form
        let sent = EntrySubmission(
            fields: [
                ("a", "3"), ("b", "four"), ("c", "x"), ("status", "submitted"),
                ("base_revision", "7"), ("note", "n"), ("explain.rule", "why"),
                ("explain.other", ""), ("unknown", "1"),
            ], version: form.version, catalogue: form.catalogue)
        #expect(sent.action == .submit && sent.baseRevision == 7 && sent.note == "n")
        #expect(sent.values[0] == .count(3) && sent.values[1] == .blank)
        #expect(sent.values[2] == .notApplicable)
        #expect(sent.typed == ["a": "3", "b": "four", "c": "x"])
        #expect(sent.errors.map(\.pointer) == ["/values/b"])
        #expect(sent.explanations == ["rule": "why"])
    }

    @Test("Filling touches only blank fields of its section that are not computed")
    func filling() {
        let form = Example.form
        let sent = EntrySubmission(
            fields: [("a", "3"), ("b", ""), ("fill", "zero.first")], version: form.version,
            catalogue: form.catalogue)
        #expect(sent.action == .fill(section: "first", .zero))
        let texts = sent.filled(
            "first", .zero, version: form.version, catalogue: form.catalogue, lastMonth: nil)
        #expect(texts == ["a": "3", "b": "0"])
    }

    @Test("The form shows invalid text again, escaped, with its error beside it")
    func rendering() {
        let html = Example.page(
            typed: ["a": "3", "b": "<4>"], errors: [Example.finding("b")])
        #expect(html.contains("value=\"&lt;4&gt;\" aria-invalid=true"))
        #expect(html.contains("aria-describedby=m1"))
        #expect(html.contains("href=\"#f1\""))
        #expect(html.contains("name=base_revision value=\"2\""))
    }

    @Test("Only an error at an element of the form is a link")
    func links() {
        let about = Finding(pointer: "/period", messageVI: "kỳ <sai>", messageEN: "wrong")
        let alone = Example.page(typed: [:], errors: [about])
        #expect(alone.contains("<p>Lỗi: kỳ &lt;sai&gt;</p>"))
        #expect(alone.contains("<a class=\"wrong no\" href=\"#findings\">1 lỗi</a>"))
        let both = Example.page(typed: [:], errors: [about, Example.finding("b")])
        #expect(both.contains("<li>Lỗi: <a href=\"#f1\">sai</a></ul>"))
        #expect(both.contains("<a class=\"wrong no\" href=\"#findings\">2 lỗi</a>"))
    }

    @Test("A computed row is a sum and no field, until it came without its parts")
    func computed() {
        let summed = Example.page(typed: ["a": "1200", "b": "380"])
        #expect(summed.contains("<output id=f2 aria-labelledby=l2>1.580</output>"))
        #expect(!summed.contains("name=\"sum\""))
        let alone = Example.page(typed: ["sum": "9"])
        #expect(alone.contains("name=\"sum\""))
    }

    @Test("A locked report has no field and no button")
    func locked() {
        let html = Example.page(typed: ["a": "1200", "c": "x"], access: .locked)
        #expect(!html.contains("<input id=") && !html.contains("name=status"))
        #expect(html.contains(">1.200</output>") && html.contains(">x</output>"))
    }
}
