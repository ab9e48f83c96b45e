/// The sums of one unit, form, period and reading, before any division.
public struct Totals: Hashable, Sendable {
    public struct Sum: Hashable, Sendable {
        public var value: Int64
        /// The distinct reporting units that gave a number.
        public var units: Int

        public init(value: Int64, units: Int) {
            self.value = value
            self.units = units
        }
    }

    public struct ReportCounts: Hashable, Sendable {
        public var expected = 0
        public var received = 0
        public var onTime = 0
        public var accepted = 0

        public init() {}
    }

    /// By catalogue element; nil where nobody below gave a number.
    public var sums: [Sum?]
    public var reports: ReportCounts
    /// The distinct units of which a report is expected, and those with a received one.
    public var expectedUnits: Int
    public var reportingUnits: Int
    /// The highest seq among the revisions summed; 0 without any.
    public var seq: Int64

    public init(elementCount: Int) {
        sums = Array(repeating: nil, count: elementCount)
        reports = ReportCounts()
        expectedUnits = 0
        reportingUnits = 0
        seq = 0
    }

    /// The sum over several elements; nil where one of them is absent.
    public func sum(of elements: [DataElement.Index]) -> Int64? {
        var sum: Int64 = 0
        for element in elements {
            guard sums.indices.contains(element), let one = sums[element] else { return nil }
            sum += one.value
        }
        return sum
    }
}
