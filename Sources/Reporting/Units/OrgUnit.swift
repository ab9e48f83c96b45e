/// An organisation unit: nation, province, district, commune, station point, hospital, clinic.
///
/// Its `id` is never reused and keeps its meaning; name, kind, parent and GSO code are states
/// with dates. The GSO code is *not* a key: most codes were used twice.
public struct OrgUnit: Sendable {
    /// The dense number of a unit within one `OrgUnits`; 0 is the first.
    public typealias Number = Int

    public let number: Number
    public let id: String
    /// Ordered by date, without overlap; gaps are allowed.
    public let states: [State]

    public init(number: Number, id: String, states: [State]) {
        self.number = number
        self.id = id
        self.states = states.sorted { $0.validity < $1.validity }
    }

    /// What a unit is called and where it belongs for some days.
    public struct State: Hashable, Sendable {
        public var validity: Validity
        public var code: String
        public var level: OrgUnitLevel
        public var kind: String
        public var name: String
        public var parent: Number?

        public init(
            validity: Validity, code: String, level: OrgUnitLevel, kind: String, name: String,
            parent: Number?
        ) {
            self.validity = validity
            self.code = code
            self.level = level
            self.kind = kind
            self.name = name
            self.parent = parent
        }
    }

    public func state(on day: Day) -> State? {
        states.first { $0.validity.contains(day) }
    }

    public func exists(on day: Day) -> Bool {
        state(on: day) != nil
    }

    /// The day itself where the unit exists on it, else the last one before or the first after.
    public func existingDay(nearest day: Day) -> Day {
        guard let validity = state(nearest: day)?.validity, !validity.contains(day) else {
            return day
        }
        if let through = validity.through, through < day { return through }
        return validity.from ?? day
    }

    /// The state of a day, or the nearest one: the last before it, else the first after it. For
    /// naming a unit that does not exist on that day.
    public func state(nearest day: Day) -> State? {
        state(on: day)
            ?? states.last { state in state.validity.through.map { $0 < day } ?? false }
            ?? states.first
    }
}

extension OrgUnit {
    /// Whether the states cover every day of a stretch.
    public func exists(throughout validity: Validity) -> Bool {
        var day = validity.from
        guard
            let first = states.first(where: { state in
                day.map(state.validity.contains) ?? (state.validity.from == nil)
            })
        else { return false }
        var state = first
        while true {
            guard let end = state.validity.through else { return true }
            if let through = validity.through, through <= end { return true }
            day = end + 1
            guard let next = self.state(on: end + 1) else { return false }
            state = next
        }
    }
}

/// How high a unit stands. An open set: a catalogue may name levels that are not known here.
public struct OrgUnitLevel: RawRepresentable, Hashable, Sendable {
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    public static let nation = OrgUnitLevel(rawValue: "nation")
    public static let province = OrgUnitLevel(rawValue: "province")
    public static let district = OrgUnitLevel(rawValue: "district")
    public static let area = OrgUnitLevel(rawValue: "area")
    public static let commune = OrgUnitLevel(rawValue: "commune")
    /// A point of a commune's station (điểm trạm).
    public static let stationPoint = OrgUnitLevel(rawValue: "station_point")
    public static let hospital = OrgUnitLevel(rawValue: "hospital")
    public static let clinic = OrgUnitLevel(rawValue: "clinic")
}
