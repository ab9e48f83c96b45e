import Reporting

/// What is decided about the month itself: more time for a unit, closing and opening it.
struct ReviewMonth {
    let page: ReviewPage

    private var wording: Wording { page.wording }

    var body: HTML {
        guard page.mayReview else { return .empty }
        let title = wording.say(.monthTitle, ["month": wording.month(page.month)])
        return """
            <section class=no-print aria-labelledby=month><h2 id=month>\(title)</h2>\
            <div class=halves>\(page.closing == nil ? "\(extending)\(closing)" : opening)</div>\
            </section>
            """
    }

    private var extending: HTML {
        let units = self.units
        guard !units.isEmpty else { return .empty }
        let chosen = typed(.extend, "unit")
        let options: [HTML] = units.map { unit in
            """
            <option value="\(unit.id)"\(if: unit.id == chosen, " selected")>\(unit.name)</option>
            """
        }
        return form(
            .extend, .extendTitle, .extendButton,
            """
            <p><label for=extend-unit>\(wording.say(.columnUnit))</label>\
            <select id=extend-unit name=unit>\(options)</select></p>\
            <p><label for=extend-until>\(wording.say(.extendUntil))</label>\
            <input id=extend-until name=until type=date required value="\(until)"></p>\
            \(reason(.extend, .extendReason))
            """)
    }

    /// Those who may still need time, else the units below.
    private var units: [UnitLink] {
        switch page.content {
        case .units(let lines): lines.filter(\.state.isOpen).map(\.unit)
        case .summary(let lines):
            lines.filter { $0.reports.outstanding > 0 }.map(\.unit)
        }
    }

    private var until: String {
        let text = typed(.extend, "until")
        return text.isEmpty ? (max(page.today, page.deadline ?? page.today) + 3).iso : text
    }

    private var closing: HTML {
        let missing = page.reports.outstanding
        let note = wording.say(.closeNote, ["n": wording.count(missing)])
        return form(
            .close, .closeTitle, .closeButton,
            """
            <p class="small dim">\(wording.say(.closeLede))\(if: missing > 0, " \(note)")</p>\
            \(reason(.close, .closeReason))
            """)
    }

    /// A month that a unit above closed is opened there.
    private var opening: HTML {
        guard page.closing?.isOwn == true else {
            return "<p class=dim>\(wording.say(.openElsewhere))</p>"
        }
        return form(.open, .openTitle, .openButton, reason(.open, .openReason))
    }

    private func reason(_ place: ReviewFault.Place, _ key: TextKey) -> HTML {
        let id: HTML = "reason-\(place.rawValue)"
        return """
            <p><label for=\(id)>\(wording.say(key))</label><textarea id=\(id) name=reason required \
            maxlength=\(ReviewDecision.reasonLengthMax)>\(typed(place, "reason"))</textarea></p>
            """
    }

    private func form(
        _ place: ReviewFault.Place, _ title: TextKey, _ button: TextKey, _ fields: HTML
    ) -> HTML {
        """
        <form class=fields id="form-\(place.rawValue)" method=post \
        action="\(page.action(place.rawValue).text)" autocomplete=off>\(page.frame.csrf)\
        <h3>\(wording.say(title))</h3>\(fault(place))\(fields)\
        <p><button class=btn>\(wording.say(button))</button></p></form>
        """
    }

    private func fault(_ place: ReviewFault.Place) -> HTML {
        guard let fault = page.fault, fault.place == place else { return .empty }
        return "<p class=no role=alert>\(fault.message)</p>"
    }

    private func typed(_ place: ReviewFault.Place, _ field: String) -> String {
        guard let fault = page.fault, fault.place == place else { return "" }
        return fault.typed[field] ?? ""
    }
}
