import Reporting
import Storage

/// One person: name, unit and role, and what an administrator may do.
struct PersonView {
    let frame: Frame
    let person: PersonRecord
    let unit: UnitLink
    let findings: [Finding]
    /// A link that was just made.
    let link: String?
    let isDone: Bool

    private var wording: Wording { frame.wording }
    private var action: String { Address("people", person.name).text }

    var html: HTML {
        Document(
            frame: frame, place: .admin, title: person.name,
            trail: [
                .init(name: wording.label("Người dùng", "People"), address: Address("people")),
                .init(name: person.name, address: nil),
            ],
            main: """
                <h1>\(person.name)</h1>\
                \(FindingsBox(wording: wording, findings: findings).body)\(told)\
                <dl class=meta><div><dt>\(wording.say(.columnState))\
                <dd>\(wording.state(of: person))</div>\
                <div><dt>\(wording.say(.columnUnit))<dd>\(unit.name)</div>\
                <div><dt>\(wording.label("Đăng nhập gần nhất", "Last sign-in"))\
                <dd>\(person.lastSignIn.map(wording.moment) ?? "–")</div></dl>\(form)\(acts)
                """
        ).html
    }

    private var told: HTML {
        if let link { return LinkBox(wording: wording, name: person.name, address: link).body }
        guard isDone else { return .empty }
        return """
            <div class="box good" role=status><p>\(wording.label("Đã lưu.", "Saved."))</p></div>
            """
    }

    private var form: HTML {
        """
        <form class=fields method=post action="\(action)">\(frame.csrf)\
        <p><label for=f-full>\(wording.label("Họ tên", "Full name"))</label>\
        <input id=f-full name=full_name maxlength=120 autocomplete=off value="\(person.fullName)">\
        </p><p><label for=f-unit>\(wording.label(
            "Đơn vị (mã hoặc tên)", "Unit (its id or name)"))</label>\
        <input id=f-unit name=org_unit required maxlength=200 autocomplete=off \
        value="\(unit.id)"></p>\
        <p><label for=f-role>\(wording.label("Vai trò", "Role"))</label>\
        <select id=f-role name=role>\(wording.roleOptions(person.role))</select></p>\
        <p class="small dim">\(wording.label(
            "Đổi đơn vị hoặc vai trò sẽ đăng xuất người này ở mọi nơi.",
            "A new unit or role signs this person out everywhere."))</p>\
        <p class=acts><button class="btn go" name=do value=save>\
        \(wording.label("Lưu", "Save"))</button></p></form>
        """
    }

    private var acts: HTML {
        let reset =
            person.password == nil
            ? wording.label("Tạo liên kết mời", "Make an invitation")
            : wording.label("Tạo liên kết đặt lại mật khẩu", "Make a link to reset the password")
        return """
            <form method=post action="\(action)">\(frame.csrf)<p class=acts>\
            \(if: !person.isDisabled, button("reset", reset))\
            \(button("sign-out", wording.label("Đăng xuất mọi nơi", "Sign out everywhere")))\
            \(if: person.secondFactor != nil, button(
                "second-factor", wording.label("Bỏ xác thực hai bước", "Turn second factor off")))\
            \(person.isDisabled
                ? button("enable", wording.label("Mở khóa", "Open the account"))
                : button("disable", wording.label("Khóa tài khoản", "Close the account")))\
            </p></form>
            """
    }

    private func button(_ value: String, _ text: String) -> HTML {
        "<button class=btn name=do value=\"\(value)\">\(text)</button> "
    }
}
