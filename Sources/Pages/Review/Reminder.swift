public import Reporting

/// Texts that remind those who are missing, ready to be pasted into Zalo or a text message.
///
/// They are Vietnamese on every page: the language is that of who gets them.
public struct Reminder: Sendable {
    /// Who reminds.
    public let sender: String
    /// What the form is called.
    public let form: String
    public let month: Month
    public let today: Day
    /// Such as `https://mebe.example.vn`.
    public let origin: String
    public let lines: [Line]

    /// One unit that has something to do.
    public struct Line: Sendable {
        public let unit: String
        public let deadline: Day?
        /// Why the report came back; nil where none came.
        public let returned: String?
        public let form: Address

        public init(unit: String, deadline: Day?, returned: String?, form: Address) {
            self.unit = unit
            self.deadline = deadline
            self.returned = returned
            self.form = form
        }
    }

    /// More units than this get the one text for all; their own would make the page too long.
    static let ownMax = 60

    public init(
        sender: String, form: String, month: Month, today: Day, origin: String, lines: [Line]
    ) {
        self.sender = sender
        self.form = form
        self.month = month
        self.today = today
        self.origin = origin
        self.lines = lines
    }

    private static let vietnamese = Wording(.vietnamese)
    private var spoken: Wording { Self.vietnamese }

    private var subject: String { "\(form) tháng \(spoken.month(month))" }

    /// One text for all of them, each with its own deadline where they differ.
    var forAll: String {
        let missing = lines.filter { $0.returned == nil }
        let returned = lines.filter { $0.returned != nil }
        let days = Set(missing.compactMap(\.deadline))
        let names = missing.map { line in
            days.count > 1 ? "- \(line.unit): \(due(line.deadline))" : "- \(line.unit)"
        }
        let head = "\(sender) nhắc: còn \(missing.count) đơn vị chưa gửi \(subject)"
        let one = days.count == 1 ? " (\(due(days.first)))" : ""
        let asked = missing.isEmpty ? [] : [head + one + ":"] + names
        let back =
            returned.isEmpty
            ? [] : ["Báo cáo đã trả lại, cần sửa và gửi lại:"] + returned.map { "- \($0.unit)" }
        return (asked + back + ["Gửi báo cáo tại: \(origin)/"]).joined(separator: "\n")
    }

    /// The text for one of them.
    func text(for line: Line) -> String {
        let address = "Gửi tại: \(origin)\(line.form.text)"
        if let reason = line.returned {
            let why = reason.isEmpty ? "" : " Lý do: \(reason)"
            return
                "\(sender) gửi \(line.unit): \(subject) đã được trả lại để sửa.\(why)\n\(address)"
        }
        return "\(sender) nhắc \(line.unit): chưa nhận được \(subject), \(due(line.deadline)).\n"
            + address
    }

    private func due(_ deadline: Day?) -> String {
        guard let deadline else { return "chưa có hạn" }
        let text = spoken.say(.homeDeadline, ["day": spoken.date(deadline)])
        return text + ", " + spoken.timeLeft(days: deadline.number - today.number)
    }

    func section(_ wording: Wording) -> HTML {
        guard !lines.isEmpty else { return .empty }
        return """
            <section class="copy no-print" aria-labelledby=remind>\
            <h2 id=remind>\(wording.say(.remindTitle, ["n": wording.count(lines.count)]))</h2>\
            <label for=remind-all>\(wording.say(.remindAll))</label>\
            \(area("remind-all", forAll))\(own(wording))</section>
            """
    }

    private func own(_ wording: Wording) -> HTML {
        guard lines.count <= Self.ownMax else { return .empty }
        let items: [HTML] = lines.enumerated().map { index, line in
            """
            <label for=remind-\(index)>\(line.unit)</label>\
            \(area("remind-\(index)", text(for: line)))
            """
        }
        return """
            <details><summary>\(wording.say(.remindEach))</summary>\
            <div class=reminders>\(items)</div></details>
            """
    }

    private func area(_ id: HTML, _ text: String) -> HTML {
        let rows = min(text.split(separator: "\n").count + 1, 12)
        return "<textarea id=\(id) lang=vi readonly rows=\(rows)>\(text)</textarea>"
    }
}
