import Reporting

/// Which paper is shown: the form itself with the unit's sums in its rows, or one of the
/// circular's district and province forms, which have a row for each unit below.
enum PaperSheet: Hashable, Sendable {
    /// The commune's form (Biểu 4/BCX of TT 37/2019) with sums in its rows.
    case rows(form: String)
    /// Biểu 4 to 8, /BCH of a district and /BCT of a province.
    case units(UnitSheet)

    var code: String {
        switch self {
        case .rows(let form): form
        case .units(let sheet): sheet.code
        }
    }
}

/// One of the forms that have a row a unit. The columns and their numbers are those of the
/// district forms under TT 37/2019, annex III; what no form of the catalogue holds stays empty.
struct UnitSheet: Hashable, Sendable {
    /// `4` to `8`.
    let code: String
    let titleVI: String
    let titleEN: String
    let groups: [Group]

    /// Columns under one head, or a single one.
    struct Group: Hashable, Sendable {
        /// Empty for a single column.
        let titleVI: String
        let titleEN: String
        let columns: [Column]
    }

    struct Column: Hashable, Sendable {
        let labelVI: String
        let labelEN: String
        /// The elements that are added; empty for what the catalogue does not hold.
        let elements: [String]
    }

    var columns: [Column] { groups.flatMap(\.columns) }

    static func named(_ code: String) -> UnitSheet? { all.first { $0.code == code } }

    static let all = [mothers, complications, gynaecology, planning, children]
}

extension UnitSheet.Column {
    init(_ labelVI: String, _ labelEN: String, _ elements: String...) {
        self.init(labelVI: labelVI, labelEN: labelEN, elements: elements)
    }

    /// The sum; nil where one of the elements has no number.
    func sum(of totals: Totals, _ catalogue: Catalogue) -> Amount? {
        let indices = elements.map(catalogue.elementIndex(ofCode:))
        guard !indices.isEmpty, !indices.contains(nil) else { return nil }
        return totals.sum(of: indices.compactMap { $0 })
    }

    /// Whether any form could hold it.
    func isKnown(_ catalogue: Catalogue) -> Bool {
        !elements.isEmpty && elements.allSatisfy { catalogue.elementIndex(ofCode: $0) != nil }
    }
}
