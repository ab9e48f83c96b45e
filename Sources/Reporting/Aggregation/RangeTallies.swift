/// What the totals of a range rest on beside the monthly sums.
///
/// Everything here is a count or a sum over units, so that a unit whose reports changed is taken
/// out and put in again instead of going through a whole country.
public struct RangeTallies: Sendable {
    var reports = Totals.ReportCounts()
    var expectedUnits = 0
    var reportingUnits = 0
    var without: [OrgUnit.Number] = []
    /// By element: how many members gave a number in the range. Empty where the months tell it.
    var flowUnits: [Int32]
    /// By place among the catalogue's stocks; empty where the months tell it.
    var stocks: [Stock]
    /// The highest seq of what is not among the monthly sums: stocks of reports that count
    /// elsewhere, or by a share.
    var outsideSeq: Int64 = 0

    init(elementCount: Int, stockCount: Int) {
        flowUnits = Array(repeating: 0, count: elementCount)
        stocks = Array(repeating: Stock(), count: stockCount)
    }

    /// The last values of one stock.
    struct Stock: Sendable {
        var value: Amount = 0
        /// How many of the scope's own units gave a value.
        var ownCount: Int32 = 0
        /// Other units whose values belong to them, each with how often.
        var predecessors: [OrgUnit.Number: Int32] = [:]
        /// By month: from how many values.
        var monthCounts = InlineArray<12, Int32>(repeating: 0)
        /// How many values a share was applied to.
        var estimatedCount: Int32 = 0

        var units: Int { Int(ownCount) + predecessors.count }
        var months: Int { monthCounts.indices.count { monthCounts[$0] > 0 } }

        mutating func addPredecessor(_ unit: OrgUnit.Number, sign: Int32) {
            let count = predecessors[unit, default: 0] + sign
            predecessors[unit] = count == 0 ? nil : count
        }
    }

    /// About the memory it takes, in bytes.
    public var byteCount: Int {
        stocks.reduce(200 + flowUnits.count * 4 + without.count * 8) {
            $0 + MemoryLayout<Stock>.stride + $1.predecessors.count * 32
        }
    }
}
