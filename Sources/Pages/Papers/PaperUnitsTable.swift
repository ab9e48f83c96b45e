import Reporting

/// A row for each unit below and the unit's own sum, with the circular's numbered columns.
struct PaperUnitsTable {
    let page: PaperPage
    let sheet: UnitSheet

    private var wording: Wording { page.wording }

    var body: HTML {
        let caption = wording.label(sheet.titleVI, sheet.titleEN)
        return """
            <div class=scroll tabindex=0 role=group aria-label="\(caption)"><table>\
            <caption>\(caption)</caption>\(head)<tbody>\(lines)</tbody>\
            <tbody><tr class=sum><td><th scope=row>\(wording.label("Tổng cộng", "Total"))\
            \(cells(page.totals))</tbody></table></div>\(missing)
            """
    }

    private var head: HTML {
        let top = sheet.groups.map { group -> HTML in
            group.titleVI.isEmpty
                ? "\(group.columns.map { column in single(column) })"
                : """
                <th scope=colgroup colspan=\(group.columns.count)>\
                \(wording.label(group.titleVI, group.titleEN))
                """
        }
        let below = sheet.groups.filter { !$0.titleVI.isEmpty }.flatMap(\.columns).map {
            "<th scope=col class=n>\(wording.label($0.labelVI, $0.labelEN))" as HTML
        }
        let hasGroups = !below.isEmpty
        return """
            <thead><tr><th scope=col\(span(hasGroups))>TT<th scope=col\(span(hasGroups))>\
            \(wording.label("Đơn vị", "Unit"))\(top)\(if: hasGroups, "<tr>\(below)")\
            <tr class=nos>\((1...(sheet.columns.count + 2)).map { "<th>\($0)" as HTML })</thead>
            """
    }

    private func single(_ column: UnitSheet.Column) -> HTML {
        let hasGroups = sheet.groups.contains { !$0.titleVI.isEmpty }
        return """
            <th scope=col class=n\(span(hasGroups))>\(wording.label(column.labelVI, column.labelEN))
            """
    }

    private func span(_ hasGroups: Bool) -> HTML { hasGroups ? " rowspan=2" : .empty }

    private var lines: [HTML] {
        page.below.enumerated().map { place, row in
            "<tr><td class=no>\(place + 1)<th scope=row>\(row.name)\(cells(row.totals))"
        }
    }

    private func cells(_ totals: Totals) -> [HTML] {
        sheet.columns.map { column in
            guard column.isKnown(page.catalogue) else { return "<td class=x>" }
            return "<td class=n>\(wording.count(column.sum(of: totals, page.catalogue)))"
        }
    }

    /// Grey columns are the circular's and no form of the catalogue's.
    private var missing: HTML {
        let unknown = sheet.columns.contains { !$0.isKnown(page.catalogue) }
        guard unknown else { return .empty }
        return """
            <p class=notes>\(wording.label(
                "Cột xám: biểu nhập của xã không có chỉ tiêu này.",
                "Grey columns: the communes' form does not ask for it."))</p>
            """
    }
}
