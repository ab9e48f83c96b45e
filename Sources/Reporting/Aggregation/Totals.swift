/// The sums of one unit, form, period and reading, before any division.
public struct Totals: Hashable, Sendable {
    /// The sum of one element, and what it rests on.
    public struct Sum: Hashable, Sendable {
        public var value: Amount
        /// The distinct reporting units that gave a number.
        public var units: Int
        /// The distinct months of the period from which its numbers are.
        public var months: Int
        /// The reports whose number is in it.
        public var reports: Int
        /// The period's reports that were asked for the element and left it blank.
        public var blank: Int
        /// Those that said it does not apply.
        public var notApplicable: Int
        /// Whether a published share was applied to any of it.
        public var isEstimated: Bool

        public init(
            value: Amount, units: Int, months: Int, reports: Int, blank: Int = 0,
            notApplicable: Int = 0, isEstimated: Bool = false
        ) {
            self.value = value
            self.units = units
            self.months = months
            self.reports = reports
            self.blank = blank
            self.notApplicable = notApplicable
            self.isEstimated = isEstimated
        }
    }

    /// A report that counts by a share is expected and received by that share.
    public struct ReportCounts: Hashable, Sendable {
        public var expected: Amount = 0
        public var received: Amount = 0
        public var onTime: Amount = 0
        public var accepted: Amount = 0
        /// Whether any of them counts by a share, though several parts may add to a whole number.
        public var isEstimated = false

        public init() {}
    }

    /// By catalogue element; nil where nobody below gave a number.
    public var sums: [Sum?]
    public var reports: ReportCounts
    /// The distinct units of which a report is expected, and those with a received one.
    public var expectedUnits: Int
    public var reportingUnits: Int
    /// Under `current`: units that reported, or should have, and whose figures could not be
    /// placed here; by number.
    public var without: [OrgUnit.Number]
    /// The highest seq among the revisions summed; 0 without any.
    public var seq: Int64

    public init(elementCount: Int) {
        sums = Array(repeating: nil, count: elementCount)
        reports = ReportCounts()
        expectedUnits = 0
        reportingUnits = 0
        without = []
        seq = 0
    }

    /// Whether a published share was applied to any sum.
    public var isEstimated: Bool {
        sums.contains { $0?.isEstimated == true } || reports.isEstimated
    }

    /// The sum over several elements; nil where one of them is absent.
    public func sum(of elements: [DataElement.Index]) -> Amount? {
        var sum: Amount = 0
        for element in elements {
            guard sums.indices.contains(element), let one = sums[element] else { return nil }
            sum = sum + one.value
        }
        return sum
    }

    /// Whether one of several elements' sums is estimated.
    public func isEstimated(_ elements: [DataElement.Index]) -> Bool {
        elements.contains { sums.indices.contains($0) && sums[$0]?.isEstimated == true }
    }
}
