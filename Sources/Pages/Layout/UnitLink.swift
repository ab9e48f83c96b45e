/// A unit as pages name and link it.
public struct UnitLink: Hashable, Sendable {
    public let id: String
    /// With its kind, as on the day shown: `Xã Đông Thành`.
    public let name: String

    public init(id: String, name: String) {
        self.id = id
        self.name = name
    }

    /// The dashboard of this unit.
    func dashboard(_ query: [Address.Pair] = []) -> Address {
        Address("units", id, query: query)
    }
}
