/// A choice between few views of the same thing, each with its own address.
struct Switch {
    let label: String
    let choices: [Choice]

    struct Choice {
        let text: String
        /// Nil where there is nothing to see: the choice is shown and leads nowhere.
        let address: Address?
        let isCurrent: Bool
    }

    var body: HTML {
        "<span class=seg role=group aria-label=\"\(label)\">\(choices.map(item))</span>"
    }

    private func item(_ choice: Choice) -> HTML {
        guard let address = choice.address else { return "<span>\(choice.text)</span>" }
        return """
            <a href="\(address.here)"\(if: choice.isCurrent, " aria-current=true")>\
            \(choice.text)</a>
            """
    }
}
