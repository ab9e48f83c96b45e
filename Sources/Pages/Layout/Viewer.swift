/// The person that a page is made for.
public struct Viewer: Hashable, Sendable {
    public enum Role: String, CaseIterable, Hashable, Sendable {
        case reporter, reviewer, viewer, admin
    }

    public let name: String
    public let unit: UnitLink
    public let role: Role

    /// Tells people apart on a device that several use.
    var key: String { name + "@" + unit.id }

    public init(name: String, unit: UnitLink, role: Role) {
        self.name = name
        self.unit = unit
        self.role = role
    }
}
