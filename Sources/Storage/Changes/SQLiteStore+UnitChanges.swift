public import Reporting
import SQLite

/// Changes of units: tried, made, listed and undone. A change is kept at once with its dates and
/// takes effect by date alone; nothing has to run on its day.
extension SQLiteStore {
    /// Makes changes in order, all or none, or only says what they would do.
    ///
    /// - Throws: `.invalidChanges` with the findings by the place in the list, `.outdated` where
    ///   units were changed since the rights were checked.
    public func change(
        _ changes: [UnitChange], _ request: UnitChangeRequest
    ) async throws(StoreError) -> [UnitChangeReceipt] {
        let today = self.today
        let now = self.now
        if request.isDryRun {
            let edition = tree.edition
            return try await attempted { connection throws(StoreError) in
                try Self.trial(changes, request, edition, today, now, connection).receipts
            }
        }
        return try await replaceEdition { connection, edition, now throws(StoreError) in
            let trial = try Self.trial(changes, request, edition, today, now, connection)
            let receipts = try Self.keep(trial, edition, connection)
            for receipt in receipts {
                try Self.note(.unitsChanged, receipt.record, request, edition, now, connection)
            }
            return receipts
        }
    }

    /// All changes ever made, the latest first.
    public func unitChanges() async throws(StoreError) -> [UnitChangeRecord] {
        try await readers.read { connection throws(DatabaseError) in
            try UnitChangeTable.all(in: connection)
        }
    }

    /// Takes a planned change back, or only says what that would do.
    ///
    /// - Throws: `.noSuchChange`, or `.undoRefused` where its day has come, it is undone already,
    ///   or something else rests on it.
    public func undoUnitChange(
        _ number: Int, _ request: UnitChangeRequest
    ) async throws(StoreError) -> UnitChangeReceipt {
        let today = self.today
        if request.isDryRun {
            let edition = tree.edition
            return try await attempted { connection throws(StoreError) in
                let undoing = try Self.undoing(number, edition, today, connection)
                return try Self.receipt(
                    undoing, undoing.record, edition, today, connection)
            }
        }
        return try await replaceEdition { connection, edition, now throws(StoreError) in
            let undoing = try Self.undoing(number, edition, today, connection)
            let receipt = try Self.receipt(
                undoing, undoing.record, edition, today, connection)
            do throws(DatabaseError) {
                try Self.store(undoing.trace, of: undoing.book, connection)
            } catch {
                throw .database(error, while: "undoing a change of units")
            }
            try Self.note(
                .unitsChangeUndone, undoing.record, request, edition, now, connection)
            return try Self.undone(undoing.record, receipt, request, now, connection)
        }
    }

    private static func undone(
        _ record: UnitChangeRecord, _ receipt: UnitChangeReceipt, _ request: UnitChangeRequest,
        _ now: Int64, _ connection: borrowing Connection
    ) throws(StoreError) -> UnitChangeReceipt {
        do throws(DatabaseError) {
            let record = try UnitChangeTable.markUndone(
                record, at: now, by: request.by, in: connection)
            return UnitChangeReceipt(record: record, effects: receipt.effects)
        } catch {
            throw .database(error, while: "undoing a change of units")
        }
    }

    /// Told at the first unit that the change names and that was there before it.
    private static func note(
        _ kind: AuditEvent.Kind, _ record: UnitChangeRecord, _ request: UnitChangeRequest,
        _ edition: Edition, _ now: Int64, _ connection: borrowing Connection
    ) throws(StoreError) {
        let units = edition.registry.units
        let named = record.change.alteredUnits + record.change.parents
        let summary = record.change.summary(in: units)
        let event = AuditEvent(
            kind: kind, actor: request.by, address: request.address,
            unit: named.lazy.compactMap { units.number(ofID: $0) }.first,
            subject: String(record.number),
            detail: [
                "effective": record.change.effective.iso, "reason": record.change.reason,
                "summary_vi": summary.vi, "summary_en": summary.en,
            ])
        try append(event, at: now, edition.registry, connection)
    }

