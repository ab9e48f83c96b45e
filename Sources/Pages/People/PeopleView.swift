import Reporting
import Storage

/// The people whom an administrator decides about, and the form that adds one.
struct PeopleView {
    let frame: Frame
    let people: [(person: PersonRecord, unit: UnitLink)]
    /// False where there is nobody to filter.
    let isAnybodyThere: Bool
    let unit: String
    let role: String
    let findings: [Finding]
    /// What was typed into a field of the form.
    let typed: (String) -> String
    /// Who was just added, and the link for that person.
    let link: (name: String, address: String)?

    private var wording: Wording { frame.wording }

    var html: HTML {
        let title = wording.label("Người dùng", "People")
        return Document(
            frame: frame, place: .admin, title: title,
            main: """
                <h1>\(title)</h1>\(AdminTabs(wording: wording, current: "/people").body)\
                \(FindingsBox(wording: wording, findings: findings).body)\(made)\
                \(if: isAnybodyThere, filter)\(list)\(addition)
                """
        ).html
    }

    private var made: HTML {
        guard let link else { return .empty }
        return LinkBox(wording: wording, name: link.name, address: link.address).body
    }

    private var filter: HTML {
        """
        <form class=search action="/people">\
        <label for=unit>\(wording.label("Lọc theo đơn vị và vai trò", "Filter by unit and role"))\
        </label><input id=unit name=unit type=search value="\(unit)" maxlength=200>\
        <select name=role aria-label="\(wording.label("Vai trò", "Role"))">\
        <option value="">\(wording.label("Mọi vai trò", "All roles"))\
        \(wording.roleOptions(role))</select>\
        <button class=btn>\(wording.label("Lọc", "Filter"))</button></form>
        """
    }

    private var list: HTML {
        guard isAnybodyThere else {
            return """
                <p class=lede>\(wording.label(
                    "Chưa có ai. Thêm người đầu tiên ở dưới: bạn sẽ nhận một liên kết để gửi cho "
                        + "họ tự đặt mật khẩu.",
                    "Nobody yet. Add the first person below: you get a link to hand over, by which "
                        + "the person sets a password."))</p>
                """
        }
        guard !people.isEmpty else {
            return "<p>\(wording.label("Không ai khớp bộ lọc.", "Nobody matches the filter."))</p>"
        }
        let rows: [HTML] = people.map(row)
        return """
            <div class=scroll tabindex=0 role=group aria-label="\(wording.label(
                "Người dùng", "People"))"><table class="grid rows"><thead><tr>\
            <th scope=col>\(wording.label("Tên đăng nhập", "Sign-in name"))\
            <th scope=col class=l>\(wording.label("Họ tên", "Full name"))\
            <th scope=col class=l>\(wording.say(.columnUnit))\
            <th scope=col class=l>\(wording.label("Vai trò", "Role"))\
            <th scope=col class=l>\(wording.say(.columnState))\
            <th scope=col class=l>\(wording.label("Đăng nhập gần nhất", "Last sign-in"))</tr>\
            </thead><tbody>\(rows)</tbody></table></div>
            """
    }

    private func row(_ line: (person: PersonRecord, unit: UnitLink)) -> HTML {
        let person = line.person
        return """
            <tr><th scope=row><a href="\(Address("people", person.name).text)">\(person.name)</a>\
            <td class=l>\(person.fullName)<td class=l>\(line.unit.name)\
            <td class=l>\(wording.role(person.role))<td class=l>\(wording.state(of: person))\
            <td class=l>\(person.lastSignIn.map(wording.moment) ?? "–")
            """
    }

    private var addition: HTML {
        """
        <section><h2 id=add>\(wording.label("Thêm người dùng", "Add somebody"))</h2>\
        <form class=fields method=post action="/people">\(frame.csrf)\
        <p><label for=f-name>\(wording.label("Tên đăng nhập", "Sign-in name"))</label>\
        <input id=f-name name=name required maxlength=64 autocapitalize=none autocomplete=off \
        spellcheck=false value="\(typed("name"))"></p>\
        <p><label for=f-full>\(wording.label("Họ tên", "Full name"))</label>\
        <input id=f-full name=full_name maxlength=120 autocomplete=off \
        value="\(typed("full_name"))"></p>\
        <p><label for=f-unit>\(wording.label(
            "Đơn vị (mã hoặc tên)", "Unit (its id or name)"))</label>\
        <input id=f-unit name=org_unit required maxlength=200 autocomplete=off \
        value="\(typed("org_unit"))"></p>\
        <p><label for=f-role>\(wording.label("Vai trò", "Role"))</label>\
        <select id=f-role name=role>\(wording.roleOptions(typed("role")))</select></p>\
        <p class=acts><button class="btn go">\(wording.label(
            "Thêm và tạo liên kết mời", "Add and make an invitation"))</button></p></form></section>
        """
    }
}

/// A link that was just made, to be handed over.
struct LinkBox {
    let wording: Wording
    let name: String
    let address: String

    var body: HTML {
        """
        <div class="box warn" role=status><p>\(wording.label(
            "Gửi liên kết này cho \(name). Chỉ hiện một lần, dùng được một lần:",
            "Hand this link to \(name). It is shown this once and works once:"))</p>\
        <p><code class=key>\(address)</code></p></div>
        """
    }
}

extension Wording {
    func state(of person: PersonRecord) -> String {
        if person.isDisabled { return label("Đã khóa", "Closed") }
        if person.password == nil { return label("Chưa đặt mật khẩu", "No password yet") }
        return person.secondFactor == nil
            ? label("Đang dùng", "In use") : label("Đang dùng, hai bước", "In use, second factor")
    }
}
