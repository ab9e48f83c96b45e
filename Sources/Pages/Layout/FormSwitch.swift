/// The choice of a form, as an entry of a list of facts; nothing where there is only one form.
struct FormSwitch {
    let wording: Wording
    let forms: [FormChoice]
    /// The address of the page; its `form` is replaced.
    let address: Address

    var body: HTML {
        guard !forms.isEmpty else { return .empty }
        let label = wording.say(.entryForm)
        let choices = forms.map {
            Switch.Choice(
                text: $0.title, address: address.with("form", $0.code), isCurrent: $0.isCurrent)
        }
        return "<div><dt>\(label)</dt><dd>\(Switch(label: label, choices: choices).body)</dd></div>"
    }
}
