/// What surrounds the content of every page: who looks, in which language, from where.
public struct Frame: Hashable, Sendable {
    /// The part of the site that the main navigation marks as the present one.
    public enum Place: Hashable, Sendable {
        case home, figures, review, admin, help, other
    }

    public let wording: Wording
    /// The address of the page itself, which the language switch repeats.
    public let address: Address
    /// Nil for someone who has not signed in.
    public let viewer: Viewer?
    public let stylesheets: Stylesheets
    /// Proves that a form came from a page made for this reader's session; nil without one.
    public let formToken: String?

    public init(
        wording: Wording, address: Address, viewer: Viewer?, stylesheets: Stylesheets,
        formToken: String? = nil
    ) {
        self.wording = wording
        self.address = address
        self.viewer = viewer
        self.stylesheets = stylesheets
        self.formToken = formToken
    }

    /// The hidden field that stands in every form of a page.
    var csrf: HTML { Self.csrf(formToken) }

    static func csrf(_ token: String?) -> HTML {
        guard let token else { return .empty }
        return "<input type=hidden name=csrf value=\"\(token)\">"
    }
}
