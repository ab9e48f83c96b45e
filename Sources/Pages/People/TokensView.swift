import Access
import Reporting
import Storage

/// Tokens: those that one may revoke, and the form that makes one.
struct TokensView {
    let frame: Frame
    let principal: Principal
    let tokens: [(token: TokenRecord, unit: UnitLink)]
    /// Milliseconds UTC.
    let now: Int64
    let forms: [String]
    let findings: [Finding]
    /// What was typed into a field of the form.
    let typed: (String) -> String
    /// The token that was just made, shown this once.
    let secret: String?

    private var wording: Wording { frame.wording }
    private var isAdministrator: Bool { principal.role == .admin }

    var html: HTML {
        let title = wording.label("Mã truy cập", "Tokens")
        return Document(
            frame: frame, place: isAdministrator ? .admin : .other, title: title,
            main: """
                <h1>\(title)</h1>\
                \(if: isAdministrator, AdminTabs(wording: wording, current: "/tokens").body)\
                \(FindingsBox(wording: wording, findings: findings).body)\(made)\
                <p class=lede>\(wording.label(
                    "Cho chương trình gửi và đọc số liệu thay bạn. Thu hồi mã không dùng nữa.",
                    "For programs that send and read figures. Revoke those that are not used."))</p>\
                \(list)\(if: mayMake, addition)
                """
        ).html
    }

    private var mayMake: Bool {
        if case .person = principal.credential { return true }
        return isAdministrator && principal.form == nil
    }

    private var made: HTML {
        guard let secret else { return .empty }
        return """
            <div class="box warn" role=status><p>\(wording.label(
                "Mã mới, chỉ hiện một lần; chép ngay:",
                "The new token, shown this once; copy it now:"))</p>\
            <p><code class=key>\(secret)</code></p></div>
            """
    }

    private var list: HTML {
        guard !tokens.isEmpty else {
            return "<p>\(wording.label("Chưa có mã nào.", "No tokens yet."))</p>"
        }
        let rows: [HTML] = tokens.map(row)
        return """
            <div class=scroll tabindex=0 role=group aria-label="\(wording.label(
                "Mã truy cập", "Tokens"))"><table class="grid rows"><thead><tr>\
            <th scope=col>\(wording.label("Tên", "Name"))\
            <th scope=col class=l>\(wording.say(.columnUnit))\
            <th scope=col class=l>\(wording.label("Vai trò", "Role"))\
            <th scope=col class=l>\(wording.say(.columnForm))\
            <th scope=col class=l>\(wording.label("Hết hạn", "Ends"))\
            <th scope=col class=l>\(wording.label("Dùng gần nhất", "Last used"))\
            <th scope=col class=l></tr></thead><tbody>\(rows)</tbody></table></div>
            """
    }

    private func row(_ line: (token: TokenRecord, unit: UnitLink)) -> HTML {
        let token = line.token
        let used = token.usedAt.map { wording.moment($0) + ", " + (token.usedFrom ?? "") }
        return """
            <tr><th scope=row>\(String(token.number)). \(token.name)<td class=l>\(line.unit.name)\
            <td class=l>\(wording.role(token.role))\
            <td class=l>\(token.form ?? wording.label("mọi biểu", "all"))\
            <td class=l>\(end(token))\
            <td class=l>\(used ?? wording.label("chưa", "never"))<td class=l>\(revoking(token))
            """
    }

    private func end(_ token: TokenRecord) -> String {
        if token.revokedAt != nil { return wording.label("đã thu hồi", "revoked") }
        guard let end = token.expiresAt else { return wording.label("không", "never") }
        return end <= now ? wording.label("đã hết", "ended") : wording.moment(end)
    }

    private func revoking(_ token: TokenRecord) -> HTML {
        guard token.revokedAt == nil, token.expiresAt.map({ $0 > now }) ?? true else {
            return .empty
        }
        let action = Address("tokens", String(token.number), "revoke").text
        return """
            <form method=post action="\(action)">\(frame.csrf)\
            <button class="btn small">\(wording.label("Thu hồi", "Revoke"))</button></form>
            """
    }

    private var addition: HTML {
        let roles = Wording.roles.filter { code in
            Role(rawValue: code).map(principal.role.includes) ?? false
        }
        let options: [HTML] = forms.map { form in
            "<option value=\"\(form)\"\(if: form == typed("form"), " selected")>\(form)"
        }
        let lifetimes = [
            ("30d", wording.label("30 ngày", "30 days")),
            ("90d", wording.label("90 ngày", "90 days")),
            ("365d", wording.label("1 năm", "1 year")), ("", wording.label("Không hết", "No end")),
        ]
        let ends: [HTML] = lifetimes.map { value, text in
            "<option value=\"\(value)\"\(if: value == "90d", " selected")>\(text)"
        }
        return """
            <section><h2>\(wording.label("Tạo mã", "Make a token"))</h2>\
            <form class=fields method=post action="/tokens">\(frame.csrf)\
            <p><label for=f-name>\(wording.label("Dùng cho", "What for"))</label>\
            <input id=f-name name=name maxlength=120 autocomplete=off value="\(typed("name"))"></p>\
            <p><label for=f-unit>\(wording.label(
                "Đơn vị (mã hoặc tên)", "Unit (its id or name)"))</label>\
            <input id=f-unit name=org_unit required maxlength=200 autocomplete=off \
            value="\(typed("org_unit"))"></p>\
            <p><label for=f-role>\(wording.label("Vai trò", "Role"))</label>\
            <select id=f-role name=role>\(wording.roleOptions(typed("role"), among: roles))</select>\
            </p><p><label for=f-form>\(wording.say(.columnForm))</label>\
            <select id=f-form name=form><option value="">\(wording.label("Mọi biểu", "All forms"))\
            \(options)</select></p>\
            <p><label for=f-end>\(wording.label("Thời hạn", "Lifetime"))</label>\
            <select id=f-end name=expires>\(ends)</select></p>\
            <p class=acts><button class="btn go">\(wording.label("Tạo mã", "Make it"))</button></p>\
            </form></section>
            """
    }
}
