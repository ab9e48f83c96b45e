public import Reporting

/// One section of the form with its sums.
public struct SumSection: Hashable, Sendable {
    public let title: String
    public let lines: [Line]

    public struct Line: Hashable, Sendable {
        public let label: String
        /// Nil where no unit gave a number.
        public let sum: Totals.Sum?
        /// A stock is the state at the end of the period and is not added over months.
        public let isStock: Bool

        public init(label: String, sum: Totals.Sum?, isStock: Bool) {
            self.label = label
            self.sum = sum
            self.isStock = isStock
        }
    }

    public init(title: String, lines: [Line]) {
        self.title = title
        self.lines = lines
    }
}
