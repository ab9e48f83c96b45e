/// A report of a review and the revision it was shown at, as a form sends them: `VN-2024-01180:2`.
/// What changed meanwhile has another revision and is not decided about unseen.
public struct ReviewTicket: Hashable, Sendable {
    public let unitID: String
    public let revision: Int

    public init(unitID: String, revision: Int) {
        self.unitID = unitID
        self.revision = revision
    }

    public init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"),
            let revision = Int(text[text.index(after: colon)...]), revision > 0
        else { return nil }
        self.init(unitID: String(text[..<colon]), revision: revision)
    }

    public var text: String { unitID + ":" + String(revision) }
}
