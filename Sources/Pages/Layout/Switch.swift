/// A choice between few views of the same thing, each with its own address.
struct Switch {
    let label: String
    let choices: [Choice]

    struct Choice {
        let text: String
        let address: Address
        let isCurrent: Bool
    }

    var body: HTML {
        "<span class=seg role=group aria-label=\"\(label)\">\(choices.map(item))</span>"
    }

    private func item(_ choice: Choice) -> HTML {
        """
        <a href="\(choice.address.here)"\(if: choice.isCurrent, " aria-current=true")>\
        \(choice.text)</a>
        """
    }
}
