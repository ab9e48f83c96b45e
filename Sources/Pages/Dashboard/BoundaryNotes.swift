import Reporting

/// What a reader has to know of the unit's boundaries before trusting the figures: shares applied,
/// units left out, and a beginning or an end within the time shown.
struct BoundaryNotes {
    let page: Dashboard

    private var wording: Wording { page.wording }

    /// More units than these are counted instead of named.
    private static let linksMax = 12

    var body: HTML {
        let notes = [began, ended, estimated, without].filter { $0 != .empty }
        guard !notes.isEmpty else { return .empty }
        let items: [HTML] = notes.map { "<p>\($0)</p>" }
        return "<aside class=\"notes life\">\(items)</aside>"
    }

    private var began: HTML {
        guard let begun = page.life.begun else { return .empty }
        let text = wording.say(.unitBegan, ["day": wording.date(begun)])
        let origins = links(page.life.predecessors, .unitFrom)
        let current: HTML =
            page.boundaries.existsToday && page.boundaries.reading == .reported
            ? " <a href=\"\(address(.current).here)\">\(wording.say(.unitReadCurrent))</a>" : .empty
        return "\(text)\(origins)\(current)"
    }

    private var ended: HTML {
        guard let ended = page.life.ended else { return .empty }
        return """
            \(wording.say(.unitEnded, ["day": wording.date(ended)]))\
            \(links(page.life.successors, .unitInto))
            """
    }

    private var estimated: HTML {
        guard page.isEstimated else { return .empty }
        return HTML(text: wording.say(.noteEstimated))
    }

    private var without: HTML {
        guard !page.without.isEmpty else { return .empty }
        return """
            \(wording.say(.noteWithout, ["n": wording.count(page.without.count)]))\
            \(links(page.without, nil))
            """
    }

    private func address(_ reading: Boundaries) -> Address {
        page.address.with("boundaries", reading.rawValue)
    }

    private func links(_ units: [UnitLink], _ key: TextKey?) -> HTML {
        guard !units.isEmpty else { return .empty }
        let query = page.address.query.filter { $0.name == "period" }
        let shown: [HTML] = units.prefix(Self.linksMax).enumerated().map { index, unit in
            """
            \(index == 0 ? "" : ", ")<a href="\(unit.dashboard(query).text)">\(unit.name)</a>
            """
        }
        let rest = units.count - shown.count
        let more = rest > 0 ? wording.say(.unitMore, ["n": wording.count(rest)]) : ""
        return " \(key.map { wording.say($0) } ?? "") \(shown)\(more)."
    }
}
