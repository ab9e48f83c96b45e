public import Reporting
public import Storage

/// Where units are changed, by the API and the pages alike: rights, then the store.
public struct UnitDesk: Sendable {
    private let store: any ReportStore
    private let log: @Sendable (String) -> Void

    /// How often a change is tried anew when another one comes in between.
    private static let attemptsMax = 8

    public init(store: any ReportStore, log: @escaping @Sendable (String) -> Void) {
        self.store = store
        self.log = log
    }

    /// Makes a change, or only says what it would do.
    ///
    /// It takes an administrator who covers every unit that is altered and every one that units
    /// are put below. Nobody alters the unit that the own role stands on; the country's
    /// administrators decide about everything.
    public func change(
        _ change: UnitChange, isDryRun: Bool, by principal: Principal, from address: String
    ) async throws(Refusal) -> UnitChangeReceipt {
        for _ in 1...Self.attemptsMax {
            let registry = store.registry
            try requireRight(to: change, principal, registry)
            let request = UnitChangeRequest(
                by: principal.name, address: address, isDryRun: isDryRun,
                registryVersion: registry.version)
            do throws(StoreError) {
                guard let receipt = try await store.change([change], request).first else {
                    throw .unavailable
                }
                return receipt
            } catch {
                if case .outdated = error { continue }
                throw refusal(error)
            }
        }
        throw .unavailable
    }

    /// The changes that this administrator may decide, the latest first.
    public func changes(for principal: Principal) async throws(Refusal) -> [UnitChangeRecord] {
        try requireAdministrator(principal)
        let registry = store.registry
        do throws(StoreError) {
            return try await store.unitChanges().filter { record in
                mayDecide(record, principal, registry)
            }
        } catch {
            throw refusal(error)
        }
    }

    public func record(
        _ number: Int, for principal: Principal
    ) async throws(Refusal) -> UnitChangeRecord {
        let all = try await changes(for: principal)
        guard let record = all.first(where: { $0.number == number }) else { throw .notFound }
        return record
    }

    /// Takes a planned change back, or only says what that would do.
    public func undo(
        _ number: Int, isDryRun: Bool, by principal: Principal, from address: String
    ) async throws(Refusal) -> UnitChangeReceipt {
        _ = try await record(number, for: principal)
        do throws(StoreError) {
            return try await store.undoUnitChange(
                number,
                UnitChangeRequest(by: principal.name, address: address, isDryRun: isDryRun))
        } catch {
            throw refusal(error)
        }
    }

    // MARK: Rights

    /// What can be asked before it is known which units are meant.
    public func requireAdministrator(_ principal: Principal) throws(Refusal) {
        guard principal.isAdministrator else { throw .roleTooWeak }
    }

    private func requireRight(
        to change: UnitChange, _ principal: Principal, _ registry: Registry
    ) throws(Refusal) {
        try requireAdministrator(principal)
        guard !isForAll(principal, registry) else { return }
        let month = change.effective.month
        // An unknown unit is the change's own fault, and is told as such.
        let altered = change.alteredUnits.compactMap { registry.units.number(ofID: $0) }
        let parents = change.parents.compactMap { registry.units.number(ofID: $0) }
        let isAllowed =
            !altered.contains(principal.unit) && !(altered + parents).isEmpty
            && (altered + parents).allSatisfy { principal.covers($0, in: month, of: registry) }
        guard isAllowed else { throw .outsideScope }
    }

    private func mayDecide(
        _ record: UnitChangeRecord, _ principal: Principal, _ registry: Registry
    ) -> Bool {
        isForAll(principal, registry)
            || record.units.allSatisfy {
                principal.covers($0, in: record.change.effective.month, of: registry)
                    || principal.covers($0, in: record.change.effective.month - 1, of: registry)
            }
    }

    /// A role at the country covers units that do not exist yet as well.
    private func isForAll(_ principal: Principal, _ registry: Registry) -> Bool {
        registry.units[principal.unit].states.contains { $0.level == .nation }
    }

    private func refusal(_ error: StoreError) -> Refusal {
        if let text = error.breakdownText { log(text) }
        return Refusal(error)
    }
}