    /// Runs what may refuse on a reader's thread.
    private func attempted<Value: Sendable>(
        _ body: @escaping @Sendable (borrowing Connection) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        let result = try await readers.read { connection throws(DatabaseError) in
            do throws(StoreError) {
                return Result<Value, StoreError>.success(try body(connection))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    // MARK: Making

    private struct Trial {
        var receipts: [UnitChangeReceipt] = []
        var book: UnitBook
    }

    private static func trial(
        _ changes: [UnitChange], _ request: UnitChangeRequest, _ edition: Edition, _ today: Day,
        _ now: Int64, _ connection: borrowing Connection
    ) throws(StoreError) -> Trial {
        if let version = request.registryVersion, version != edition.registry.version {
            throw .outdated
        }
        let teller = UnitChangeTeller(edition: edition, today: today)
        var trial = Trial(book: UnitBook(edition.registry.units))
        var wrong: [(Int, [Finding])] = []
        var lost = request.lostUnits
        for (index, change) in changes.enumerated() {
            let before = trial.book
            var findings = trial.book.apply(
                change, today: today, isPreview: request.isDryRun && !request.isCheck)
            let trace = UnitChangeTrace(from: before, to: trial.book)
            if findings.isEmpty {
                findings = try teller.lostReports(
                    trace, change.effective, trial.book, connection)
            }
            guard findings.isEmpty else {
                trial.book = before
                // What names a unit that another wrong change was to make cannot be judged.
                if !rests(change, on: lost, before) { wrong.append((index, findings)) }
                lost.formUnion(change.newUnits)
                continue
            }
            let effects =
                request.wantsEffects
                ? try teller.effects(trace, change.effective, before, trial.book, connection) : []
            let record = UnitChangeRecord(
                number: 0, change: change, madeAt: now, by: request.by, undoneAt: nil,
                undoneBy: nil, trace: trace)
            trial.receipts.append(UnitChangeReceipt(record: record, effects: effects))
        }
        guard wrong.isEmpty else { throw .invalidChanges(wrong) }
        return trial
    }

    private static func rests(
        _ change: UnitChange, on lost: Set<String>, _ book: UnitBook
    ) -> Bool {
        (change.alteredUnits + change.parents).contains { id in
            lost.contains(id) && book.number(ofID: id).map { book[$0].states.isEmpty } ?? true
        }
    }

    private static func keep(
        _ trial: Trial, _ edition: Edition, _ connection: borrowing Connection
    ) throws(StoreError) -> [UnitChangeReceipt] {
        let whole = UnitChangeTrace(
            from: UnitBook(edition.registry.units), to: trial.book)
        do throws(DatabaseError) {
            try store(whole, of: trial.book, connection)
            return try trial.receipts.map { receipt throws(DatabaseError) in
                UnitChangeReceipt(
                    record: try UnitChangeTable.add(receipt.record, to: connection),
                    effects: receipt.effects)
            }
        } catch {
            throw .database(error, while: "storing a change of units")
        }
    }

    // MARK: Undoing

    private struct Undoing {
        let record: UnitChangeRecord
        let before: UnitBook
        let book: UnitBook
        /// From the book as it stands to the one without the change.
        let trace: UnitChangeTrace
    }

    private static func undoing(
        _ number: Int, _ edition: Edition, _ today: Day, _ connection: borrowing Connection
    ) throws(StoreError) -> Undoing {
        let records: [UnitChangeRecord]
        do throws(DatabaseError) {
            records = try UnitChangeTable.all(in: connection)
        } catch {
            throw .database(error, while: "reading changes of units")
        }
        guard let record = records.first(where: { $0.number == number }) else {
            throw .noSuchChange
        }
        try requirePlanned(record, today)
        let before = UnitBook(edition.registry.units)
        var book = before
        let conflicts = book.undo(record.trace)
        guard conflicts.isEmpty else {
            throw refusal(of: record, conflicts, records, edition)
        }
        let trace = UnitChangeTrace(from: before, to: book)
        let teller = UnitChangeTeller(edition: edition, today: today)
        let lost = try teller.lostReports(trace, record.change.effective, before, connection)
        if let finding = lost.first {
            throw .undoRefused(messageVI: finding.messageVI, messageEN: finding.messageEN)
        }
        return Undoing(record: record, before: before, book: book, trace: trace)
    }

    private static func requirePlanned(
        _ record: UnitChangeRecord, _ today: Day
    ) throws(StoreError) {
        let day = record.change.effective
        switch record.state(today: today) {
        case .planned: return
        case .undone:
            throw .undoRefused(
                messageVI: "Thay đổi số \(record.number) đã được hủy trước đó.",
                messageEN: "Change \(record.number) is undone already.")
        case .inForce:
            throw .undoRefused(
                messageVI:
                    "Thay đổi số \(record.number) đã có hiệu lực từ \(day.textVI) nên không hủy "
                    + "được; hãy lập thay đổi mới.",
                messageEN: "Change \(record.number) is in force since \(day.iso) and cannot be "
                    + "undone; make a new change.")
        }
    }

    /// Names the later change that rests on this one; without one, an import did.
    private static func refusal(
        of record: UnitChangeRecord, _ conflicts: [OrgUnit.Number], _ records: [UnitChangeRecord],
        _ edition: Edition
    ) -> StoreError {
        let units = Set(conflicts)
        let later = records.last { other in
            other.number > record.number && other.undoneAt == nil
                && !units.isDisjoint(with: other.units)
        }
        let ids = conflicts.map { edition.registry.units[$0].id }.joined(separator: ", ")
        guard let later else {
            return .undoRefused(
                messageVI: "Các đơn vị \(ids) đã được sửa sau thay đổi số \(record.number), như "
                    + "do nạp lại danh sách đơn vị.",
                messageEN: "The units \(ids) were altered after change \(record.number), such as "
                    + "by an import of units.")
        }
        let summary = later.change.summary(in: edition.registry.units)
        return .undoRefused(
            messageVI: "Thay đổi số \(later.number) (\(summary.vi)) dựa trên thay đổi "
                + "số \(record.number); hãy hủy nó trước.",
            messageEN: "Change \(later.number) (\(summary.en)) rests on change "
                + "\(record.number); undo that one first.")
    }

    private static func receipt(
        _ undoing: Undoing, _ record: UnitChangeRecord, _ edition: Edition, _ today: Day,
        _ connection: borrowing Connection
    ) throws(StoreError) -> UnitChangeReceipt {
        let teller = UnitChangeTeller(edition: edition, today: today)
        let effects = try teller.effects(
            undoing.trace, record.change.effective, undoing.before, undoing.book, connection)
        return UnitChangeReceipt(record: record, effects: effects)
    }
}
