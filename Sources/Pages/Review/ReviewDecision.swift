import Access

/// The field for a reason and the buttons that decide about one report. They stand in a form
/// whose other fields they do not need.
struct ReviewDecision {
    let wording: Wording
    let line: ReviewLine
    /// Where a verb is sent.
    let action: (String) -> Address
    let fault: ReviewFault?

    /// A longer reason is refused, so it cannot be typed.
    static let reasonLengthMax = ReportDesk.textLengthMax

    var body: HTML {
        switch line.state {
        case .submitted, .submittedLate:
            """
            <div>\(field(.panelReturnReason, suggestion))<p class=acts>\
            \(button("return", .panelReturn, isFirst: true))\
            \(button("accept", line.unexplained > 0 ? .panelAcceptAnyway : .panelAccept))</p></div>
            """
        case .accepted:
            """
            <div>\(field(.panelReopenReason, ""))<p class=acts>\
            \(button("reopen", .panelReopen, isFirst: true))</p></div>
            """
        default: .empty
        }
    }

    private func field(_ key: TextKey, _ suggestion: String) -> HTML {
        let text = fault?.typed["reason"] ?? suggestion
        let isWrong = fault != nil
        return """
            <label for=why>\(wording.say(key))</label>\(message)\
            <textarea id=why name=reason maxlength=\(Self.reasonLengthMax)\
            \(if: isWrong, " aria-invalid=true aria-describedby=why-not autofocus")>\
            \(text)</textarea>
            """
    }

    private var message: HTML {
        guard let fault else { return .empty }
        return "<p id=why-not class=no role=alert>\(fault.message)</p>"
    }

    /// What the reviewer would write anyway: the warnings that nobody explained.
    private var suggestion: String {
        let open = line.warnings.filter { $0.explanation == nil }.map(\.message)
        guard !open.isEmpty else { return "" }
        return wording.say(.panelSuggestion, ["warnings": open.joined(separator: " ")])
    }

    private func button(_ verb: String, _ key: TextKey, isFirst: Bool = false) -> HTML {
        """
        <button class="btn small\(if: isFirst, " go")" name=one value="\(line.ticket)" \
        formaction="\(action(verb).text)">\(wording.say(key))</button>
        """
    }
}
