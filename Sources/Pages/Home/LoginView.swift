/// The page that signs somebody in: name and password, the second step, or a token.
public struct LoginView {
    private let frame: Frame
    private let next: Address
    private let outcome: Outcome
    private let formToken: String?
    private let name: String

    /// What became of what was just sent.
    public enum Outcome: Sendable {
        case notTried
        /// The token opens nothing.
        case failed
        /// Name and password, or the code, are wrong.
        case wrong
        /// The password was right; a code is asked for, together with this.
        case needsCode(challenge: String)
        /// The same, after a wrong one.
        case wrongCode(challenge: String)
        /// It was not looked at; the next one is after so many seconds.
        case notLookedAt(waitSeconds: Int64)
    }

    /// - Parameters:
    ///   - next: Where to go afterwards, an address of this server.
    ///   - formToken: ties the form to the browser it is made for.
    ///   - name: what was typed, shown again.
    public init(
        frame: Frame, next: Address, outcome: Outcome = .notTried, formToken: String? = nil,
        name: String = ""
    ) {
        self.frame = frame
        self.next = next
        self.outcome = outcome
        self.formToken = formToken
        self.name = name
    }

    private var wording: Wording { frame.wording }

    public var html: HTML {
        let title = wording.say(.signIn)
        return Document(
            frame: frame, place: .other, title: title,
            main: "<h1>\(title)</h1>\(failureBox)\(content)"
        ).html
    }

    private var content: HTML {
        switch outcome {
        case .needsCode(let challenge), .wrongCode(let challenge): codeForm(challenge)
        default: form
        }
    }

    private var hidden: HTML {
        """
        \(Frame.csrf(formToken))<input type=hidden name=next value="\(next.text)">
        """
    }

    private var mark: HTML {
        "\(if: failure != nil, " aria-invalid=true aria-describedby=why")"
    }

    // One form for both ways, so that no field has to be filled in that the other way needs.
    private var form: HTML {
        """
        <form class=login method=post action="/login">\(hidden)\
        <label for=name>\(wording.label("Tên đăng nhập", "Sign-in name"))</label>\
        <input id=name name=name type=text autocomplete=username autocapitalize=none \
        spellcheck=false maxlength=128 value="\(name)"\(mark)>\
        <label for=password>\(wording.label("Mật khẩu", "Password"))</label>\
        <input id=password name=password type=password autocomplete=current-password \
        maxlength=1000\(mark)>\
        <button class="btn go">\(wording.say(.signIn))</button>\
        <p class="small dim">\(forgotten)</p>\
        <h2>\(wording.label("Hoặc bằng mã truy cập", "Or with a token"))</h2>\
        <label for=token>\(wording.say(.loginToken))</label>\
        <input id=token name=token type=password autocomplete=off spellcheck=false\(mark)>\
        <button class=btn>\(wording.say(.signIn))</button></form>\
        <p class="small dim">\(wording.say(.loginAdvice))</p>
        """
    }

    private var forgotten: String {
        wording.label(
            "Quên mật khẩu? Quản trị viên của huyện hoặc tỉnh gửi cho bạn một liên kết để đặt lại.",
            "Forgotten the password? The district's or province's administrator gives you a link "
                + "to set it anew.")
    }

    private func codeForm(_ challenge: String) -> HTML {
        """
        <p class=lede>\(wording.label(
            "Nhập mã 6 số trên điện thoại, hoặc một mã dự phòng.",
            "Enter the six digits of your telephone, or a recovery code."))</p>\
        <form class=login method=post action="/login">\(hidden)\
        <input type=hidden name=challenge value="\(challenge)">\
        <label for=code>\(wording.label("Mã", "Code"))</label>\
        <input id=code name=code type=text required autofocus autocomplete=one-time-code \
        autocapitalize=characters spellcheck=false maxlength=64\(mark)>\
        <button class="btn go">\(wording.say(.signIn))</button></form>\
        <p><a href="/login">\(wording.label("Bắt đầu lại", "Begin again"))</a></p>
        """
    }

    private var failureBox: HTML {
        guard let failure else { return .empty }
        return """
            <div class="box bad" role=alert><p id=why>\(failure)</p></div>
            """
    }

    private var failure: String? {
        switch outcome {
        case .notTried, .needsCode: nil
        case .failed: wording.say(.loginUnknown)
        case .wrong:
            wording.label(
                "Tên đăng nhập hoặc mật khẩu không đúng.",
                "The name or the password is wrong.")
        case .wrongCode:
            wording.label(
                "Mã không đúng hoặc đã dùng rồi. Đợi mã mới trên điện thoại.",
                "The code is wrong or was used already. Wait for the telephone's next one.")
        case .notLookedAt(let seconds) where seconds < 120:
            wording.say(.loginWaitSeconds, ["n": String(seconds)])
        case .notLookedAt(let seconds):
            wording.say(.loginWaitMinutes, ["n": String((seconds + 59) / 60)])
        }
    }
}
