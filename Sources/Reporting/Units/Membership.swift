/// That a unit belongs to an area for some days.
///
/// An area (`OrgUnitLevel.area`) groups units for those who still read by, say, a former
/// district. It is no part of the tree: a unit may be a member of several areas, and an area is
/// nobody's parent and in nobody's sum.
public struct Membership: Hashable, Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        /// The member and everything below it count in the area.
        case whole
        /// Only some of the member's people live in the area. Nobody knows how many of its
        /// figures are theirs, so it is named beside the area's sums and never added to them.
        case part
    }

    public let area: OrgUnit.Number
    public let member: OrgUnit.Number
    public let kind: Kind
    public let validity: Validity

    public init(
        area: OrgUnit.Number, member: OrgUnit.Number, kind: Kind = .whole, validity: Validity
    ) {
        self.area = area
        self.member = member
        self.kind = kind
        self.validity = validity
    }
}
