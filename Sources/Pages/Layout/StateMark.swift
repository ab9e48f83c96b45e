/// A state in a sign and a word; the word alone says it already.
enum StateMark: String, CaseIterable {
    case met, near, missed, unknown
    case accepted, submitted, returned, draft, missing

    /// The sign and its word.
    func html(_ word: String) -> HTML {
        "<span class=\"st \(tone)\">\(sign)\(word)</span>"
    }

    /// The coloured word without its sign, for tables so long that signs would weigh.
    func word(_ word: String) -> HTML {
        "<span class=\(tone)>\(word)</span>"
    }

    /// The sign alone, where the word stands beside it.
    var sign: HTML {
        "<svg class=k aria-hidden=true><use href=\"#k-\(rawValue)\"/></svg>"
    }

    /// The class that carries the colour.
    private var tone: HTML {
        switch self {
        case .met, .accepted, .submitted: "ok"
        case .near, .returned: "near"
        case .missed, .missing: "no"
        case .unknown, .draft: "none"
        }
    }

    /// The drawings of those signs that a page shows. They differ in shape and not only in colour.
    static func symbols(in page: HTML) -> HTML {
        let shown = allCases.filter { page.contains("#k-\($0.rawValue)\"") }
        guard !shown.isEmpty else { return .empty }
        let drawings: [HTML] = shown.map {
            "<symbol id=\"k-\($0.rawValue)\" viewBox=\"0 0 14 14\">\($0.drawing)</symbol>"
        }
        return "<svg class=defs aria-hidden=true>\(drawings)</svg>"
    }

    private var drawing: HTML {
        switch self {
        case .met, .accepted:
            """
            <circle cx=7 cy=7 r=7 fill=currentColor />\
            <path class=cut d="M3.5 7.2 6 9.7 10.6 4.6"/>
            """
        case .near:
            """
            <circle class=pen cx=7 cy=7 r=6 />\
            <path fill=currentColor d="M7 1v12A6 6 0 0 1 7 1z"/>
            """
        case .missed:
            "<path class=pen d=\"M7 1 13 7 7 13 1 7zM5 5l4 4M9 5 5 9\"/>"
        case .unknown:
            "<circle class=pen cx=7 cy=7 r=6 />"
        case .submitted:
            "<circle class=pen cx=7 cy=7 r=6 /><circle cx=7 cy=7 r=3 fill=currentColor />"
        case .returned:
            "<path class=pen d=\"M6 2 2 6l4 4M2.5 6H9a3 3 0 0 1 3 3v3.5\"/>"
        case .draft:
            "<path class=pen d=\"M1.5 1.5h11v11h-11zM4.5 5.5h5M4.5 8.5h3\"/>"
        case .missing:
            "<path class=pen stroke-dasharray=\"2.6 2\" d=\"M1.5 1.5h11v11h-11z\"/>"
        }
    }
}
