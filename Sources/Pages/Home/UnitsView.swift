/// The units that a search found.
public struct UnitsView {
    /// A unit with the units above it, which tell namesakes apart.
    public struct Hit: Sendable {
        public let unit: UnitLink
        public let above: String

        public init(unit: UnitLink, above: String) {
            self.unit = unit
            self.above = above
        }
    }

    private let frame: Frame
    private let query: String
    private let hits: [Hit]
    private let isCut: Bool

    /// - Parameter isCut: More units match than are shown.
    public init(frame: Frame, query: String, hits: [Hit], isCut: Bool) {
        self.frame = frame
        self.query = query
        self.hits = hits
        self.isCut = isCut
    }

    private var wording: Wording { frame.wording }

    public var html: HTML {
        let title = wording.say(.searchTitle)
        let items: [HTML] = hits.map {
            """
            <li><a class=tap href="\($0.unit.dashboard().text)">\($0.unit.name)</a> \
            <span class="small dim">\($0.above)</span>\(change($0.unit))
            """
        }
        return Document(
            frame: frame, place: .figures, title: title,
            main: """
                <h1>\(title)</h1>\(UnitSearch(wording: wording, query: query).body)\
                <p role=status>\(outcome)</p><ul class=units>\(items)</ul>
                """
        ).html
    }

    /// Administrators come from here to the forms that change the unit.
    private func change(_ unit: UnitLink) -> HTML {
        guard frame.viewer?.role == .admin else { return .empty }
        let address = UnitChoice.address(of: unit.id).text
        return " <a class=\"small tap\" href=\"\(address)\">\(wording.say(.unitsThis))</a>"
    }

    private var outcome: String {
        if query.isEmpty { return "" }
        if hits.isEmpty { return wording.say(.searchNothing, ["q": query]) }
        return wording.say(
            isCut ? .searchCut : .searchFound, ["n": wording.count(hits.count), "q": query])
    }
}
