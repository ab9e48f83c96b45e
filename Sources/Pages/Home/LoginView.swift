/// The page that takes a token and starts a session.
public struct LoginView {
    private let frame: Frame
    private let next: Address
    private let outcome: Outcome
    private let formToken: String?

    /// What became of the token that was just sent.
    public enum Outcome: Sendable {
        case notTried
        /// It opens nothing.
        case failed
        /// It was not looked at; the next one is after so many seconds.
        case notLookedAt(waitSeconds: Int64)
    }

    /// - Parameters:
    ///   - next: Where to go afterwards, an address of this server.
    ///   - formToken: ties the form to the browser it is made for.
    public init(
        frame: Frame, next: Address, outcome: Outcome = .notTried, formToken: String? = nil
    ) {
        self.frame = frame
        self.next = next
        self.outcome = outcome
        self.formToken = formToken
    }

    private var wording: Wording { frame.wording }

    public var html: HTML {
        let title = wording.say(.signIn)
        return Document(
            frame: frame, place: .other, title: title,
            main: """
                <h1>\(title)</h1>\(failureBox)\
                <form class=login method=post action="/login">\(Frame.csrf(formToken))\
                <input type=hidden name=next value="\(next.text)">\
                <label for=token>\(wording.say(.loginToken))</label>\
                <input id=token name=token type=password required autocomplete=current-password \
                spellcheck=false\(if: failure != nil, " aria-invalid=true aria-describedby=why")>\
                <button class="btn go">\(title)</button></form>\
                <p class="small dim">\(wording.say(.loginAdvice))</p>
                """
        ).html
    }

    private var failureBox: HTML {
        guard let failure else { return .empty }
        return """
            <div class="box bad" role=alert><p id=why>\(failure)</p></div>
            """
    }

    private var failure: String? {
        switch outcome {
        case .notTried: nil
        case .failed: wording.say(.loginUnknown)
        case .notLookedAt(let seconds) where seconds < 120:
            wording.say(.loginWaitSeconds, ["n": String(seconds)])
        case .notLookedAt(let seconds):
            wording.say(.loginWaitMinutes, ["n": String((seconds + 59) / 60)])
        }
    }
}
