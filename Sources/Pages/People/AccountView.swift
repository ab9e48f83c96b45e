import Access
import Reporting
import Storage

/// One's own account: password, second factor, sessions.
struct AccountView {
    enum Notice: String {
        case password, session
        case secondFactorOff = "second-factor-off"
    }

    /// A secret that is to become a second factor.
    struct Enrolment {
        let sealed: String
        let secret: String
    }

    let frame: Frame
    let principal: Principal
    let unit: UnitLink
    /// Nil for who signed in with a token.
    let person: PersonRecord?
    let codesLeft: Int
    let sessions: [Doorkeeper.ListedSession]
    let findings: [Finding]
    let notice: Notice?
    let enrolment: Enrolment?
    /// Recovery codes, shown this once.
    let codes: [String]

    private var wording: Wording { frame.wording }

    var html: HTML {
        let title = wording.label("Tài khoản của tôi", "My account")
        return Document(
            frame: frame, place: .other, title: title,
            main: """
                <h1>\(title)</h1>\(FindingsBox(wording: wording, findings: findings).body)\(told)\
                <dl class=meta><div><dt>\(wording.label("Người dùng", "User"))\
                <dd>\(principal.name)</div><div><dt>\(wording.say(.columnUnit))<dd>\(unit.name)</div>\
                <div><dt>\(wording.label("Vai trò", "Role"))\
                <dd>\(wording.role(principal.role.rawValue))</div></dl>\
                \(recoveryCodes)\(if: person != nil, passwordSection + secondFactor)\
                \(sessionList)<p><a href="/tokens">\(wording.label(
                    "Mã truy cập của tôi", "My tokens"))</a></p>
                """
        ).html
    }

    private var told: HTML {
        let text: String
        switch notice {
        case nil: return .empty
        case .password:
            text = wording.label(
                "Đã đổi mật khẩu; các máy khác đã bị đăng xuất.",
                "The password is changed; other browsers are signed out.")
        case .session:
            text = wording.label("Đã kết thúc phiên đó.", "That session is ended.")
        case .secondFactorOff:
            text = wording.label("Đã tắt xác thực hai bước.", "The second factor is off.")
        }
        return "<div class=\"box good\" role=status><p>\(text)</p></div>"
    }

    private func passwordField(_ id: String, _ name: String, _ label: String, _ use: String)
        -> HTML
    {
        """
        <p><label for="\(id)">\(label)</label>\
        <input id="\(id)" name="\(name)" type=password required \
        autocomplete="\(use)" maxlength=1000></p>
        """
    }

    private func present(_ id: String) -> HTML {
        passwordField(
            id, "password", wording.label("Mật khẩu hiện tại", "Present password"),
            "current-password")
    }

    private var passwordSection: HTML {
        let title = wording.label("Đổi mật khẩu", "Change the password")
        return """
            <section><h2>\(title)</h2><form class=fields method=post action="/account/password">\
            \(frame.csrf)\(present("old"))\
            \(passwordField(
                "new", "new_password",
                wording.label("Mật khẩu mới (ít nhất 10 ký tự)", "New password (10 characters or more)"),
                "new-password"))\
            <p class=acts><button class="btn go">\(title)</button></p></form></section>
            """
    }

    // MARK: Second factor

    private var secondFactor: HTML {
        let title = wording.label("Xác thực hai bước", "Second factor")
        return "<section id=second-factor><h2>\(title)</h2>\(secondFactorContent)</section>"
    }

    private var secondFactorContent: HTML {
        if let enrolment { return enrolmentForm(enrolment) }
        if person?.secondFactor != nil { return turnOffForm }
        return """
            <p class=lede>\(wording.label(
                "Khi đăng nhập sẽ cần thêm mã 6 số của một ứng dụng trên điện thoại. Ai biết mật "
                    + "khẩu của bạn cũng chưa vào được.",
                "Signing in then also takes six digits of a program on your telephone. Who knows "
                    + "your password does not get in by it alone."))</p>\
            <form method=post action="/account/second-factor">\(frame.csrf)\
            <p class=acts><button class=btn name=step value=begin>\
            \(wording.label("Bật xác thực hai bước", "Turn it on"))</button></p></form>
            """
    }

