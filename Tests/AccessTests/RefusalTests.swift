import Reporting
import Storage
import Testing

@testable import Access

@Suite struct RefusalTests {
    @Test("every refusal has a status, a code of its own, and a title in both languages")
    func table() {
        let rows = Refusal.examples.map(\.row)
        #expect(Set(rows.map(\.code)).count == rows.count)
        #expect(
            rows.map { "\($0.status) \($0.code)" } == [
                "400 malformed", "401 sign-in-first", "403 outside-scope", "403 role-too-weak",
                "403 foreign-origin", "403 csrf",
                "404 not-found", "409 accepted", "409 not-submitted",
                "409 not-accepted", "409 month-closed", "409 undo-refused",
                "412 stale-revision", "422 invalid-report", "422 invalid-input",
                "422 invalid-unit-change",
                "422 bad-parameter", "422 unit-succeeded",
                "429 guessed-too-often", "429 too-many-requests", "500 internal-error",
                "503 unavailable",
                "503 storage-read-only", "507 storage-full",
            ])
        for row in rows {
            #expect(!row.titleVI.isEmpty && !row.titleEN.isEmpty && row.titleVI != row.titleEN)
        }
    }

    @Test(
        "what the store says becomes what a client may know",
        arguments: [
            (.emptyOverValues, 422), (.stale(current: nil, .empty), 412), (.accepted, 409),
            (.notSubmitted, 409), (.notAccepted, 409), (.noSuchReport, 404), (.noSuchClosing, 404),
            (
                .monthClosed(
                    Closing(
                        unit: 0, form: "", month: Month(number: 0), reason: "", closedAt: 0,
                        closedBy: "")), 409
            ),
            (.invalidChanges([(0, [])]), 422), (.noSuchChange, 404),
            (.undoRefused(messageVI: "", messageEN: ""), 409), (.outdated, 503),
            (.unavailable, 503), (.badData(["x"]), 400),
            (.breakdown("secret path", isFull: true), 507),
            (.breakdown("secret path", isFull: false), 500), (.readOnly("secret path"), 503),
        ] as [(StoreError, Int)])
    func storeErrors(error: StoreError, status: Int) {
        let refusal = Refusal(error)
        #expect(refusal.row.status == status)
        #expect(!"\(refusal)".contains("secret"))
    }

    @Test(
        "a role may do what its name says",
        arguments: [
            (.reporter, true, false), (.reviewer, false, true), (.viewer, false, false),
            (.admin, true, true),
        ] as [(Role, Bool, Bool)])
    func roles(role: Role, maySubmit: Bool, mayReview: Bool) {
        #expect(role.maySubmit == maySubmit)
        #expect(role.mayReview == mayReview)
    }
}
