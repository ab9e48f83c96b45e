import Access
import HTTPWire
import Reporting
import Serving
import Storage

/// `/units/{id}/reports/{form}/{period}/history?before=&revision=`.
extension PageRoutes {
    /// Revisions on one page, and changed fields shown of each; a revision's own page has all.
    private static let revisionsMax = 20
    private static let changesMax = 30
    /// Sentences shown of a long exchange: the latest.
    private static let remarksMax = 40

    /// Which report a page is about. What is not there is not told from what is not for this
    /// reader.
    func reportKey(_ visit: Visit) throws(Refusal) -> (key: ReportKey, principal: Principal) {
        let principal = try visit.signedIn()
        let unit = try unit(visit.request.parameters["id"], visit.registry)
        guard let month = Month(code: visit.request.parameters["period"]) else { throw .notFound }
        let form = visit.request.parameters["form"]
        return (ReportKey(form: form, unit: unit, month: month), principal)
    }

    func history(_ visit: Visit) async throws(Refusal) -> Response {
        let (key, principal) = try reportKey(visit)
        let (revisions, registry) = try await reports.revisions(of: key, for: principal)
        let summaries = try await asked { () throws(StoreError) in
            try await store.summaries(of: [key.unit], form: key.form, months: [key.month])
        }
        let telling = HistoryTelling(
            revisions: revisions, registry: registry, wording: visit.wording)
        let only = try number("revision", visit)
        let before = try number("before", visit) ?? Int.max
        let shown =
            only.map { only in revisions.filter { $0.revision == only } }
            ?? Array(revisions.filter { $0.revision < before }.suffix(Self.revisionsMax))
        guard let oldest = shown.first else { throw .notFound }
        let page = HistoryPage(
            frame: visit.frame(only.map { [.init("revision", String($0))] } ?? []),
            unit: link(key.unit, on: key.month.lastDay, registry),
            ancestors: ancestors(of: key.unit, on: key.month.lastDay, registry), form: key.form,
            title: title(of: key.form, visit), month: key.month,
            state: state(of: key.unit, key.form, key.month, summaries[key], registry),
            entries: shown.reversed().map {
                telling.entry($0, changesMax: only == nil ? Self.changesMax : Int.max)
            },
            remarks: only == nil ? Array(telling.remarks.suffix(Self.remarksMax)) : [],
            older: oldest.revision > 1 ? oldest.revision - 1 : nil, only: only,
            hasComparison: summaries[key]?.standing != nil)
        return Visit.page(HistoryView(page).html)
    }

    private func number(_ name: String, _ visit: Visit) throws(Refusal) -> Int? {
        guard let text = visit.request.query[name] else { return nil }
        guard let number = Int(text), number > 0 else {
            throw .badParameter(
                name, messageVI: "Phải là một số từ 1.", messageEN: "Must be a number from 1.")
        }
        return number
    }
}

/// Turns the revisions of one report into what the history tells.
struct HistoryTelling {
    /// Oldest first.
    let revisions: [Revision]
    let registry: Registry
    let wording: Wording

    private func previous(_ revision: Revision) -> Revision? {
        revisions.last { $0.revision < revision.revision }
    }

    func entry(_ revision: Revision, changesMax: Int) -> HistoryEntry {
        let before = previous(revision)
        let changed = before.map { revision.changedElements(since: $0) } ?? []
        return HistoryEntry(
            revision: revision.revision, seq: revision.seq, hash: revision.hashText,
            previousHash: before?.hashText, at: revision.receivedAt,
            by: revision.by, source: wording.say(revision.source.key), before: before?.status,
            status: revision.status, reason: revision.reason,
            changes: changed.prefix(changesMax).map { change($0, before, revision) },
            changeCount: changed.count,
            filledCount: revision.formVersion.elements.count { revision.values[$0] != .blank })
    }

    private func change(
        _ index: DataElement.Index, _ before: Revision?, _ after: Revision
    ) -> HistoryEntry.Change {
        let element = registry.catalogue.elements[index]
        return HistoryEntry.Change(
            label: wording.label(element.labelVI, element.labelEN),
            before: before?.values[index] ?? .blank, after: after.values[index])
    }

    // MARK: What people wrote

    /// Each sentence once, where it first came.
    var remarks: [HistoryRemark] {
        var all: [HistoryRemark] = []
        for (index, revision) in revisions.enumerated() {
            let before = index > 0 ? revisions[index - 1] : nil
            all += remarks(in: revision, before)
        }
        return all
    }

    private func remarks(in revision: Revision, _ before: Revision?) -> [HistoryRemark] {
        func remark(_ kind: HistoryRemark.Kind, _ text: String) -> HistoryRemark {
            HistoryRemark(
                kind: kind, text: text, by: revision.by, at: revision.receivedAt,
                revision: revision.revision)
        }
        var found: [HistoryRemark] = []
        if !revision.note.isEmpty, revision.note != before?.note {
            found.append(remark(.note, revision.note))
        }
        for (rule, text) in revision.explanations.sorted(by: { $0.key < $1.key })
        where !text.isEmpty && before?.explanations[rule] != text {
            found.append(remark(.explanation(warning(rule, revision)), text))
        }
        if !revision.reason.isEmpty, revision.reason != before?.reason {
            found.append(
                remark(revision.status == .returned ? .returned : .reopened, revision.reason))
        }
        return found
    }

    private func warning(_ rule: String, _ revision: Revision) -> String {
        if let finding = revision.warnings?.first(where: { $0.rule == rule }) {
            return wording.label(finding.messageVI, finding.messageEN)
        }
        let found = registry.catalogue.rules.first { $0.code == rule }
        return found.map { wording.label($0.messageVI, $0.messageEN) } ?? rule
    }
}

extension Revision.Source {
    fileprivate var key: TextKey {
        switch self {
        case .form: .sourceForm
        case .api: .sourceAPI
        case .imported: .sourceImport
        }
    }
}
