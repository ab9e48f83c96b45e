import Reporting
import Storage

/// Changes of units from the command line, whose caller may do everything.
extension AdminDesk {
    func change(
        _ change: UnitChange, _ request: UnitChangeRequest
    ) async throws(StoreError) -> AdminReply {
        try await reply(store.change([change], request), isPreview: request.isDryRun)
    }

    func undo(
        _ number: Int, _ request: UnitChangeRequest
    ) async throws(StoreError) -> AdminReply {
        let receipt = try await store.undoUnitChange(number, request)
        let done = request.isDryRun ? "Sẽ hủy / would undo" : "Đã hủy / undone"
        return .done(Self.lines([done + ": " + sentence(receipt.record)] + Self.told(receipt)))
    }

    func listChanges() async throws(StoreError) -> AdminReply {
        let today = store.today
        return .done(
            Self.lines(
                try await store.unitChanges().map { record in
                    "\(record.number)\t\(record.state(today: today).rawValue)\t"
                        + "\(sentence(record))\t\(record.by)\t"
                        + VietnamTime.iso(ofMilliseconds: record.madeAt)
                        + "\t\(record.change.reason)"
                }))
    }

    /// A file of changes: all or none, what is wrong by line and column.
    func importChanges(
        _ bytes: [UInt8], _ request: UnitChangeRequest
    ) async throws(StoreError) -> AdminReply {
        let file = try UnitChangeFile.read(bytes)
        do throws(StoreError) {
            guard !file.isFaulty else {
                // The other rows are judged as well, so that one run names all that is wrong.
                let check = UnitChangeRequest(
                    by: request.by, isDryRun: true, wantsEffects: false,
                    isCheck: !request.isDryRun, lostUnits: file.lostUnits)
                _ = try await store.change(file.changes, check)
                throw .invalidChanges([])
            }
            let receipts = try await store.change(file.changes, request)
            return reply(receipts, isPreview: request.isDryRun)
        } catch {
            guard case .invalidChanges(let wrong) = error else { throw error }
            throw .badData(file.problems(of: wrong))
        }
    }

    private func reply(_ receipts: [UnitChangeReceipt], isPreview: Bool) -> AdminReply {
        let texts = receipts.flatMap { receipt in
            let record = receipt.record
            let head =
                isPreview
                ? "Xem trước / preview: \(sentence(record))"
                : "Đã ghi thay đổi số \(record.number) / change \(record.number) is made: "
                    + sentence(record)
            return [head] + Self.told(receipt)
        }
        return .done(Self.lines(texts))
    }

    private func sentence(_ record: UnitChangeRecord) -> String {
        let change = record.change
        let summary = change.summary(in: store.registry.units)
        return "\(change.effective.iso): \(summary.vi) / \(summary.en)"
    }

    private static func told(_ receipt: UnitChangeReceipt) -> [String] {
        receipt.effects.map {
            "  [\($0.topic.rawValue)] " + Bilingual.line($0.messageVI, $0.messageEN)
        }
    }

    private static func lines(_ texts: [String]) -> [(name: String, value: String)] {
        texts.map { ("line", $0) }
    }
}
