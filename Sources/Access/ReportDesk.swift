public import Reporting
public import Storage

/// Where reports come in, from the API and from the entry form alike: rights, checks, store.
public struct ReportDesk: Sendable {
    let store: any ReportStore
    private let clock: @Sendable () -> Int64
    /// Breakdowns go here, with everything that must not reach the client.
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

    /// A report with all that stands around its values.
    public struct Letter: Sendable {
        public var unitID: String
        public var report: IncomingReport
        public var explanations: [String: String]
        public var note: String
        public var precondition: Submission.Precondition
        public var isDryRun: Bool
        /// Whether it is also held against what the unit sent in the months before. Many reports
        /// at once are not: whoever reviews the month sees the same questions there.
        public var isHeldAgainstHistory = true
        public var source: Revision.Source
        /// What was wrong with the letter's shape; told with the rest, once it is clear that
        /// the sender may send at all.
        public var findings: [Finding]

        public init(
            unitID: String, report: IncomingReport, explanations: [String: String] = [:],
            note: String = "", precondition: Submission.Precondition = .none,
            isDryRun: Bool = false, source: Revision.Source, findings: [Finding] = []
        ) {
            self.unitID = unitID
            self.report = report
            self.explanations = explanations
            self.note = note
            self.precondition = precondition
            self.isDryRun = isDryRun
            self.source = source
            self.findings = findings
        }
    }

    public struct Answer: Sendable {
        public let receipt: Receipt
        public let warnings: [Finding]
        /// With what it was checked.
        public let registry: Registry
    }

    /// A note or an explanation of more characters is refused.
    public static let textLengthMax = 2_000

    /// How often a report is checked anew when an import comes between check and writing.
    private static let attemptsMax = 16

    /// Checks in the contract's order: unit known, scope and role, the report itself, the
    /// revision it is based on.
    public func submit(
        _ letter: Letter, by principal: Principal
    ) async throws(Refusal) -> Answer {
        for _ in 1...Self.attemptsMax {
            let registry = store.registry
            let accepted = try check(letter, by: principal, registry)
            do throws(StoreError) {
                let warnings =
                    try await accepted.warnings + unusual(accepted, letter, registry)
                let receipt = try await store.submit(
                    submission(letter, accepted, warnings, by: principal, registry))
                return Answer(receipt: receipt, warnings: warnings, registry: registry)
            } catch {
                if case .outdated = error { continue }
                throw refusal(error, yours: accepted.values)
            }
        }
        throw .unavailable
    }

    /// What is odd beside the unit's own months before; asked before writing, since warnings are
    /// stored with the report.
    private func unusual(
        _ accepted: ReportIntake.Accepted, _ letter: Letter, _ registry: Registry
    ) async throws(StoreError) -> [Finding] {
        guard letter.isHeldAgainstHistory else { return [] }
        let key = ReportKey(
            form: accepted.version.form, unit: accepted.unit, month: accepted.month)
        let before = try await store.history(before: key)
        return registry.usualCheck(of: accepted.version).warnings(
            of: accepted.values, before: before)
    }

    private func check(
        _ letter: Letter, by principal: Principal, _ registry: Registry
    ) throws(Refusal) -> ReportIntake.Accepted {
        guard let unit = registry.units.number(ofID: letter.unitID) else {
            let unknown = unknownUnit(letter.unitID)
            throw .invalid(letter.findings + letter.unnoted([unknown]))
        }
        let today = VietnamTime.day(ofMilliseconds: clock())
        let month = Month(code: letter.report.period) ?? today.month
        guard principal.covers(unit, in: month, of: registry),
            principal.covers(form: letter.report.form)
        else { throw .outsideScope }
        guard principal.role.maySubmit else { throw .roleTooWeak }
        let letter = letter.noting(tooLongTexts(note: letter.note, letter.explanations))
        switch ReportIntake(registry: registry, today: today).check(letter.report, of: unit) {
        case .refused(let findings):
            throw .invalid(letter.findings + letter.unnoted(findings))
        case .accepted(let accepted):
            guard letter.findings.isEmpty else { throw .invalid(letter.findings) }
            return accepted
        }
    }

