/// The head of every page: name, main navigation, language switch, sign in or out.
struct Masthead {
    let frame: Frame
    let place: Frame.Place

    private var wording: Wording { frame.wording }

    var body: HTML {
        """
        <a class=skip href="#main">\(wording.say(.skipToContent))</a>
        <header class=mast><div class=page>\
        <a class=brand href="/" aria-label="\(wording.say(.brandHome))">\(logo)mebe</a>\
        <nav aria-label="\(wording.say(.navMain))">\(links)</nav>\
        <div class=me>\(viewerName)\(languageSwitch)\(signing)</div>\
        </div></header>
        <div class=weave aria-hidden=true></div>
        """
    }

    // A value, its interval and its goal: the mark that every figure of the pages repeats,
    // drawn as a mother's and a child's head.
    private var logo: HTML {
        """
        <svg viewBox="0 0 28 22" aria-hidden=true><circle class=a cx=11 cy=11 r=8.5 />\
        <circle class=b cx=22 cy=15.5 r=4.5 /></svg>
        """
    }

    private var links: [HTML] {
        let home = link(.home, Address(), wording.say(frame.viewer == nil ? .navStart : .navHome))
        let figures = link(
            .figures, Address("units", frame.viewer?.unit.id ?? Self.countryID),
            wording.say(.navFigures))
        return [home, figures] + reviewLink + adminLink + [
            link(.help, Address("help"), wording.say(.navHelp))
        ]
    }

    private var reviewLink: [HTML] {
        guard let viewer = frame.viewer, viewer.role != .reporter else { return [] }
        return [link(.review, Address("review", viewer.unit.id), wording.say(.navReview))]
    }

    private var adminLink: [HTML] {
        guard frame.viewer?.role == .admin else { return [] }
        return [link(.admin, Address("admin", "units"), wording.say(.navAdmin))]
    }

    private func link(_ target: Frame.Place, _ address: Address, _ text: String) -> HTML {
        "<a href=\"\(address.text)\"\(if: target == place, " aria-current=page")>\(text)</a>"
    }

    private var viewerName: HTML {
        guard let viewer = frame.viewer else { return .empty }
        return "<a class=who href=\"/account\">\(viewer.unit.name)</a>"
    }

    private var languageSwitch: HTML {
        let other = wording.language.other
        let address = frame.address.with("lang", other.code).text
        let name = other == .english ? "English" : "Tiếng Việt"
        return """
            <a href="\(address)" lang=\(other.code) hreflang=\(other.code)>\(name)</a>
            """
    }

    // Signing out changes something, so it is a form and no link that a page could fetch ahead.
    private var signing: HTML {
        guard frame.viewer != nil else {
            return "<a href=\"/login\">\(wording.say(.signIn))</a>"
        }
        return """
            <form method=post action="/logout">\(frame.csrf)\
            <button class=link>\(wording.say(.signOut))</button></form>
            """
    }

    /// The unit of the whole country.
    static let countryID = "VN"
}
