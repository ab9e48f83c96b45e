public import Reporting

/// The two numbers of a sum that most tests are about.
public struct Brief: Hashable, Sendable {
    public let value: Int64?
    public let units: Int

    public init(_ value: Int64, of units: Int) {
        self.value = value
        self.units = units
    }
}

extension Totals.Sum {
    public var brief: Brief? { value.whole.map { Brief($0, of: units) } }
}
