import Reporting
import Storage

/// What a change would do, with the button that makes it.
struct UnitChangePreviewView {
    let frame: Frame
    /// Where the names of units are found.
    let units: OrgUnits
    let form: UnitChangeForm
    let receipt: UnitChangeReceipt
    /// The day in Vietnam: before it, a change must be meant.
    let today: Day

    private var wording: Wording { frame.wording }

    var html: HTML {
        let change = receipt.record.change
        let summary = change.summary(in: units)
        let title = wording.label(summary.vi, summary.en)
        let day = wording.say(.unitsFrom, ["day": wording.date(change.effective)])
        return Document(
            frame: frame, place: .admin, title: title,
            trail: UnitChangeFormView.trail(wording, wording.say(.unitsPreview)),
            main: """
                <h1>\(title) <span>\(day)</span></h1>\
                <p class=lede>\(wording.say(.unitsPreviewLede))</p>\
                \(UnitChangeEffectList(wording: wording, effects: receipt.effects).body)\
                <form class=fields method=post action="\(UnitChangeFormView.address.text)">\
                \(frame.csrf)\
                <input type=hidden name=change value="\(form.code)">\(carried)\(past)\
                <p class=acts><button class="btn go" name=step value=make>\
                \(wording.say(.unitsMake))</button> \
                <button class=btn name=step value=edit formnovalidate>\
                \(wording.say(.unitsEdit))</button></p></form>
                """
        ).html
    }

    private var carried: [HTML] {
        form.filled.map { name, value in
            "<input type=hidden name=\"\(name)\" value=\"\(value)\">"
        }
    }

    /// Sums that exist change only when somebody says so.
    private var past: HTML {
        guard receipt.record.change.effective < today else { return .empty }
        return """
            <p class="check box warn"><input type=checkbox id=f-backdated name=backdated \
            value=yes required> <label for=f-backdated>\(wording.say(.unitsBackdated))</label></p>
            """
    }
}

/// The effects of a change, grouped by what they are about.
struct UnitChangeEffectList {
    let wording: Wording
    let effects: [UnitChangeEffect]

    var body: [HTML] {
        UnitChangeEffect.Topic.allCases.compactMap { topic in
            let own = effects.filter { $0.topic == topic }
            guard !own.isEmpty else { return nil }
            let items: [HTML] = own.map {
                "<li>\(wording.label($0.messageVI, $0.messageEN))"
            }
            return """
                <section><h2>\(wording.say(.topic(topic)))</h2><ul class=plain>\(items)</ul>\
                </section>
                """
        }
    }
}

extension TextKey {
    static func topic(_ topic: UnitChangeEffect.Topic) -> TextKey {
        switch topic {
        case .units: .topicUnits
        case .successions: .topicSuccessions
        case .children: .topicChildren
        case .expected: .topicExpected
        case .assignments: .topicAssignments
        case .reports: .topicReports
        case .people: .topicPeople
        case .areas: .topicAreas
        case .targets: .topicTargets
        case .sums: .topicSums
        }
    }
}
