import Reporting
import Storage

/// Above the form: what the reviewer said, whether it can still be changed, and the reviewer's
/// own buttons.
struct EntryLifeView {
    let page: EntryPage

    private var wording: Wording { page.wording }
    private var life: EntryLife { page.life }

    var body: HTML {
        "\(latest)\(closing)\(course)\(review)"
    }

    /// The last thing that happened, where it asks for something or ends something.
    private var latest: HTML {
        guard let event = life.events.last else { return .empty }
        let who = wording.say(
            .lifeWho, ["who": event.by, "time": wording.moment(event.at)])
        switch event.kind {
        case .submitted: return .empty
        case .returned:
            return box("warn", .lifeReturned, "<p class=reason>\(event.reason)</p><p>\(who)</p>")
        case .accepted:
            return box("good", .lifeAccepted, "<p>\(who)</p><p>\(wording.say(.lifeLocked))</p>")
        case .reopened:
            return box("info", .lifeReopened, "<p class=reason>\(event.reason)</p><p>\(who)</p>")
        }
    }

    private var closing: HTML {
        guard let closing = life.closing else { return .empty }
        let who = wording.say(
            .lifeWho, ["who": closing.closedBy, "time": wording.moment(closing.closedAt)])
        return box("info", .lifeClosed, "<p class=reason>\(closing.reason)</p><p>\(who)</p>")
    }

    private func box(_ kind: HTML, _ title: TextKey, _ content: HTML) -> HTML {
        "<div class=\"box \(kind)\"><h2>\(wording.say(title))</h2>\(content)</div>"
    }

    /// Everything that happened, and the receipt.
    private var course: HTML {
        guard !life.events.isEmpty else { return .empty }
        let items: [HTML] = life.events.map { event in
            let reason = event.reason.isEmpty || event.kind == .submitted ? "" : event.reason
            return """
                <li>\(wording.moment(event.at)): \(wording.say(event.kind.key)), \(event.by)\
                \(if: !reason.isEmpty, " – \(reason)")
                """
        }
        return """
            <details class=life><summary>\(wording.say(.lifeCourse))</summary>\
            <ol>\(items)</ol></details>\
            <p><a class=tap href="\(page.address.text)/receipt">\(wording.say(.receiptPrint))</a></p>
            """
    }

    private var review: HTML {
        guard let review = life.review else { return .empty }
        return """
            <section class=acting aria-labelledby=acting><h2 id=acting>\
            \(wording.say(.actTitle))</h2>\
            <nav aria-label="\(wording.say(.actTitle))"><p class=acts>\
            \(neighbour(review.previous, "prev", before: "‹ "))\
            <a class=tap href="\(review.list.text)">\(wording.say(.actList))</a>\
            \(neighbour(review.next, "next", after: " ›"))</p></nav>\
            \(if: review.mayAccept, accept(review))\
            \(if: review.mayReturn, reasoned(review, "return", .actReturn, .actReturnHint))\
            \(if: review.mayReopen, reasoned(review, "reopen", .actReopen, .actReopenHint))\
            </section>
            """
    }

    private func neighbour(
        _ unit: UnitLink?, _ relation: HTML, before: HTML = .empty, after: HTML = .empty
    ) -> HTML {
        guard let unit else { return .empty }
        let address = EntryPage.address(
            unit: unit.id, form: page.version.form, month: page.month)
        return """
            <a class=tap rel=\(relation) href="\(address.text)">\(before)\(unit.name)\(after)</a>
            """
    }

    private func accept(_ review: EntryLife.Review) -> HTML {
        """
        <form method=post action="\(page.address.text)/accept">\(page.frame.csrf)\(base(review))\
        <button class="btn go">\(wording.say(.actAccept))</button></form>
        """
    }

    private func reasoned(
        _ review: EntryLife.Review, _ act: HTML, _ key: TextKey, _ hint: TextKey
    ) -> HTML {
        """
        <details><summary>\(wording.say(key))</summary>\
        <form class=fields method=post action="\(page.address.text)/\(act)">\(page.frame.csrf)\
        \(base(review))<p><label for="reason-\(act)">\(wording.say(hint))</label>\
        <textarea id="reason-\(act)" name=reason rows=3 required maxlength=2000></textarea></p>\
        <p><button class=btn>\(wording.say(key))</button></p></form></details>
        """
    }

    private func base(_ review: EntryLife.Review) -> HTML {
        "<input type=hidden name=base_revision value=\(review.base)>"
    }
}

extension EntryLife.Event.Kind {
    var key: TextKey {
        switch self {
        case .submitted: .lifeDidSubmit
        case .returned: .lifeDidReturn
        case .accepted: .lifeDidAccept
        case .reopened: .lifeDidReopen
        }
    }
}
