/// A link from a unit to one it went into, by its resolution's effective date.
public struct Succession: Hashable, Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        case merge, part, keep, rename
    }

    public let predecessor: OrgUnit.Number
    public let successor: OrgUnit.Number
    public let kind: Kind
    /// The share of the predecessor's population, where it was published.
    public let share: Decimal?
    public let effective: Day

    public init(
        predecessor: OrgUnit.Number, successor: OrgUnit.Number, kind: Kind, share: Decimal?,
        effective: Day
    ) {
        self.predecessor = predecessor
        self.successor = successor
        self.kind = kind
        self.share = share
        self.effective = effective
    }

    /// Whether the predecessor went into the successor as a whole: then its figures do too.
    public var isWhole: Bool {
        kind != .part || share == 1
    }

    /// A part of share 0 is a border correction without people; it moves no figure.
    public var isIgnored: Bool {
        kind == .part && share == 0
    }

    /// The published share of a split, strictly between nothing and all.
    public var partialShare: Weight? {
        guard kind == .part, let share else { return nil }
        let weight = Weight(share)
        return weight > .none && weight < .all ? weight : nil
    }
}
