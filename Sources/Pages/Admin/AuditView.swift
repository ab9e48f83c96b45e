import Reporting
import Storage

/// The audit log with its filter, the latest event first.
struct AuditView {
    let frame: Frame
    let page: AuditPage
    let unitName: (AuditRecord) -> String
    /// What was typed into the filter, by the fields' names.
    let typed: (String) -> String
    let finding: String?
    /// Where older events are.
    let older: Address?

    private var wording: Wording { frame.wording }

    var html: HTML {
        let title = wording.label("Nhật ký hệ thống", "Audit log")
        return Document(
            frame: frame, place: .admin, title: title,
            main: """
                <h1>\(title)</h1>\(AdminTabs(wording: wording, current: "/admin/audit").body)\
                <p class=lede>\(wording.label(
                    "Ai đã làm gì, lúc nào, từ đâu. Không ai sửa hay xóa được dòng nào; "
                        + "mebe verify kiểm tra từng dòng.",
                    "Who did what, when and from where. Nobody can change or remove a line; "
                        + "mebe verify checks every one."))</p>\
                \(told)\(filter)\(list)\(next)
                """
        ).html
    }

    private var told: HTML {
        guard let finding else { return .empty }
        return "<div class=\"box bad\" role=alert><p>\(finding)</p></div>"
    }

    private var filter: HTML {
        """
        <form class=fields action="/admin/audit">\
        <p><label for=kind>\(wording.label("Sự kiện", "Event"))</label>\
        <select id=kind name=kind><option value="">\(wording.label("Mọi sự kiện", "All events"))\
        \(kinds)</select></p>\
        \(field("actor", wording.label("Người làm", "Done by"), .text))\
        \(field("subject", wording.label("Đối tượng", "Done to"), .text))\
        \(field("org_unit", wording.label("Đơn vị (mã hoặc tên)", "Unit (its id or name)"), .text))\
        \(field("from", wording.label("Từ ngày", "From"), .date))\
        \(field("to", wording.label("Đến hết ngày", "Through"), .date))\
        <p class=acts><button class=btn>\(wording.label("Lọc", "Filter"))</button> \
        <a href="/admin/audit">\(wording.label("Xóa bộ lọc", "Clear"))</a></p></form>
        """
    }

    private enum FieldType: String {
        case text, date
    }

    private func field(_ name: String, _ label: String, _ type: FieldType) -> HTML {
        """
        <p><label for=\(name)>\(label)</label><input id=\(name) name=\(name) \
        type=\(type.rawValue) maxlength=200 value="\(typed(name))"></p>
        """
    }

    private var kinds: [HTML] {
        AuditEvent.Kind.allCases.map { kind in
            let isChosen = typed("kind") == kind.rawValue
            return """
                <option value="\(kind.rawValue)"\(if: isChosen, " selected")>\
                \(wording.event(kind.rawValue))
                """
        }
    }

    private var list: HTML {
        guard !page.records.isEmpty else {
            return "<p>\(wording.label("Không có sự kiện nào khớp.", "No event matches."))</p>"
        }
        return """
            <div class=scroll tabindex=0 role=group aria-label="\(wording.label(
                "Nhật ký hệ thống", "Audit log"))"><table class="grid rows"><thead><tr>\
            <th scope=col>\(wording.label("Sự kiện", "Event"))\
            <th scope=col class=l>\(wording.label("Lúc (giờ Việt Nam, UTC)", "When (Vietnam, UTC)"))\
            <th scope=col class=l>\(wording.label("Người làm, từ đâu", "By whom, from where"))\
            <th scope=col class=l>\(wording.say(.columnUnit))\
            <th scope=col class=l>\(wording.label("Đối tượng và chi tiết", "Done to, details"))\
            </tr></thead><tbody>\(page.records.map(row))</tbody></table></div>
            """
    }

    private func row(_ record: AuditRecord) -> HTML {
        let details: [HTML] = record.detail.sorted { $0.key < $1.key }
            .filter { !$0.value.isEmpty && isShown($0.key) }
            .map { "<br><small class=dim>\($0.key): \($0.value)</small>" }
        return """
            <tr><th scope=row>\(String(record.number)). \(wording.event(record.kind))\
            <td class=l>\(wording.moment(record.at))<br>\
            <small class=dim>\(wording.momentUTC(record.at)) UTC</small>\
            <td class=l>\(record.actor)<br><small class=dim>\(record.address)</small>\
            <td class=l>\(unitName(record))\
            <td class="l wide">\(record.subject)\(details)
            """
    }

    /// A sentence that stands in both languages is shown in the reader's.
    private func isShown(_ name: String) -> Bool {
        !name.hasSuffix(wording.language == .vietnamese ? "_en" : "_vi")
    }

    private var next: HTML {
        guard let older else { return .empty }
        let text = wording.label("Cũ hơn", "Older")
        return "<p class=acts><a class=btn rel=next href=\"\(older.text)\">\(text)</a></p>"
    }
}
