import Reporting

/// The choice between the boundaries of then and of today; nothing for a unit without today's.
struct BoundarySwitch {
    let wording: Wording
    let choice: BoundaryChoice
    let period: Period
    /// The address of the page; its `boundaries` is replaced.
    let address: Address

    var body: HTML {
        guard choice.existsToday else { return .empty }
        let label = wording.say(.boundaries)
        let choices = [
            item(.reported, .boundariesReported), item(.current, .boundariesCurrent),
        ]
        return """
            <div><dt>\(label)</dt><dd>\(Switch(label: label, choices: choices).body)</dd></div>
            """
    }

    private func item(_ reading: Boundaries, _ key: TextKey) -> Switch.Choice {
        let isReadable = reading == .current || choice.presence.contains(period)
        return .init(
            text: wording.say(key),
            address: isReadable ? address.with("boundaries", reading.rawValue) : nil,
            isCurrent: choice.reading == reading)
    }
}
