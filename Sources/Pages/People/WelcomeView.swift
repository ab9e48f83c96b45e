import Reporting

/// The page of a link that lets somebody set a password.
struct WelcomeView {
    let frame: Frame
    /// Its own address, with the link's secret.
    let action: Address
    /// Nil for the first administrator.
    let name: String?
    let isReset: Bool
    var findings: [Finding] = []
    var typedName = ""
    var typedFullName = ""

    private var wording: Wording { frame.wording }

    var html: HTML {
        Document(
            frame: frame, place: .other, title: title,
            main: """
                <h1>\(title)</h1>\(FindingsBox(wording: wording, findings: findings).body)\
                <form class=login method=post action="\(action.text)">\(frame.csrf)\(names)\
                <label for=password>\(wording.label("Mật khẩu mới", "New password"))</label>\
                <input id=password name=password type=password required \
                autocomplete=new-password minlength=10 maxlength=1000>\
                <p class="small dim">\(wording.label(
                    "Ít nhất 10 ký tự; ghép vài từ dễ nhớ là tốt.",
                    "At least 10 characters; a few words that you remember are good."))</p>\
                <button class="btn go">\(wording.label("Đặt mật khẩu", "Set the password"))\
                </button></form>
                """
        ).html
    }

    private var title: String {
        if name == nil { return wording.label("Quản trị viên đầu tiên", "First administrator") }
        return isReset
            ? wording.label("Đặt lại mật khẩu", "Set the password anew")
            : wording.label("Chào mừng", "Welcome")
    }

    private var names: HTML {
        if let name {
            return """
                <label for=name>\(wording.label("Tên đăng nhập", "Sign-in name"))</label>\
                <input id=name type=text value="\(name)" readonly autocomplete=username>
                """
        }
        return """
            <label for=name>\(wording.label("Tên đăng nhập", "Sign-in name"))</label>\
            <input id=name name=name type=text required autocomplete=username \
            autocapitalize=none spellcheck=false maxlength=64 value="\(typedName)">\
            <label for=full>\(wording.label("Họ tên", "Full name"))</label>\
            <input id=full name=full_name type=text autocomplete=name maxlength=120 \
            value="\(typedFullName)">
            """
    }
}
