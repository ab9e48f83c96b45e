import Reporting

/// A summary form of one unit and period, as it is printed, signed and sent upwards.
struct PaperPage: Sendable {
    let frame: Frame
    /// The paper's own style sheet.
    let stylesheet: Address
    let unit: UnitLink
    let level: OrgUnitLevel
    let office: ReportingOffice
    let period: Period
    let boundaries: Boundaries
    let boundaryChoice: BoundaryChoice
    let version: FormVersion
    let aggregate: Aggregate
    /// The units below with their sums, for papers that have a row a unit.
    let below: [Row]
    let catalogue: Catalogue
    let sheet: PaperSheet
    let today: Day

    /// A unit's line on a paper.
    struct Row: Sendable {
        let name: String
        let totals: Totals
    }

    var wording: Wording { frame.wording }
    var totals: Totals { aggregate.totals }

    /// The address of another paper of the same figures.
    func address(_ code: String) -> Address {
        Address("units", unit.id, "papers", code, query: frame.address.with("lang", nil).query)
    }
}
