/// What an administrator decides about units: it takes effect on its day by date alone.
public struct UnitChange: Hashable, Sendable {
    public var action: Action
    /// The first day on which it holds.
    public var effective: Day
    /// Why: the resolution, the decision.
    public var reason: String
    /// That the one who decides knows it changes sums of months that have begun.
    public var isBackdated: Bool

    public init(
        _ action: Action, effective: Day, reason: String = "", isBackdated: Bool = false
    ) {
        self.action = action
        self.effective = effective
        self.reason = reason
        self.isBackdated = isBackdated
    }

    public enum Action: Hashable, Sendable {
        /// Units end and go whole into one; what is below them moves with them.
        case merge(units: [String], into: Subject)
        /// A unit's people go to several; it ends unless it is kept.
        case split(unit: String, parts: [Part], isKept: Bool)
        case move(unit: String, parent: String)
        /// A new name, kind or code of the same unit; nil leaves one as it is.
        case rename(unit: String, name: String?, kind: String?, code: String?)
        case open(Subject)
        case close(unit: String)
        /// A unit becomes a member of an area, as a whole or in part.
        case join(unit: String, area: String, kind: Membership.Kind)
        case leave(unit: String, area: String)
    }

    /// A unit named by a change. With a name it is a new one; without, one that exists.
    public struct Subject: Hashable, Sendable {
        public var id: String
        public var name: String?
        /// Nil takes the predecessor's, as with kind and parent.
        public var level: OrgUnitLevel?
        public var kind: String?
        public var code: String
        public var parent: String?

        public init(
            id: String, name: String? = nil, level: OrgUnitLevel? = nil, kind: String? = nil,
            code: String = "", parent: String? = nil
        ) {
            self.id = id
            self.name = name
            self.level = level
            self.kind = kind
            self.code = code
            self.parent = parent
        }
    }

    public struct Part: Hashable, Sendable {
        public var into: Subject
        /// The published share of the people; nil where nobody published it.
        public var share: Decimal?

        public init(into: Subject, share: Decimal? = nil) {
            self.into = into
            self.share = share
        }
    }

    /// How far back a change may reach; older history is corrected by importing units.
    public static let pastMonthsMax = 24
    /// How far ahead.
    public static let futureMonthsMax = 120
    public static let idLengthMax = 64
    public static let nameLengthMax = 200
    public static let reasonLengthMax = 2_000
    /// Units that one merge or split may name.
    public static let unitsMax = 200

    /// Its code on the command line, in files and in JSON.
    public var code: String {
        switch action {
        case .merge: "merge"
        case .split: "split"
        case .move: "move"
        case .rename: "rename"
        case .open: "open"
        case .close: "close"
        case .join: "join"
        case .leave: "leave"
        }
    }

    public static let codes = [
        "merge", "split", "move", "rename", "open", "close", "join", "leave",
    ]
}