    private func enrolmentForm(_ enrolment: Enrolment) -> HTML {
        let account = Address(segments: ["mebe:" + (person?.name ?? "")]).path.dropFirst()
        let uri =
            "otpauth://totp/\(account)?secret=\(enrolment.secret)&issuer=mebe&digits=6&period=30"
        return """
            <ol class=prose><li>\(wording.label(
                "Mở ứng dụng tạo mã trên điện thoại (Google Authenticator, Aegis, FreeOTP…), chọn "
                    + "thêm tài khoản, nhập khóa:",
                "Open an authenticator program on your telephone (Google Authenticator, Aegis, "
                    + "FreeOTP…), add an account and enter the key:"))\
            <p><code class=key>\(grouped(enrolment.secret))</code></p>\
            <p class=small>\(wording.label("Trên chính điện thoại này", "On this very telephone")): \
            <a href="\(uri)">\(wording.label("mở ứng dụng", "open the program"))</a></p>\
            <li>\(wording.label(
                "Nhập mã 6 số mà ứng dụng hiện ra.", "Enter the six digits that it shows."))</ol>\
            <form class=fields method=post action="/account/second-factor">\(frame.csrf)\
            <input type=hidden name=sealed value="\(enrolment.sealed)">\
            <p><label for=code>\(wording.label("Mã 6 số", "Six digits"))</label>\
            <input id=code name=code type=text inputmode=numeric required \
            autocomplete=one-time-code maxlength=10></p>\(present("p2"))\
            <p class=acts><button class="btn go" name=step value=on>\
            \(wording.label("Bật", "Turn it on"))</button></p></form>
            """
    }

    private func grouped(_ text: String) -> String {
        var result = ""
        for (index, letter) in text.enumerated() {
            if index > 0, index % 4 == 0 { result.append(" ") }
            result.append(letter)
        }
        return result
    }

    private var turnOffForm: HTML {
        """
        <p>\(wording.label("Đang bật.", "It is on.")) \
        \(wording.label("Còn \(codesLeft) mã dự phòng.", "\(codesLeft) recovery codes are left."))</p>\
        <form class=fields method=post action="/account/second-factor">\(frame.csrf)\
        \(present("p3"))<p class=acts><button class=btn name=step value=off>\
        \(wording.label("Tắt xác thực hai bước", "Turn it off"))</button></p></form>
        """
    }

    private var recoveryCodes: HTML {
        guard !codes.isEmpty else { return .empty }
        let items: [HTML] = codes.map { "<li><code>\($0)</code>" }
        return """
            <div class="box warn" role=status><h2>\(wording.label(
                "Mã dự phòng: chép lại ngay, chỉ hiện một lần",
                "Recovery codes: write them down now, they are shown this once"))</h2>\
            <p>\(wording.label(
                "Mỗi mã thay cho mã trên điện thoại được một lần.",
                "Each takes the place of the telephone's code once."))</p>\
            <ul class=units>\(items)</ul></div>
            """
    }

    // MARK: Sessions

    private var sessionList: HTML {
        let title = wording.label("Đang đăng nhập ở", "Signed in at")
        guard !sessions.isEmpty else {
            return """
                <section><h2>\(title)</h2><p>\(wording.label(
                    "Không có trình duyệt nào.", "No browser."))</p></section>
                """
        }
        let rows: [HTML] = sessions.map(row)
        return """
            <section><h2 id=sessions>\(title)</h2>\
            <div class=scroll tabindex=0 role=group aria-labelledby=sessions>\
            <table class="grid rows"><thead><tr>\
            <th scope=col>\(wording.label("Trình duyệt", "Browser"))\
            <th scope=col class=l>\(wording.label("Địa chỉ", "Address"))\
            <th scope=col class=l>\(wording.label("Bắt đầu", "Begun"))\
            <th scope=col class=l>\(wording.label("Dùng gần nhất", "Last used"))\
            <th scope=col class=l></tr></thead><tbody>\(rows)</tbody></table></div>\
            <form method=post action="/account/sessions">\(frame.csrf)<p class=acts>\
            <button class=btn>\(wording.label(
                "Đăng xuất khỏi mọi nơi", "Sign out everywhere"))</button></p></form></section>
            """
    }

    private func row(_ session: Doorkeeper.ListedSession) -> HTML {
        let record = session.record
        let name = record.agent.isEmpty ? "–" : String(record.agent.prefix(80))
        return """
            <tr><th scope=row class=wide>\(name)<td class=l>\(record.address)\
            <td class=l>\(wording.moment(record.createdAt))\
            <td class=l>\(wording.moment(record.seenAt))\
            <td class=l>\(session.isCurrent
                ? HTML(text: wording.label("máy này", "this one")) : endForm(record))
            """
    }

    private func endForm(_ record: SessionRecord) -> HTML {
        """
        <form method=post action="/account/sessions">\(frame.csrf)\
        <input type=hidden name=number value="\(String(record.number))">\
        <button class="btn small">\(wording.label("Kết thúc", "End"))</button></form>
        """
    }
}
