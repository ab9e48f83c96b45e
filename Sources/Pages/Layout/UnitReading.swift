/// A unit with the address of its page for a period in which it can be read there: not every
/// unit that a page names existed in the page's own period.
public struct UnitReading: Hashable, Sendable {
    public let unit: UnitLink
    public let address: Address

    public init(unit: UnitLink, address: Address) {
        self.unit = unit
        self.address = address
    }

    var html: HTML {
        "<a href=\"\(address.text)\">\(unit.name)</a>"
    }
}
