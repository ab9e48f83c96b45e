import Reporting

/// One revision in the history.
struct HistoryItem {
    let page: HistoryPage
    let entry: HistoryEntry

    private var wording: Wording { page.frame.wording }

    var body: HTML {
        """
        <li id="r-\(entry.revision)"><header><h3>\(wording.say(.revision, ["n": number]))</h3>\
        \(course)</header><p class="small dim">\(origin)</p>\(reason)\(changes)\(chain)
        """
    }

    private var number: String { wording.count(entry.revision) }

    /// The state before and after: `Đã gửi → Trả lại`.
    private var course: HTML {
        let after = mark(entry.status)
        guard let before = entry.before, before != entry.status else { return after }
        let reopened: HTML = "<span class=\"small near\">\(wording.say(.doneReopenedMark))</span>"
        return "\(mark(before)) → \(after) \(if: entry.isReopened, reopened)"
    }

    private func mark(_ status: ReportStatus) -> HTML {
        switch status {
        case .draft: ReportState.draft.html(wording)
        case .submitted: ReportState.submitted.html(wording)
        case .accepted: ReportState.accepted.html(wording)
        case .returned: ReportState.returned.html(wording)
        }
    }

    /// Who, from where, and when, in Vietnam's time and in UTC.
    private var origin: HTML {
        """
        \(entry.by), \(entry.source), <time datetime="\(VietnamTime.iso(ofMilliseconds: entry.at))">\
        \(wording.say(.historyTime, ["time": wording.moment(entry.at), "utc": wording.momentUTC(entry.at)]))\
        </time>
        """
    }

    private var reason: HTML {
        guard !entry.reason.isEmpty else { return .empty }
        return "<p>\(wording.say(.returnReason, ["reason": entry.reason]))</p>"
    }

    private var changes: HTML {
        if entry.before == nil {
            let text = wording.say(.historyFirst, ["n": wording.count(entry.filledCount)])
            return "<p>\(text)</p>\(entry.changes.isEmpty ? .empty : table)"
        }
        guard entry.changeCount > 0 else {
            return "<p class=dim>\(wording.say(.historySame))</p>"
        }
        return "\(table)\(more)"
    }

    private var table: HTML {
        let title = wording.say(.historyChanged, ["n": wording.count(entry.changeCount)])
        let rows: [HTML] = entry.changes.map { change in
            """
            <tr><th scope=row>\(change.label)<td class=num>\(shown(change.before))\
            <td class=num><b>\(shown(change.after))</b>
            """
        }
        return """
            <table class="grid changed"><caption>\(title)</caption><thead><tr>\
            <th scope=col>\(wording.say(.columnElement))\
            <th scope=col class=num>\(wording.say(.columnBefore))\
            <th scope=col class=num>\(wording.say(.columnAfter))</tr></thead>\
            <tbody>\(rows)</tbody></table>
            """
    }

    private func shown(_ value: ReportValue) -> String {
        value == .blank ? wording.say(.blankMark) : wording.count(value)
    }

    private var more: HTML {
        let rest = entry.changeCount - entry.changes.count
        guard rest > 0 else { return .empty }
        let all = HistoryPage.address(unit: page.unit.id, form: page.form, month: page.month)
            .with("revision", String(entry.revision))
        return """
            <p><a class=tap href="\(all.text)">\
            \(wording.say(.historyMore, ["n": wording.count(rest)]))</a></p>
            """
    }

    /// What ties the revision to the one before it; the whole of it behind the first letters.
    private var chain: HTML {
        let seq = wording.say(.journalSeq, ["n": wording.count(Int(entry.seq))])
        let previous = entry.previousHash.map { hash -> HTML in
            "<br>\(wording.say(.historyPreviousHash)): <code>\(hash)</code>"
        }
        return """
            <details><summary>\(seq), <code>\(String(entry.hash.prefix(12)))</code></summary>\
            <p class=hash>SHA-256: <code>\(entry.hash)</code>\(previous ?? .empty)</p></details>
            """
    }
}
