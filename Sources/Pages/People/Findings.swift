import Reporting

/// What is wrong with what was sent, above a form.
struct FindingsBox {
    let wording: Wording
    let findings: [Finding]

    var body: HTML {
        guard !findings.isEmpty else { return .empty }
        let items: [HTML] = findings.map {
            "<li>\(wording.label($0.messageVI, $0.messageEN))"
        }
        return "<div class=\"box bad\" role=alert><ul>\(items)</ul></div>"
    }
}

/// The names of roles.
extension Wording {
    func role(_ code: String) -> String {
        switch code {
        case "reporter": label("Người báo cáo", "Reporter")
        case "reviewer": label("Người rà soát", "Reviewer")
        case "viewer": label("Người xem", "Viewer")
        case "admin": label("Quản trị", "Administrator")
        default: code
        }
    }

    static let roles = ["reporter", "reviewer", "viewer", "admin"]

    func roleOptions(_ chosen: String, among roles: [String] = Self.roles) -> [HTML] {
        roles.map { code in
            "<option value=\"\(code)\"\(if: code == chosen, " selected")>\(role(code))"
        }
    }
}

/// The pages that an administrator goes between.
struct AdminTabs {
    let wording: Wording
    let current: String

    var body: HTML {
        let tabs = [
            ("/admin", wording.label("Tổng quan", "Overview")),
            ("/admin/units", wording.label("Đơn vị", "Units")),
            ("/people", wording.label("Người dùng", "People")),
            ("/tokens", wording.label("Mã truy cập", "Tokens")),
            ("/admin/audit", wording.label("Nhật ký hệ thống", "Audit log")),
        ]
        let items: [HTML] = tabs.map { path, name in
            "<a href=\"\(path)\"\(if: path == current, " aria-current=page")>\(name)</a>"
        }
        return "<nav class=tabs aria-label=\"\(wording.say(.navAdmin))\">\(items)</nav>"
    }
}
