/// Units named in a sentence, each with the way to its page; more than a reader takes in are
/// counted instead.
struct UnitNames {
    let wording: Wording
    let units: [UnitReading]

    private static let linksMax = 12

    var html: HTML {
        let shown = HTML.joined(units.prefix(Self.linksMax).map(\.html), by: ", ")
        let rest = units.count - min(units.count, Self.linksMax)
        let more = rest > 0 ? wording.say(.unitMore, ["n": wording.count(rest)]) : ""
        return "\(shown)\(more)"
    }
}
