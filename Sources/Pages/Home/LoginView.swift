/// The page that takes a token and starts a session.
public struct LoginView {
    /// Why signing in failed.
    public enum Failure: Hashable, Sendable {
        case unknownToken, expiredToken, tooManyTries
    }

    private let frame: Frame
    private let next: Address
    private let failure: Failure?

    /// - Parameter next: Where to go afterwards, an address of this server.
    public init(frame: Frame, next: Address, failure: Failure? = nil) {
        self.frame = frame
        self.next = next
        self.failure = failure
    }

    private var wording: Wording { frame.wording }

    public var html: HTML {
        let title = wording.say(.signIn)
        return Document(
            frame: frame, place: .other, title: title,
            main: """
                <h1>\(title)</h1>\(failureBox)<form class=login method=post action="/login">\
                \(frame.formTokenField)<input type=hidden name=next value="\(next.text)">\
                <label for=token>\(wording.say(.loginToken))</label>\
                <input id=token name=token type=password required autocomplete=current-password \
                spellcheck=false\(if: failure != nil, " aria-invalid=true aria-describedby=why")>\
                <button class="btn go">\(title)</button></form>\
                <p class="small dim">\(wording.say(.loginAdvice))</p>
                """
        ).html
    }

    private var failureBox: HTML {
        let key: TextKey
        switch failure {
        case nil: return .empty
        case .unknownToken: key = .loginUnknown
        case .expiredToken: key = .loginExpired
        case .tooManyTries: key = .loginTooMany
        }
        return "<div class=\"box bad\" role=alert><p id=why>\(wording.say(key))</p></div>"
    }
}
