import Reporting

/// What a reader has to know of the unit's boundaries before trusting the figures: shares applied,
/// units left out, and where the unit begins or ends.
struct BoundaryNotes {
    let page: Dashboard

    private var wording: Wording { page.wording }

    var body: HTML {
        let notes = [began, ended, estimated, without].filter { $0 != .empty }
        guard !notes.isEmpty else { return .empty }
        let items: [HTML] = notes.map { "<p>\($0)</p>" }
        return "<aside class=\"notes life\">\(items)</aside>"
    }

    private var began: HTML {
        guard let begun = page.life.begun else { return .empty }
        let text = wording.say(.unitBegan, ["day": wording.date(begun)])
        let current: HTML =
            page.boundaries.existsToday && page.boundaries.reading == .reported
            ? " <a href=\"\(currentAddress.here)\">\(wording.say(.unitReadCurrent))</a>" : .empty
        return "\(text)\(sentence(.unitFrom, page.life.predecessors))\(current)"
    }

    private var currentAddress: Address {
        page.address.with("boundaries", Boundaries.current.rawValue)
    }

    private var ended: HTML {
        guard let ended = page.life.ended else { return .empty }
        return """
            \(wording.say(.unitEnded, ["day": wording.date(ended)]))\
            \(sentence(.unitInto, page.life.successors))\
            \(sentence(.unitGoesOn, page.life.area.map { [$0] } ?? []))
            """
    }

    private var estimated: HTML {
        guard page.isEstimated else { return .empty }
        return HTML(text: wording.say(.noteEstimated))
    }

    private var without: HTML {
        guard !page.without.isEmpty else { return .empty }
        let text = wording.say(.noteWithout, ["n": wording.count(page.without.count)])
        return "\(text) \(UnitNames(wording: wording, units: page.without).html)."
    }

    private func sentence(_ key: TextKey, _ units: [UnitReading]) -> HTML {
        guard !units.isEmpty else { return .empty }
        return " \(wording.say(key)) \(UnitNames(wording: wording, units: units).html)."
    }
}
