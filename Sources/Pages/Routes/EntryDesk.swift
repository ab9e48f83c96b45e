import Reporting
import Storage

/// What an entry form is about, with everything that stands beside its fields.
struct EntryDesk {
    let key: ReportKey
    let version: FormVersion
    let stored: StoredReport?
    /// All revisions, oldest first.
    let revisions: [Revision]
    let lastMonth: ReportValues?
    let sameMonthLastYear: ReportValues?
    let state: ReportState
    let access: EntryPage.Access
    let life: EntryLife

    /// The last revision that was sent, accepted or returned.
    var standing: Revision? { revisions.last { $0.status.isStanding } }

    /// What the clerk goes on with: the latest revision, or the draft that was begun before the
    /// report was returned.
    var workingCopy: Revision? {
        guard let latest = stored?.latest, latest.status == .returned,
            let before = revisions.dropLast().last, before.status == .draft
        else { return stored?.latest }
        return before
    }
}
