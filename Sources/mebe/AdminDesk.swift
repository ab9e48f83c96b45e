import Access
import Reporting
import Storage

/// Does what administration commands ask, in the process that has the store open.
struct AdminDesk: Sendable {
    let store: SQLiteStore
    let doorkeeper: Doorkeeper
    /// What stands before the paths of pages; empty where no server runs.
    var base = ""

    func perform(_ request: AdminRequest) async -> AdminReply {
        do throws(StoreError) {
            switch request {
            case .makeToken(let unit, let role, let name, let lifetime):
                return try await makeToken(unit, role, name, lifetime)
            case .people(let request): return await perform(request)
            case .adoptReports(let path, let name):
                let result = try await store.adoptReports(stagedAt: path, by: name)
                return .done([
                    ("created", String(result.created)), ("corrected", String(result.corrected)),
                    ("unchanged", String(result.unchanged)),
                ])
            case .importOrgUnits(let units, let successions, let members):
                try await store.importOrgUnits(
                    units: read(units), successions: read(successions),
                    members: members.map { path throws(StoreError) in try read(path) })
                return .done([("units", String(store.registry.units.units.count))])
            case .figures(let question):
                return AdminReply(try await store.answer(to: question))
            case .importCatalogue(let path):
                try await store.importCatalogue(read(path))
                return .done([("elements", String(store.registry.catalogue.elements.count))])
            case .changeUnits(let change, let request):
                return try await self.change(change, request)
            case .importUnitChanges(let path, let request):
                return try await importChanges(read(path), request)
            case .undoUnitChange(let number, let request):
                return try await undo(number, request)
            case .listUnitChanges: return try await listChanges()
            case .makeCheckpoint:
                return .done([("line", try await store.makeCheckpoint().line)])
            case .backUp(let path, let folder): return await backUp(to: path, in: folder)
            }
        } catch {
            return AdminReply(error)
        }
    }

    private func makeToken(
        _ unit: String, _ role: String, _ name: String, _ lifetime: Int64?
    ) async throws(StoreError) -> AdminReply {
        guard let number = store.registry.units.number(ofID: unit) else {
            return .badData(["Không có đơn vị «\(unit)» / there is no unit '\(unit)'"])
        }
        guard let role = Role(rawValue: role) else {
            return .wrongUse("--role must be reporter, reviewer, viewer or admin")
        }
        let secret = try await doorkeeper.makeToken(
            name: name, unit: number, role: role, lifetimeMilliseconds: lifetime)
        return .done([("token", secret.text)])
    }

    private func read(_ path: String) throws(StoreError) -> [UInt8] {
        do throws(FileFailure) {
            return try FileContents.read(path)
        } catch {
            throw .breakdown(error.description, isFull: false)
        }
    }
}

extension AdminReply {
    init(_ error: StoreError) {
        switch error {
        case .badData(let lines): self = .badData(lines)
        case .invalidChanges, .noSuchChange: self = .badData(Failure(error).lines)
        default: self = .failed(Failure(error).lines.joined(separator: "\n"))
        }
    }
}
