/// What became of the reports that somebody decided about, each by itself.
public struct ReviewOutcome: Hashable, Sendable {
    public enum Deed: String, CaseIterable, Sendable {
        case accepted, returned, reopened, closed, opened, extended

        var key: TextKey {
            switch self {
            case .accepted: .doneAccepted
            case .returned: .doneReturned
            case .reopened: .doneReopened
            case .closed: .doneClosed
            case .opened: .doneOpened
            case .extended: .doneExtended
            }
        }
    }

    public struct Refused: Hashable, Sendable {
        public let unit: UnitLink
        public let why: String

        public init(unit: UnitLink, why: String) {
            self.unit = unit
            self.why = why
        }
    }

    public let deed: Deed
    public let done: [UnitLink]
    public let refused: [Refused]

    public init(deed: Deed, done: [UnitLink], refused: [Refused] = []) {
        self.deed = deed
        self.done = done
        self.refused = refused
    }

    func body(_ wording: Wording) -> HTML {
        "\(success(wording))\(failure(wording))"
    }

    private func success(_ wording: Wording) -> HTML {
        let isAboutMonth = [.closed, .opened].contains(deed)
        guard isAboutMonth || !done.isEmpty else { return .empty }
        let title = wording.say(deed.key, ["n": wording.count(done.count)])
        let names = done.map(\.name).joined(separator: ", ")
        return """
            <div class="box good" role=status><h2>\(title)</h2>\
            \(if: !done.isEmpty, "<p>\(names)</p>")</div>
            """
    }

    private func failure(_ wording: Wording) -> HTML {
        guard !refused.isEmpty else { return .empty }
        let title = wording.say(.notDone, ["n": wording.count(refused.count)])
        let items: [HTML] = refused.map {
            "<li><a href=\"#u-\($0.unit.id)\">\($0.unit.name)</a>: \($0.why)"
        }
        return "<div class=\"box bad\" role=alert><h2>\(title)</h2><ul>\(items)</ul></div>"
    }
}
