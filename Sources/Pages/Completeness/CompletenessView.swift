import Access
import Reporting

/// Who reported: the answer, who is missing, and the matrix of units and months.
public struct CompletenessView {
    private let page: CompletenessPage

    public init(_ page: CompletenessPage) {
        self.page = page
    }

    private var wording: Wording { page.wording }

    public var html: HTML {
        let title = wording.say(.completenessTitle) + ", " + wording.name(page.period)
        return Document(
            frame: page.frame, place: .review, title: title + ", " + page.unit.name,
            trail: trail,
            main: "\(head)\(tally)\(sections)"
        ).html
    }

    /// A list of more units than a screen holds stands behind the matrix.
    private static let screenLines = 30

    private var sections: HTML {
        let missing = MissingSection(page: page).body
        let matrix = CompletenessMatrix(page: page).body
        return page.missingUnits > Self.screenLines ? matrix + missing : missing + matrix
    }

    private var trail: [Document.Crumb] {
        let query = page.address.query
        return page.ancestors.map {
            .init(name: $0.name, address: Address("completeness", $0.id, query: query))
        } + [
            .init(name: page.unit.name, address: page.unit.dashboard(query)),
            .init(name: wording.say(.completenessCrumb), address: nil),
        ]
    }

    private var head: HTML {
        """
        <div class=head><div><h1>\(wording.say(.completenessTitle)) \
        <span>\(wording.name(page.period))</span></h1><p class=lede>\(sentence)</p>\
        <dl class=tools>\(forms)\(boundaries)\(review)</dl></div>\
        \(ladder.body)</div>
        """
    }

    private var sentence: String {
        let tally = page.reports
        guard tally.expected > 0 else {
            return wording.say(.completenessNothing, ["unit": page.unit.name])
        }
        return wording.say(
            .completenessSentence,
            [
                "unit": page.unit.name, "received": wording.count(tally.received),
                "expected": wording.count(tally.expected),
                "share": tally.percent(tally.received, wording),
                "missing": wording.count(tally.outstanding),
            ])
    }

    private var forms: HTML {
        FormSwitch(wording: wording, forms: page.forms, address: page.address).body
    }

    private var boundaries: HTML {
        BoundarySwitch(
            wording: wording, choice: page.boundaries, period: page.period, address: page.address
        ).body
    }

    private var ladder: PeriodLadder {
        PeriodLadder(
            wording: wording, period: page.period, choice: page.boundaries, address: page.address)
    }

    /// The same month under review.
    private var review: HTML {
        guard page.period.kind == .month, page.boundaries.reading == .reported else {
            return .empty
        }
        let review = Address("review", page.unit.id, query: page.address.query).text
        let quality = Address("quality", page.unit.id, query: page.address.query).text
        // A month expects one report of each unit.
        let isSmall = page.reports.expected <= Amount(FigureDesk.qualityUnitsMax)
        return """
            <div><dt>\(wording.say(.seeAlso))</dt><dd><a href="\(review)">\
            \(wording.say(.reviewTitle))</a></dd>\
            \(if: isSmall, "<dd><a href=\"\(quality)\">\(wording.say(.qualityTitle))</a></dd>")</div>
            """
    }

    /// The parts of what is expected, each with its share; those that are 0 only where that is
    /// news.
    private var tally: HTML {
        let tally = page.reports
        guard tally.expected > 0 else { return .empty }
        let parts: [(TextKey, Amount, HTML)] = [
            (.columnArrived, tally.received, "ok"), (.partOnTime, tally.onTime, "ok"),
            (.columnLate, tally.late, "near"), (.columnMissing, tally.outstanding, "no"),
            (.columnAccepted, tally.accepted, "ok"), (.partEmpty, tally.empty, "near"),
        ]
        let cells: [HTML] = parts.map { key, count, tone in
            """
            <li class="t-\(count == 0 ? "none" : tone)"><b class=big>\(wording.count(count))</b> \
            <span>\(wording.say(key)) <small class=dim>\(tally.percent(count, wording))</small></span>
            """
        }
        return "<ul class=tally>\(cells)</ul>"
    }
}
