/// An error as a page: what happened, and what to do next.
public struct RefusalView {
    private let frame: Frame
    private let code: Int
    private let detail: String?
    private let requestID: String
    private let guide: RefusalGuide?

    /// - Parameters:
    ///   - code: The status of the response.
    ///   - detail: A sentence safe for anyone, in the language of the frame.
    ///   - requestID: What the server's log has it under; shown where the server failed.
    ///   - guide: What can be read instead; its reason stands in place of the detail.
    public init(
        frame: Frame, code: Int, detail: String? = nil, requestID: String = "",
        guide: RefusalGuide? = nil
    ) {
        self.frame = frame
        self.code = code
        self.detail = detail
        self.requestID = requestID
        self.guide = guide
    }

    private var wording: Wording { frame.wording }

    public var html: HTML {
        let (title, advice) = texts
        return Document(
            frame: frame, place: .other, title: wording.say(title),
            main: """
                <h1><span>\(code)</span> \(wording.say(title))</h1>\
                <p class=lede>\(guide?.reason ?? detail ?? wording.say(advice))</p>\
                \(guide?.html ?? (detail == nil ? .empty : "<p>\(wording.say(advice))</p>"))\
                \(if: isOurs, "<p>\(wording.say(.requestID)): <code>\(requestID)</code></p>")\
                <p class=acts>\(action)<a class=btn href="/">\(wording.say(.navStart))</a> \
                <a class=btn href="/help">\(wording.say(.navHelp))</a></p>
                """
        ).html
    }

    /// Whoever helps the reader asks for the id first.
    private var isOurs: Bool { code >= 500 && !requestID.isEmpty }

    private var texts: (title: TextKey, advice: TextKey) {
        switch code {
        case 401: (.refused401, .refused401Advice)
        case 403: (.refused403, .refused403Advice)
        case 404: (.refused404, .refused404Advice)
        case 405: (.refused405, .refused405Advice)
        case 429: (.refused429, .refused429Advice)
        case 503: (.refused503, .refused503Advice)
        case 507: (.refused507, .refused507Advice)
        case 500...: (.refused500, .refused500Advice)
        default: (.refused400, .refused400Advice)
        }
    }

    private var action: HTML {
        guard code == 401 else { return .empty }
        let address = Address("login", query: [.init("next", frame.address.text)])
        return "<a class=\"btn go\" href=\"\(address.text)\">\(wording.say(.signIn))</a> "
    }
}
