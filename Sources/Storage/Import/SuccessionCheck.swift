import Reporting

/// Holds the rows of a file of successions against each other.
struct SuccessionCheck {
    struct Fault {
        let column: String
        let messageVI: String
        let messageEN: String
    }

    private struct Leaving: Hashable {
        let unit: OrgUnit.Number
        let day: Day
    }

    private struct Link: Hashable {
        let leaving: Leaving
        let successor: OrgUnit.Number
    }

    private var seen: Set<Link> = []
    private var given: [Leaving: Double] = [:]

    /// Shares are published rounded, so that three thirds may be a little more than all.
    private static let shareSumMax = 1.000_001

    /// What is wrong with one more row. One that stands twice would count a stock twice, and
    /// shares beyond the whole would count more than there is.
    mutating func fault(of link: Succession) -> Fault? {
        let leaving = Leaving(unit: link.predecessor, day: link.effective)
        guard seen.insert(Link(leaving: leaving, successor: link.successor)).inserted else {
            return Fault(
                column: "successor_id",
                messageVI: "đã có một dòng với hai đơn vị và ngày này",
                messageEN: "a row before has the same two units and day")
        }
        guard link.kind == .part, let share = link.share else { return nil }
        let sum = given[leaving, default: 0] + share.double
        given[leaving] = sum
        guard sum > Self.shareSumMax else { return nil }
        return Fault(
            column: "share",
            messageVI: "các tỷ lệ của một đơn vị trong một ngày cộng lại vượt quá 1",
            messageEN: "the shares of one unit on one day add to more than 1")
    }
}
