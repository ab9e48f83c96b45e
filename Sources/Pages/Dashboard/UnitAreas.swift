/// The areas that a unit has to do with.
public struct UnitAreas: Hashable, Sendable {
    /// Those in which its figures count.
    public let holding: [UnitReading]
    /// Those that part of its people live in; its figures count in none of them.
    public let holdingPart: [UnitReading]
    /// Those that lie in it.
    public let within: [UnitReading]

    public init(
        holding: [UnitReading] = [], holdingPart: [UnitReading] = [], within: [UnitReading] = []
    ) {
        self.holding = holding
        self.holdingPart = holdingPart
        self.within = within
    }
}
