public import Reporting

/// A change of units that was made, with who, when and why; it stays when it is undone.
public struct UnitChangeRecord: Sendable {
    public enum State: String, Sendable {
        /// Its day has not come.
        case planned
        case inForce = "in_force"
        case undone
    }

    /// Counts all changes from 1; 0 for one that is only tried.
    public let number: Int
    public let change: UnitChange
    /// Milliseconds UTC.
    public let madeAt: Int64
    public let by: String
    public let undoneAt: Int64?
    public let undoneBy: String?
    let trace: UnitChangeTrace

    public func state(today: Day) -> State {
        if undoneAt != nil { return .undone }
        return change.effective <= today ? .inForce : .planned
    }

    /// The units that it altered or made, or whose areas it changed.
    public var units: [OrgUnit.Number] { trace.concerned.sorted() }
}

/// What came of a change that was made, tried or undone.
public struct UnitChangeReceipt: Sendable {
    public let record: UnitChangeRecord
    public let effects: [UnitChangeEffect]
}

/// Who asks for a change, and how it is meant.
public struct UnitChangeRequest: Sendable {
    public let by: String
    /// From where, for the audit log.
    public let address: String
    /// Say what it would do, and do nothing.
    public let isDryRun: Bool
    /// Whether effects are told: a file of many changes asks for none.
    public let wantsEffects: Bool
    /// The `Registry.version` that rights were checked with; nil where nobody's are.
    public let registryVersion: Int?
    /// Whether a dry run is held to all that the real one is: a day of the past must be meant.
    public let isCheck: Bool
    /// Ids of units that were to begin by changes that could not even be read.
    public let lostUnits: Set<String>

    public init(
        by: String, address: String = "", isDryRun: Bool = false, wantsEffects: Bool = true,
        registryVersion: Int? = nil, isCheck: Bool = false, lostUnits: Set<String> = []
    ) {
        self.by = by
        self.address = address
        self.isDryRun = isDryRun
        self.wantsEffects = wantsEffects
        self.registryVersion = registryVersion
        self.isCheck = isCheck
        self.lostUnits = lostUnits
    }
}
