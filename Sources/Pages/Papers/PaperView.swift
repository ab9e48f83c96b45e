import Reporting

/// A paper as it is printed on A4: the circular's head, the table, and the places for date,
/// signatures and stamp. What stands above the sheet is for the screen alone.
struct PaperView {
    let page: PaperPage

    private var wording: Wording { page.wording }

    var html: HTML {
        """
        <!doctype html>
        <html lang=\(wording.language.code)>
        <head>
        <meta charset=utf-8>
        <meta name=viewport content="width=device-width, initial-scale=1">
        <title>\(title) – mebe</title>
        <link rel=stylesheet href="\(page.stylesheet.text)">
        <link rel=icon type="image/svg+xml" href="/icon.svg">
        </head>
        <body>
        \(bar)
        <main id=main\(if: isWide, " class=wide")>
        \(head)
        \(table)
        \(foot)
        </main>
        </body>
        </html>

        """
    }

    private var isWide: Bool { if case .units = page.sheet { true } else { false } }

    private var title: String {
        number + ", " + page.unit.name + ", " + wording.name(page.period)
    }

    /// `Biểu 4/BCH`, of a province `Biểu 4/BCT`.
    private var number: String {
        let form = wording.label("Biểu ", "Form ")
        switch page.sheet {
        case .rows: return form + (page.formNumber ?? page.version.form)
        case .units(let sheet): return form + sheet.code + page.levelMark
        }
    }

    // MARK: Above the sheet

    private var bar: HTML {
        let back = page.unit.dashboard(page.frame.address.with("lang", nil).query)
        let other = wording.language.other
        return """
            <nav class=bar aria-label="\(wording.say(FileText.papers))"><p>\
            <a href="\(back.text)">‹ \(page.unit.name)</a></p><ul>\(sheets)</ul><p>\
            \(reading)<a href="\(page.frame.address.with("lang", other.code).text)" \
            lang=\(other.code) hreflang=\(other.code)>\
            \(other == .english ? "English" : "Tiếng Việt")</a></p>\
            <p class=hint>\(wording.label("In: Ctrl+P, khổ A4", "Print: Ctrl+P, A4"))</p></nav>
            """
    }

    private var reading: HTML {
        let other: Boundaries = page.boundaries == .reported ? .current : .reported
        guard other == .reported || page.boundaryChoice.existsToday else { return .empty }
        let value = other == .reported ? nil : other.rawValue
        let text = wording.say(
            other == .reported ? .boundariesReported : .boundariesCurrent)
        let address = page.frame.address.with("lang", nil).with("boundaries", value)
        return "<a href=\"\(address.text)\">\(text)</a> "
    }

    private var sheets: [HTML] {
        let form = wording.label("Biểu ", "Form ")
        let own: (String, String) = (page.version.form, form + (page.formNumber ?? ""))
        let others = UnitSheet.all.map { ($0.code, form + $0.code + page.levelMark) }
        return ([own] + others).map { code, text in
            """
            <li><a href="\(page.address(code).text)"\
            \(if: code == page.sheet.code, " aria-current=page")>\(text)</a></li>
            """
        }
    }

    // MARK: The sheet

    private var head: HTML {
        """
        <header class=top><div><p>\(receiver)</p><p><b>\(page.office.sender.uppercased())</b></p>\
        </div><div><p><b>\(number)</b></p><p>\(basis)</p></div></header>\
        <h1>\(heading)</h1>\
        <p class=mid>\(wording.label("Đơn vị: ", "Unit: "))\(page.unit.name)</p>\
        <p class=mid>\(wording.label("Kỳ báo cáo: ", "Period: "))\(wording.name(page.period)) \
        (\(days))</p>\
        <p class=mid>\(counted)</p>
        """
    }

    private var receiver: String { page.office.receiver?.uppercased() ?? "" }

    private var heading: String {
        switch page.sheet {
        case .rows:
            return
                (wording.label("Tổng hợp: ", "Summary: ")
                + wording.label(page.version.titleVI, page.version.titleEN)).uppercased()
        case .units(let sheet): return wording.label(sheet.titleVI, sheet.titleEN).uppercased()
        }
    }

    /// `Thông tư 37/2019/TT-BYT, Biểu 4/BCX` is the basis and the form's number.
    private var basis: HTML {
        let basis = page.version.legalBasis.split(separator: ",").first.map(String.init) ?? ""
        return """
            \(wording.label("Ban hành kèm theo", "As issued with")) <span class=nb>\(basis)</span>
            """
    }

    private var days: String {
        wording.date(page.period.first.firstDay) + " – " + wording.date(page.period.lastDay)
    }

    private var counted: String {
        let totals = page.totals
        let units = wording.count(totals.reportingUnits) + "/" + wording.count(totals.expectedUnits)
        let reports =
            wording.count(totals.reports.received) + "/" + wording.count(totals.reports.expected)
        let time = wording.count(totals.reports.onTime)
        return wording.label(
            "Đơn vị có báo cáo: \(units); báo cáo đã nhận: \(reports), đúng hạn: \(time).",
            "Reporting units: \(units); reports received: \(reports), on time: \(time).")
    }

    private var table: HTML {
        switch page.sheet {
        case .rows: PaperRowsTable(page: page).body
        case .units(let sheet): PaperUnitsTable(page: page, sheet: sheet).body
        }
    }

    private var foot: HTML {
        let place = page.unit.name
        return """
            <p class=notes>\(notes)</p>\
            <footer class=signs><div><p>&nbsp;</p><p><b>\(wording.label("Người lập biểu", "Prepared by"))</b></p>\
            <p><i>\(wording.label("(Ký, ghi rõ họ tên)", "(Signature, full name)"))</i></p></div>\
            <div><p><i>\(place), \(wording.label("ngày …… tháng …… năm ………", "date …………………"))</i></p>\
            <p><b>\(wording.label("Thủ trưởng đơn vị", "Head of the unit"))</b></p>\
            <p><i>\(wording.label("(Ký, đóng dấu, ghi rõ họ tên)", "(Signature, stamp, full name)"))</i></p>\
            </div></footer>
            """
    }

    private var notes: String {
        let reading = wording.say(
            page.boundaries == .reported ? .boundariesReported : .boundariesCurrent)
        let own = wording.label(
            "Ô «–»: chưa có số liệu, không phải số 0. Số liệu có sẵn: lấy tháng cuối có số liệu. "
                + "Ranh giới: \(reading). Lập ngày \(wording.date(page.today)), số thứ tự sổ "
                + "\(wording.count(Int(page.totals.seq))), mã đơn vị \(page.unit.id).",
            "A cell with “–” has no data, which is no zero. A stock is the last month that has one. "
                + "Boundaries: \(reading). Made on \(wording.date(page.today)), journal seq "
                + "\(wording.count(Int(page.totals.seq))), unit \(page.unit.id).")
        return own + (page.totals.isEstimated ? estimated : "")
    }

    private var estimated: String {
        wording.label(
            " «≈»: có phần được chia theo tỷ lệ đã công bố.",
            " “≈”: a published share was applied.")
    }
}

extension PaperPage {
    /// The form's own number in the catalogue's legal basis: `4/BCX`.
    var formNumber: String? {
        version.legalBasis.split(separator: " ").last { $0.contains("/BC") }.map {
            String($0.filter { $0 != "," })
        }
    }

    /// District forms are /BCH, province and ministry forms /BCT, those of a commune /BCX.
    var levelMark: String {
        switch level {
        case .province, .nation: "/BCT"
        case .commune, .stationPoint: "/BCX"
        default: "/BCH"
        }
    }
}
