public import Reporting
public import Storage

/// Where months are closed and reopened, and deadlines extended: rights, checks, store.
public struct MonthDesk: Sendable {
    private let store: any ReportStore
    private let clock: @Sendable () -> Int64
    private let log: @Sendable (String) -> Void

    /// - Parameter clock: milliseconds UTC.
    public init(
        store: any ReportStore, clock: @escaping @Sendable () -> Int64,
        log: @escaping @Sendable (String) -> Void
    ) {
        self.store = store
        self.clock = clock
        self.log = log
    }

    /// Which month of which unit.
    public struct Place: Sendable, Hashable {
        public let unit: OrgUnit.Number
        public let form: String
        public let month: Month

        public init(unit: OrgUnit.Number, form: String, month: Month) {
            self.unit = unit
            self.form = form
            self.month = month
        }
    }

    // MARK: Closings

    /// Closes a month for a unit and all that belongs to it.
    ///
    /// - Returns: the closing, and whether it is new.
    public func close(
        _ place: Place, reason: String, address: String, by principal: Principal
    ) async throws(Refusal) -> (closing: Closing, isNew: Bool) {
        try requireRight(place, principal)
        try check(place, ReportDesk.findings(aboutReason: reason))
        return try await asked { () throws(StoreError) in
            try await store.close(
                Closing(
                    unit: place.unit, form: place.form, month: place.month,
                    reason: reason.trimmed, closedAt: clock(), closedBy: principal.name),
                address: address)
        }
    }

    /// Reopens a month that was closed for exactly this unit.
    public func reopen(
        _ place: Place, reason: String, address: String, by principal: Principal
    ) async throws(Refusal) -> Closing {
        try requireRight(place, principal)
        try check(place, ReportDesk.findings(aboutReason: reason))
        return try await asked { () throws(StoreError) in
            try await store.reopen(
                place.unit, form: place.form, month: place.month, reason: reason.trimmed,
                by: principal.name, address: address)
        }
    }

    /// The closings that concern units of the reader's scope, the latest month first.
    public func closings(for principal: Principal) -> [Closing] {
        let registry = store.registry
        return store.closings.all.filter {
            concerns(principal, $0.unit, $0.form, $0.month, registry)
        }
    }

    /// What bars a report, if its month is closed.
    public func closing(of key: ReportKey) -> Closing? {
        store.closings.closing(of: key, in: store.registry)
    }

    // MARK: Extensions

    /// Extends the deadline of one month for a unit and all units below it.
    ///
    /// - Parameter until: the last day on which reports are on time.
    public func extend(
        _ place: Place, until: Day, reason: String, address: String, by principal: Principal
    ) async throws(Refusal) -> ExtensionRecord {
        try requireRight(place, principal)
        try check(place, findings(until, place) + ReportDesk.findings(aboutReason: reason))
        let what = DeadlineExtension(
            form: place.form, unit: place.unit, month: place.month, until: until)
        return try await asked { () throws(StoreError) in
            try await store.extend(
                ExtensionRecord(
                    what: what, reason: reason.trimmed, madeAt: clock(), by: principal.name),
                address: address)
        }
    }

    /// The extensions that concern units of the reader's scope, the latest first.
    public func extensions(for principal: Principal) async throws(Refusal) -> [ExtensionRecord] {
        let registry = store.registry
        let all = try await asked { () throws(StoreError) in try await store.extensions() }
        return all.filter {
            concerns(principal, $0.what.unit, $0.what.form, $0.what.month, registry)
        }
    }

    /// Whether what was decided for a unit holds for a reader, or is for the reader to decide.
    private func concerns(
        _ principal: Principal, _ unit: OrgUnit.Number, _ form: String, _ month: Month,
        _ registry: Registry
    ) -> Bool {
        principal.covers(form: form)
            && (principal.covers(unit, in: month, of: registry)
                || registry.units.scope(unit, covers: principal.unit, in: month))
    }

    /// A year after the deadline is a typing error.
    private static let extensionDaysMax = 366

    private func findings(_ until: Day, _ place: Place) -> [Finding] {
        // Without extensions, so that a mistaken one can be made shorter again.
        let due = store.registry.usualDeadline(place.form, of: place.unit, for: place.month)
        guard let due else { return [] }
        guard until <= due else {
            return until.number - due.number <= Self.extensionDaysMax
                ? []
                : [
                    Finding(
                        pointer: "/until",
                        messageVI: "Không gia hạn quá \(Self.extensionDaysMax) ngày.",
                        messageEN: "At most \(Self.extensionDaysMax) days can be given.")
                ]
        }
        return [
            Finding(
                pointer: "/until", messageVI: "Phải sau hạn hiện nay, ngày \(due.iso).",
                messageEN: "Must be after the deadline, \(due.iso).")
        ]
    }

    // MARK: Rights and checks

    private func requireRight(
        _ place: Place, _ principal: Principal
    ) throws(Refusal) {
        let registry = store.registry
        guard principal.covers(place.unit, form: place.form, in: place.month, of: registry) else {
            throw .outsideScope
        }
        guard principal.role.mayReview else { throw .roleTooWeak }
    }

    private func check(_ place: Place, _ findings: [Finding]) throws(Refusal) {
        let registry = store.registry
        var all: [Finding] = []
        if place.month > VietnamTime.day(ofMilliseconds: clock()).month {
            all.append(
                Finding(
                    pointer: "/period",
                    messageVI: "Tháng \(place.month.code) chưa bắt đầu.",
                    messageEN: "The month \(place.month.code) has not begun yet."))
        }
        if registry.units.isArea(place.unit) {
            all.append(
                Finding(
                    pointer: "/org_unit", messageVI: "Khu vực không có báo cáo của riêng mình.",
                    messageEN: "An area has no reports of its own."))
        }
        if registry.catalogue.version(of: place.form, in: place.month) == nil {
            all.append(
                Finding(
                    pointer: "/form",
                    messageVI:
                        "Biểu «\(place.form)» không có hiệu lực trong tháng \(place.month.code).",
                    messageEN:
                        "The form '\(place.form)' was not in force in \(place.month.code)."))
        }
        guard (all + findings).isEmpty else { throw .invalid(all + findings) }
    }

    private func asked<Value>(
        _ body: () async throws(StoreError) -> Value
    ) async throws(Refusal) -> Value {
        do throws(StoreError) {
            return try await body()
        } catch {
            if let text = error.breakdownText { log(text) }
            throw Refusal(error)
        }
    }
}