    private func submission(
        _ letter: Letter, _ accepted: ReportIntake.Accepted, _ warnings: [Finding],
        by principal: Principal, _ registry: Registry
    ) -> Submission {
        Submission(
            key: ReportKey(
                form: accepted.version.form, unit: accepted.unit, month: accepted.month),
            formVersion: accepted.version, registryVersion: registry.version,
            values: accepted.values, status: letter.report.status,
            explanations: letter.explanations, note: letter.note, warnings: warnings,
            source: letter.source, by: principal.name, precondition: letter.precondition,
            isDryRun: letter.isDryRun)
    }

    func tooLongTexts(note: String, _ explanations: [String: String]) -> [Finding] {
        if note.isEmpty, explanations.isEmpty { return [] }
        let texts =
            [("/note", note)]
            + explanations.sorted { $0.key < $1.key }.map {
                ("/explanations/" + ReportPointer.escaped($0.key), $0.value)
            }
        return texts.filter { !$0.1.hasAtMost(Self.textLengthMax) }.map { pointer, _ in
            Self.tooLong(pointer)
        }
    }

    static func tooLong(_ pointer: String) -> Finding {
        Finding(
            pointer: pointer, messageVI: "Không được quá \(textLengthMax) ký tự.",
            messageEN: "Must have at most \(textLengthMax) characters.")
    }

    private func unknownUnit(_ id: String) -> Finding {
        Finding(
            pointer: "/org_unit", messageVI: "Không có đơn vị «\(id)».",
            messageEN: "There is no unit '\(id)'.")
    }

    // MARK: Reading

    /// The latest revision, for those whose scope covers it; others learn nothing of it. With
    /// the registry whose elements its values go by.
    public func report(
        _ key: ReportKey, for principal: Principal
    ) async throws(Refusal) -> (report: StoredReport, registry: Registry) {
        let (stored, registry) = try await read(key, for: principal) {
            () throws(StoreError) in try await store.report(key)
        }
        guard let stored else { throw .notFound }
        return (stored, registry)
    }

    /// All revisions, oldest first, likewise.
    public func revisions(
        of key: ReportKey, for principal: Principal
    ) async throws(Refusal) -> (revisions: [Revision], registry: Registry) {
        let (revisions, registry) = try await read(key, for: principal) {
            () throws(StoreError) in try await store.revisions(of: key)
        }
        guard !revisions.isEmpty else { throw .notFound }
        return (revisions, registry)
    }

    /// Reads anew where an import comes in between: values go by the elements of one catalogue.
    private func read<Found: Sendable>(
        _ key: ReportKey, for principal: Principal,
        _ body: () async throws(StoreError) -> Found
    ) async throws(Refusal) -> (Found, Registry) {
        for _ in 1...Self.attemptsMax {
            let registry = store.registry
            guard principal.covers(key.unit, in: key.month, of: registry),
                principal.covers(form: key.form)
            else { throw .notFound }
            do throws(StoreError) {
                let found = try await body()
                if store.registry === registry { return (found, registry) }
            } catch {
                throw refusal(error)
            }
        }
        throw .unavailable
    }

    /// Turns a store's error into what a client may know, and logs what it may not.
    public func refusal(_ error: StoreError, yours: ReportValues? = nil) -> Refusal {
        if let text = error.breakdownText { log(text) }
        return Refusal(error, yours: yours)
    }
}

extension ReportDesk.Letter {
    fileprivate func noting(_ more: [Finding]) -> Self {
        guard !more.isEmpty else { return self }
        var letter = self
        letter.findings += unnoted(more)
        return letter
    }

    /// Findings at places that the letter's own do not name yet.
    fileprivate func unnoted(_ others: [Finding]) -> [Finding] {
        let places = Set(findings.map(\.pointer))
        return others.filter { !places.contains($0.pointer) }
    }
}

extension String {
    /// Whether it has no more characters than that. No text has more characters than octets, so
    /// short ones need no counting.
    public func hasAtMost(_ characterCount: Int) -> Bool {
        utf8.count <= characterCount || count <= characterCount
    }
}
