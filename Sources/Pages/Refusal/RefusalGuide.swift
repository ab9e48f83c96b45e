/// What can be read in place of a page whose unit was not there in the period or boundaries
/// asked for.
public struct RefusalGuide: Sendable {
    /// Why there is nothing to show, with the unit's name.
    public let reason: String
    public let ways: [Way]

    public struct Way: Sendable {
        /// What is behind the links, such as `Nay thuộc`.
        public let label: String
        public let readings: [UnitReading]

        public init(label: String, readings: [UnitReading]) {
            self.label = label
            self.readings = readings
        }
    }

    public init(reason: String, ways: [Way]) {
        self.reason = reason
        self.ways = ways.filter { !$0.readings.isEmpty }
    }

    var html: HTML {
        let items: [HTML] = ways.map { way in
            let links: [HTML] = way.readings.map { "<span class=tap>\($0.html)</span>" }
            return "<li>\(way.label): \(HTML.joined(links, by: ", "))"
        }
        return items.isEmpty ? .empty : "<ul class=\"plain ways\">\(items)</ul>"
    }
}
