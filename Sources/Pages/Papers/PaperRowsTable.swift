import Reporting

/// The form's rows with the unit's sums: number, name, total and the circular's columns.
struct PaperRowsTable {
    let page: PaperPage

    private var wording: Wording { page.wording }
    private static let columns = ["4", "5", "6"]

    var body: HTML {
        let rows = PaperRows(page.version, page.catalogue, wording)
        return """
            <div class=scroll tabindex=0 role=group aria-label="\(caption)"><table class=form>\
            <caption>\(caption)</caption>\(head)\(rows.parts.map(part))</table></div>\
            \(rows.others.isEmpty ? .empty : others(rows))
            """
    }

    private var caption: String { wording.label("Các dòng của biểu", "Rows of the form") }

    private var head: HTML {
        let words = [
            ("Tại TYT", "At the station"), ("Ngoài CSYT (tại nhà, trên đường…)", "Outside"),
            ("CSYT khác", "Other facility"),
        ]
        let columns = words.map { "<th scope=col class=n>\(wording.label($0.0, $0.1))" as HTML }
        return """
            <thead><tr><th scope=col rowspan=2>TT<th scope=col rowspan=2>\
            \(wording.label("Tên chỉ tiêu", "Element"))<th scope=col rowspan=2 class=n>\
            \(wording.label("Tổng số", "Total"))<th scope=colgroup colspan=3>\
            \(wording.label("Trong đó", "Of which"))<tr>\(columns)\
            <tr class=nos><th>1<th>2<th>3<th>4<th>5<th>6</thead>
            """
    }

    private func part(_ part: PaperRows.Part) -> HTML {
        """
        <tbody><tr class=part><th scope=rowgroup>\(part.number)<th colspan=5>\
        \(Self.title(part.number, wording))\(part.rows.enumerated().map { place, row in
            line(row, after: place > 0 ? part.rows[place - 1] : nil)
        })</tbody>
        """
    }

    /// The three parts as Biểu 4/BCX names them.
    private static func title(_ part: String, _ wording: Wording) -> String {
        switch part {
        case "I": wording.label("Chăm sóc sức khỏe bà mẹ", "Maternal health care")
        case "II":
            wording.label(
                "Khám chữa phụ khoa, sàng lọc ung thư cổ tử cung, thực hiện biện pháp tránh thai "
                    + "và phá thai", "Gynaecology, contraception and abortion")
        case "III": wording.label("Chăm sóc sức khỏe trẻ em", "Child health care")
        default: ""
        }
    }

    private func line(_ row: PaperRows.Row, after previous: PaperRows.Row?) -> HTML {
        guard row.isPaired else { return plain(row) }
        let head: HTML =
            previous?.isPaired == true
            ? .empty
            : """
            <tr class=sub><td><th scope=row><th scope=col class=n>\(wording.label("Mắc", "Cases"))\
            <th scope=col class=n>\(wording.label("TV", "Deaths"))<td class=x><td class=x>
            """
        return """
            \(head)<tr><td class=no>\(row.shortNumber)<th scope=row\(indent(row))>\(row.label)\
            \(cell(row.elements["Mắc"]))\(cell(row.elements["TV"]))<td class=x><td class=x>
            """
    }

    private func plain(_ row: PaperRows.Row) -> HTML {
        """
        <tr><td class=no>\(row.shortNumber)<th scope=row\(indent(row))>\(row.label)\
        \(cell(row.elements["total"]))\(Self.columns.map { column in
            row.elements[column].map { cell($0) } ?? "<td class=x>"
        })
        """
    }

    private func indent(_ row: PaperRows.Row) -> HTML {
        row.depth == 0 ? .empty : row.depth == 1 ? " class=d1" : " class=d2"
    }

    private func cell(_ element: DataElement.Index?) -> HTML {
        guard let element else { return "<td class=x>" }
        return "<td class=n>\(value(element))"
    }

    private func value(_ element: DataElement.Index) -> String {
        let sums = page.totals.sums
        return wording.count(sums.indices.contains(element) ? sums[element]?.value : nil)
    }

    private func others(_ rows: PaperRows) -> HTML {
        let title = wording.label(
            "Chỉ tiêu khác, ngoài biểu của thông tư", "Further elements, in no row of the circular")
        return """
            <div class=scroll tabindex=0 role=group aria-label="\(title)"><table class=more>\
            <caption>\(title)</caption><thead><tr><th scope=col>TT<th scope=col>\
            \(wording.label("Tên chỉ tiêu", "Element"))<th scope=col>\
            \(wording.label("Đơn vị tính", "Unit"))<th scope=col class=n>\
            \(wording.label("Tổng số", "Total"))</thead>\(rows.others.enumerated().map(section))\
            </table></div>
            """
    }

    private func section(
        _ place: Int, _ group: (section: FormVersion.Section, elements: [DataElement.Index])
    ) -> HTML {
        let lines = group.elements.enumerated().map { number, index -> HTML in
            let element = page.catalogue.elements[index]
            return """
                <tr><td class=no>\(place + 1).\(number + 1)<th scope=row>\
                \(wording.label(element.labelVI, element.labelEN))<td>\
                \(wording.noun(element.unit))<td class=n>\(value(index))
                """
        }
        return """
            <tbody><tr class=part><th scope=rowgroup>\(place + 1)<th colspan=3>\
            \(wording.label(group.section.titleVI, group.section.titleEN))\(lines)</tbody>
            """
    }
}
