/// The addresses of the style sheets, each with the version of its content.
public struct Stylesheets: Hashable, Sendable {
    /// What all pages share.
    public let base: Address
    /// What figures, dashboards and lists add.
    public let figures: Address
    /// What the entry form adds.
    public let form: Address

    public init(base: Address, figures: Address, form: Address) {
        self.base = base
        self.figures = figures
        self.form = form
    }
}
