/// A form that a page can be about.
public struct FormChoice: Sendable {
    public let code: String
    public let title: String
    public let isCurrent: Bool

    public init(code: String, title: String, isCurrent: Bool) {
        self.code = code
        self.title = title
        self.isCurrent = isCurrent
    }
}
