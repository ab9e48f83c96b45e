public import Reporting
public import Storage

/// Where administrators read the audit log, and how their server stands.
public struct AuditDesk: Sendable {
    private let store: any ReportStore
    private let clock: @Sendable () -> Int64

    public init(store: any ReportStore, clock: @escaping @Sendable () -> Int64) {
        self.store = store
        self.clock = clock
    }

    /// What an administrator narrows the log down to.
    public struct Filter: Sendable {
        public var kind: String?
        public var actor: String?
        public var subject: String?
        /// Events of the unit and of all below it.
        public var unit: OrgUnit.Number?
        /// Days in Vietnam, both inclusive.
        public var from: Day?
        public var to: Day?

        public init() {}
    }

    /// Events whose unit is in the administrator's scope; the country's sees all of them.
    public func events(
        _ filter: Filter, before number: Int64?, limit: Int, for principal: Principal
    ) async throws(Refusal) -> AuditPage {
        try requireAdministrator(principal)
        var query = AuditQuery(limit: limit)
        query.kind = filter.kind
        query.actor = filter.actor
        query.subject = filter.subject
        query.from = filter.from.map(VietnamTime.start(of:))
        query.to = filter.to.map { VietnamTime.start(of: $0 + 1) }
        query.before = number
        query.units = units(filter.unit, principal)
        do throws(StoreError) {
            return try await store.auditEvents(query)
        } catch {
            throw Refusal(error)
        }
    }

    private func units(
        _ unit: OrgUnit.Number?, _ principal: Principal
    ) -> Set<OrgUnit.Number>? {
        let units = store.registry.units
        let month = VietnamTime.day(ofMilliseconds: clock()).month
        let own = units.reach(of: principal.unit, in: [month]).map(Set.init)
        guard let unit else { return own }
        let asked = units.reach(of: unit, in: [month]).map(Set.init)
        guard let own, let asked else { return own ?? asked }
        return own.intersection(asked)
    }

    public func state(for principal: Principal) async throws(Refusal) -> ServerState {
        try requireAdministrator(principal)
        do throws(StoreError) {
            return try await store.state()
        } catch {
            throw Refusal(error)
        }
    }

    /// A role for one form alone administers nothing.
    public func requireAdministrator(_ principal: Principal) throws(Refusal) {
        guard principal.isAdministrator else { throw .roleTooWeak }
    }
}
