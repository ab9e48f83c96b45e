import Reporting

/// The monthly form of a unit: plain HTML that posts without a script.
public struct EntryView {
    private let page: EntryPage

    public init(_ page: EntryPage) {
        self.page = page
    }

    private var wording: Wording { page.wording }

    public var html: HTML {
        let month = wording.name(.month(page.month))
        return Document(
            frame: page.frame, place: .other, title: page.unit.name + ", " + month,
            trail: page.trail,
            main: """
                \(EntryHead(page: page).body)\(EntryLifeView(page: page).body)\
                \(page.access == .writable ? form : content)
                """,
            isForm: true, scripts: page.access == .writable ? page.scripts : []
        ).html
    }

    // Enter in a field presses the first button of the form. That is made the one that can do no
    // harm: it saves a draft.
    private var form: HTML {
        """
        <form class=entry method=post action="\(page.address.text)" autocomplete=off novalidate>\
        \(page.frame.csrf)\
        <button class=vh name=status value=draft tabindex=-1 aria-hidden=true></button>\
        \(hiddenRevision)\(content)\(EntryDock(page: page).body)</form>\
        \(if: !page.scripts.isEmpty, EntryData(page: page).html)
        """
    }

    private var hiddenRevision: HTML {
        let text = page.revision.map { String($0) } ?? ""
        return "<input type=hidden name=base_revision value=\"\(text)\">"
    }

    private var content: HTML {
        """
        \(EntryNotices(page: page).body)\(legend)\(keys)\
        <div class=form>\(contents)<div>\(columns)\(sections)\(note)</div></div>
        """
    }

    private var legend: HTML {
        guard page.access == .writable else { return .empty }
        let items: [(String, TextKey)] = [
            ("0", .legendZero), (wording.say(.legendBlankMark), .legendBlank),
            ("x", .legendNotApplicable), (wording.say(.legendGreyMark), .legendGrey),
            (Wording.nothing, .legendNoRow),
        ]
        let parts: [HTML] = items.map { "<span><b>\($0.0)</b> \(wording.say($0.1))</span>" }
        return "<p class=legend>\(parts)</p>"
    }

    /// How to get along without a mouse; shown by the script that listens to the keys.
    private var keys: HTML {
        guard page.access == .writable, !page.scripts.isEmpty else { return .empty }
        let items: [(HTML, TextKey)] = [
            ("<kbd>Enter</kbd> <kbd>↓</kbd>", .keysDown),
            ("<kbd>Shift</kbd>+<kbd>Enter</kbd> <kbd>↑</kbd>", .keysUp),
            ("<kbd>Ctrl</kbd>+<kbd>V</kbd>", .keysPaste),
            ("<kbd>Ctrl</kbd>+<kbd>Z</kbd>", .keysUndo),
            ("<kbd>Ctrl</kbd>+<kbd>S</kbd>", .keysSave),
        ]
        let parts: [HTML] = items.map { "<dt>\($0.0)<dd>\(wording.say($0.1))" }
        return """
            <details class=keys hidden><summary>\(wording.say(.keysTitle))</summary>\
            <dl>\(parts)</dl></details>
            """
    }

    /// The sections with how far each is.
    private var contents: HTML {
        let items = page.version.sections.enumerated().map { index, section -> HTML in
            let title = wording.label(section.titleVI, section.titleEN)
            let progress = page.progress(section)
            let isDone = progress.filled == progress.fields
            return """
                <li><a href="#s-\(section.code)"\(if: isDone, " class=full")><b>\(index + 1)</b>\
                <span>\(title)</span><em>\(progress.filled)/\(progress.fields)</em>\
                \(EntryFindings(page: page, section: section).tally)</a>
                """
        }
        return """
            <nav class=toc aria-labelledby=toc><h2 id=toc>\(wording.say(.entrySections))</h2>\
            <ol>\(items)</ol></nav>
            """
    }

    private var columns: HTML {
        """
        <p class=cols aria-hidden=true><span>\(wording.say(.columnRow))</span>\
        <span>\(wording.say(.columnElement))</span>\
        <span>\(wording.shortMonth(page.month))</span>\
        <span>\(wording.shortMonth(page.month - 1))</span>\
        <span>\(wording.shortMonth(page.month - 12))</span></p>
        """
    }

    private var sections: [HTML] {
        var start = 0
        return page.version.sections.enumerated().map { index, section in
            defer { start += section.elements.count }
            return EntrySection(
                page: page, section: section, number: index + 1, start: start
            ).body
        }
    }

    private var note: HTML {
        guard page.access == .writable else {
            return page.note.isEmpty ? .empty : "<p class=note>\(page.note)</p>"
        }
        return """
            <div class=note><label for=note><b>\(wording.say(.entryNote))</b> \
            <span class=dim>\(wording.say(.entryOptional))</span></label>\
            <textarea id=note name=note maxlength=1000>\(page.note)</textarea></div>
            """
    }
}
