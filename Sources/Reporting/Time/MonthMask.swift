/// A set of the twelve months of one year, a bit each; bit 0 is January.
public struct MonthMask: OptionSet, Hashable, Sendable {
    public let rawValue: UInt16

    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// The months with indices `from...through` (0 to 11).
    public init(from: Int, through: Int) {
        precondition(from >= 0 && from <= through && through < 12, "months have indices 0 to 11")
        let upper = UInt16(truncatingIfNeeded: (1 << (through + 1)) - 1)
        let lower = UInt16(truncatingIfNeeded: (1 << from) - 1)
        self.rawValue = upper & ~lower
    }

    public init(_ month: Month) {
        self.init(from: month.indexInYear, through: month.indexInYear)
    }

    public var count: Int { rawValue.nonzeroBitCount }

    /// The indices (0 to 11) of its months in order.
    public var indices: Indices { Indices(rest: rawValue) }

    /// Without an array: sums go through the months of each element of each unit.
    public struct Indices: Sequence, IteratorProtocol {
        fileprivate var rest: UInt16

        public mutating func next() -> Int? {
            guard rest != 0 else { return nil }
            defer { rest &= rest - 1 }
            return rest.trailingZeroBitCount
        }
    }
}
