public import Reporting
public import Storage

/// Many reports at once: those of a unit and a period, and what changed since a position.
extension ReportDesk {
    /// Revisions after a journal position that the reader may see.
    public func changes(
        after seq: Int64, limit: Int, for principal: Principal
    ) async throws(Refusal) -> (feed: ChangeFeed, registry: Registry) {
        let registry = store.registry
        do throws(StoreError) {
            let feed = try await store.changes(after: seq, limit: limit) { key in
                principal.covers(key.unit, form: key.form, in: key.month, of: registry)
            }
            guard store.registry === registry else { throw StoreError.outdated }
            return (feed, registry)
        } catch {
            throw refusal(error)
        }
    }

    /// Which reports are listed.
    public struct ListQuery: Sendable {
        public let unit: OrgUnit.Number
        public let form: String
        public let period: Period
        /// Nil for all.
        public let status: ReportStatus?

        public init(
            unit: OrgUnit.Number, form: String, period: Period, status: ReportStatus?
        ) {
            self.unit = unit
            self.form = form
            self.period = period
            self.status = status
        }
    }

    /// Where a list goes on: a month of the period, and a place among the month's units.
    public struct Cursor: Sendable {
        public var month: Int
        public var unit: Int

        public init(month: Int, unit: Int) {
            self.month = month
            self.unit = unit
        }
    }

    /// The latest revisions of the reports at and below a unit, by month and then by the units'
    /// order; drafts are listed as such.
    public func reports(
        _ query: ListQuery, from start: Cursor, limit: Int, for principal: Principal
    ) async throws(Refusal) -> (reports: [StoredReport], next: Cursor?, registry: Registry) {
        let registry = store.registry
        var found: [StoredReport] = []
        let months = query.period.months.map { $0 }
        guard months.indices.contains(start.month) else { return ([], nil, registry) }
        for index in start.month..<months.count {
            let units = visible(query, months[index], principal, registry)
            var place = index == start.month ? start.unit : 0
            while place < units.count {
                let slice = Array(units[place...].prefix(Self.listSlice))
                let reports = try await latest(slice, query, months[index])
                for (offset, report) in reports.enumerated() {
                    guard let report, query.status.map({ $0 == report.latest.status }) ?? true
                    else { continue }
                    guard found.count < limit else {
                        return (found, Cursor(month: index, unit: place + offset), registry)
                    }
                    found.append(report)
                }
                place += slice.count
            }
        }
        return (found, nil, registry)
    }

    /// Units that are asked for at once.
    private static let listSlice = 500

    private func visible(
        _ query: ListQuery, _ month: Month, _ principal: Principal, _ registry: Registry
    ) -> [OrgUnit.Number] {
        registry.units.tree(of: month).subtree(of: query.unit).filter {
            registry.expectsReport(query.form, of: $0, for: month)
                && principal.covers($0, in: month, of: registry)
        }
    }

    private func latest(
        _ units: [OrgUnit.Number], _ query: ListQuery, _ month: Month
    ) async throws(Refusal) -> [StoredReport?] {
        do throws(StoreError) {
            return try await store.reports(
                units.map { ReportKey(form: query.form, unit: $0, month: month) })
        } catch {
            throw refusal(error)
        }
    }
}
