/// The page that takes a token and starts a session.
public struct LoginView {
    private let frame: Frame
    private let next: Address
    private let hasFailed: Bool

    /// - Parameters:
    ///   - next: Where to go afterwards, an address of this server.
    ///   - hasFailed: Whether a token was just sent that opens nothing.
    public init(frame: Frame, next: Address, hasFailed: Bool = false) {
        self.frame = frame
        self.next = next
        self.hasFailed = hasFailed
    }

    private var wording: Wording { frame.wording }

    public var html: HTML {
        let title = wording.say(.signIn)
        return Document(
            frame: frame, place: .other, title: title,
            main: """
                <h1>\(title)</h1>\(if: hasFailed, failureBox)\
                <form class=login method=post action="/login">\
                <input type=hidden name=next value="\(next.text)">\
                <label for=token>\(wording.say(.loginToken))</label>\
                <input id=token name=token type=password required autocomplete=current-password \
                spellcheck=false\(if: hasFailed, " aria-invalid=true aria-describedby=why")>\
                <button class="btn go">\(title)</button></form>\
                <p class="small dim">\(wording.say(.loginAdvice))</p>
                """
        ).html
    }

    private var failureBox: HTML {
        """
        <div class="box bad" role=alert><p id=why>\(wording.say(.loginUnknown))</p></div>
        """
    }
}
