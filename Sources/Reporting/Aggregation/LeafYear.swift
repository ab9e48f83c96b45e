/// The standing revision of one report, as sums need it.
public struct StandingReport: Hashable, Sendable {
    public let seq: Int64
    public let status: ReportStatus
    /// Whether the first submission met the deadline.
    public let isOnTime: Bool
    /// The place of its form version in `Catalogue.versions`.
    public let version: Int
    public let values: PackedValues

    public init(
        seq: Int64, status: ReportStatus, isOnTime: Bool, version: Int, values: PackedValues
    ) {
        self.seq = seq
        self.status = status
        self.isOnTime = isOnTime
        self.version = version
        self.values = values
    }
}

/// The standing reports of one unit, form and year: the leaves from which every sum is made.
public final class LeafYear: Sendable {
    /// Twelve places, January first.
    public let months: [StandingReport?]
    public let received: MonthMask
    public let onTime: MonthMask
    public let accepted: MonthMask
    /// By catalogue element: the months whose report has a number for it. Empty without reports.
    public let presence: [MonthMask]

    public static let empty = LeafYear(
        months: Array(repeating: nil, count: 12), catalogue: .empty)

    /// - Precondition: twelve months.
    public convenience init(months: [StandingReport?], catalogue: Catalogue) {
        precondition(months.count == 12, "a year has twelve months")
        self.init(months: months, presence: Self.presence(months, catalogue))
    }

    private static func mask(
        _ months: [StandingReport?], where isIncluded: (StandingReport) -> Bool
    ) -> MonthMask {
        var mask: MonthMask = []
        for (index, report) in months.enumerated() {
            guard let report, isIncluded(report) else { continue }
            mask.insert(MonthMask(from: index, through: index))
        }
        return mask
    }

    private static func presence(
        _ months: [StandingReport?], _ catalogue: Catalogue
    ) -> [MonthMask] {
        guard months.contains(where: { $0 != nil }) else { return [] }
        var presence = [UInt16](repeating: 0, count: catalogue.elements.count)
        for (index, report) in months.enumerated() {
            report?.forEachCount(catalogue) { element, _ in presence[element] |= 1 << index }
        }
        return presence.map(MonthMask.init(rawValue:))
    }

    public func replacing(
        month index: Int, with report: StandingReport?, catalogue: Catalogue
    ) -> LeafYear {
        var months = months
        months[index] = report
        guard presence.count == catalogue.elements.count else {
            return LeafYear(months: months, catalogue: catalogue)
        }
        // Only the changed month is read anew: this runs at every commit.
        let bit = MonthMask(from: index, through: index)
        var presence = presence
        for element in presence.indices { presence[element].remove(bit) }
        report?.forEachCount(catalogue) { element, _ in presence[element].insert(bit) }
        return LeafYear(months: months, presence: presence)
    }

    private init(months: [StandingReport?], presence: [MonthMask]) {
        self.months = months
        received = Self.mask(months) { _ in true }
        onTime = Self.mask(months, where: \.isOnTime)
        accepted = Self.mask(months) { $0.status == .accepted }
        self.presence = presence
    }

    /// The highest seq among its reports; 0 without any.
    public var lastSeq: Int64 {
        months.reduce(0) { max($0, $1?.seq ?? 0) }
    }

    /// About the memory it takes, in bytes.
    public var byteCount: Int {
        months.reduce(160 + presence.count * 2) { $0 + 48 + ($1?.values.bytes.count ?? 0) }
    }
}

extension StandingReport {
    /// Calls `body` with the catalogue index and number of each element that has a number.
    public func forEachCount(_ catalogue: Catalogue, _ body: (DataElement.Index, Int32) -> Void) {
        forEachValue(catalogue) { element, value in
            if case .count(let count) = value { body(element, count) }
        }
    }

    /// Calls `body` with the catalogue index and value of each element that is not blank.
    public func forEachValue(
        _ catalogue: Catalogue, _ body: (DataElement.Index, ReportValue) -> Void
    ) {
        guard catalogue.versions.indices.contains(version) else { return }
        let order = catalogue.versions[version].elements
        values.forEach { position, value in
            if position < order.count { body(order[position], value) }
        }
    }
}
