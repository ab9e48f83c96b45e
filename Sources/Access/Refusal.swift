public import Reporting
public import Storage

/// Why something asked for is not done, safe to tell anyone. One case is one HTTP status and
/// one stable code; `row` maps them.
public enum Refusal: Error, Sendable {
    /// The message cannot be read (400).
    case malformed(messageVI: String, messageEN: String)
    /// Nobody is signed in, or the token is unknown or expired (401).
    case signInFirst
    /// The unit is outside the scope (403).
    case outsideScope
    /// The role does not allow it (403).
    case roleTooWeak
    /// A form post from another site (403).
    case foreignOrigin
    /// A form that was not made for the session whose cookie came with it (403).
    case staleForm
    /// There is no such thing, or it is not for this reader (404).
    case notFound
    /// What was typed about a person, password, token or code cannot be taken (422).
    case invalidInput([Finding])
    /// Findings in a report (422).
    case invalid([Finding])
    /// A query parameter that cannot be used (422).
    case badParameter(String, messageVI: String, messageEN: String)
    /// A unit that no longer exists, asked for in today's boundaries (422).
    case succeeded(successors: [OrgUnit.Number])
    /// The sender has not seen the latest revision (412).
    case stale(yours: ReportValues, current: StoredReport?, Registry)
    /// The report is accepted (409).
    case accepted
    /// Only a submitted report can be accepted (409).
    case notSubmitted
    /// Only an accepted report can be reopened (409).
    case notAccepted
    /// The month takes no more reports (409).
    case monthClosed(reason: String)
    /// Changes of units that cannot be made (422).
    case invalidChange([Finding])
    /// A change of units that cannot be taken back (409).
    case undoRefused(messageVI: String, messageEN: String)
    /// Passwords or codes were wrong too often (429); after so many seconds the next is looked at.
    case guessedTooOften(seconds: Int)
    /// The address or the token sends too much (429).
    case tooManyRequests
    /// The server is stopping or has too much to do (503).
    case unavailable
    /// The disk takes no writes for now (503). No 507, which tells a program not to repeat by
    /// itself: a disk becomes read-only by maintenance or to save what is on it, and somebody
    /// attends to that; so programs are told to come back.
    case storageReadOnly
    /// The disk is full (507).
    case storageFull
    /// Something broke here; the log has the rest (500).
    case broken
}

extension Refusal {
    /// How long a program is to wait before it repeats (RFC 9110 §10.2.3); nil where the answer
    /// has no such field.
    public var retrySeconds: Int? {
        switch self {
        case .unavailable: 2
        case .storageReadOnly: 60
        case .guessedTooOften(let seconds): seconds
        default: nil
        }
    }

    /// What one case means to a client.
    public struct Row: Sendable {
        public let status: Int
        /// Stable; programs may rely on it.
        public let code: String
        public let titleVI: String
        public let titleEN: String
    }

    public var row: Row {
        switch self {
        case .malformed:
            Row(
                status: 400, code: "malformed",
                titleVI: "Không đọc được nội dung gửi lên",
                titleEN: "The message cannot be read")
        case .signInFirst:
            Row(
                status: 401, code: "sign-in-first",
                titleVI: "Cần đăng nhập",
                titleEN: "Sign in first")
        case .outsideScope:
            Row(
                status: 403, code: "outside-scope",
                titleVI: "Ngoài phạm vi đơn vị của bạn",
                titleEN: "Outside the units you may use")
        case .roleTooWeak:
            Row(
                status: 403, code: "role-too-weak",
                titleVI: "Vai trò của bạn không được làm việc này",
                titleEN: "Your role does not allow this")
        case .foreignOrigin:
            Row(
                status: 403, code: "foreign-origin",
                titleVI: "Biểu mẫu gửi từ một trang khác",
                titleEN: "The form was sent from another site")
        case .staleForm:
            Row(
                status: 403, code: "csrf",
                titleVI: "Biểu mẫu không thuộc phiên đăng nhập này, hãy mở lại trang",
                titleEN: "The form does not belong to this session; open the page again")
        case .notFound:
            Row(
                status: 404, code: "not-found",
                titleVI: "Không tìm thấy",
                titleEN: "Not found")
        case .accepted:
            Row(
                status: 409, code: "accepted",
                titleVI: "Báo cáo đã được duyệt",
                titleEN: "The report is accepted")
        case .notSubmitted:
            Row(
                status: 409, code: "not-submitted",
                titleVI: "Báo cáo chưa được gửi, hoặc đã trả lại mà chưa gửi lại",
                titleEN: "The report is not submitted, or was returned and not sent again")
        case .notAccepted:
            Row(
                status: 409, code: "not-accepted",
                titleVI: "Báo cáo chưa được duyệt",
                titleEN: "The report is not accepted")
        case .monthClosed:
            Row(
                status: 409, code: "month-closed",
                titleVI: "Tháng này đã khóa sổ",
                titleEN: "The month is closed")
        case .undoRefused:
            Row(
                status: 409, code: "undo-refused",
                titleVI: "Thay đổi này không hủy được",
                titleEN: "This change cannot be undone")
        case .stale:
            Row(
                status: 412, code: "stale-revision",
                titleVI: "Báo cáo đã có bản mới hơn",
                titleEN: "The report has a newer revision")
        case .invalid:
            Row(
                status: 422, code: "invalid-report",
                titleVI: "Báo cáo có lỗi",
                titleEN: "The report has errors")
        case .invalidInput:
            Row(
                status: 422, code: "invalid-input",
                titleVI: "Dữ liệu gửi lên có chỗ sai",
                titleEN: "Something that was sent cannot be taken")
        case .invalidChange:
            Row(
                status: 422, code: "invalid-unit-change",
                titleVI: "Thay đổi đơn vị có lỗi",
                titleEN: "The change of units has errors")
        case .badParameter:
            Row(
                status: 422, code: "bad-parameter",
                titleVI: "Tham số không dùng được",
                titleEN: "A parameter cannot be used")
        case .succeeded:
            Row(
                status: 422, code: "unit-succeeded",
                titleVI: "Đơn vị này nay không còn",
                titleEN: "This unit no longer exists")
        case .guessedTooOften:
            Row(
                status: 429, code: "guessed-too-often",
                titleVI: "Sai quá nhiều lần, hãy đợi rồi thử lại",
                titleEN: "Wrong too often; wait and try again")
        case .tooManyRequests:
            Row(
                status: 429, code: "too-many-requests",
                titleVI: "Gửi quá nhiều yêu cầu, hãy đợi rồi thử lại",
                titleEN: "Too many requests; wait and try again")
        case .broken:
            Row(
                status: 500, code: "internal-error",
                titleVI: "Máy chủ gặp sự cố",
                titleEN: "Something broke in the server")
        case .unavailable:
            Row(
                status: 503, code: "unavailable",
                titleVI: "Máy chủ đang bận, hãy thử lại",
                titleEN: "The server is busy; try again")
        case .storageReadOnly:
            Row(
                status: 503, code: "storage-read-only",
                titleVI: "Máy chủ tạm thời chỉ cho đọc, chưa ghi được",
                titleEN: "The server can be read but not written to for now")
        case .storageFull:
            Row(
                status: 507, code: "storage-full",
                titleVI: "Đĩa của máy chủ đã đầy",
                titleEN: "The server's disk is full")
        }
    }

    /// Every code, for the help page and for the test that asserts the table.
    public static var examples: [Refusal] {
        [
            .malformed(messageVI: "", messageEN: ""), .signInFirst, .outsideScope, .roleTooWeak,
            .foreignOrigin, .staleForm, .notFound, .accepted, .notSubmitted, .notAccepted,
            .monthClosed(reason: ""), .undoRefused(messageVI: "", messageEN: ""),
            .stale(yours: ReportValues(elementCount: 0), current: nil, .empty), .invalid([]),
            .invalidInput([]),
            .invalidChange([]),
            .badParameter("", messageVI: "", messageEN: ""), .succeeded(successors: []),
            .guessedTooOften(seconds: 1), .tooManyRequests, .broken, .unavailable, .storageReadOnly,
            .storageFull,
        ]
    }
}

extension Refusal {
    /// What a client may know of a store's error. Breakdowns are for the log.
    public init(_ error: StoreError, yours: ReportValues? = nil) {
        switch error {
        case .emptyOverValues:
            self = .invalid([
                Finding(
                    pointer: "/values",
                    messageVI: "Báo cáo trống không được đè lên báo cáo đã có số liệu.",
                    messageEN: "Empty values must not replace a report that has some.")
            ])
        case .stale(let current, let registry):
            self = .stale(
                yours: yours ?? ReportValues(elementCount: 0), current: current, registry)
        case .accepted: self = .accepted
        case .notSubmitted: self = .notSubmitted
        case .notAccepted: self = .notAccepted
        case .monthClosed(let closing): self = .monthClosed(reason: closing.reason)
        case .noSuchReport, .noSuchClosing: self = .notFound
        case .invalidChanges(let all): self = .invalidChange(all.flatMap(\.findings))
        case .noSuchChange: self = .notFound
        case .undoRefused(let vi, let en): self = .undoRefused(messageVI: vi, messageEN: en)
        case .badData(let lines):
            let text = lines.joined(separator: "\n")
            self = .malformed(messageVI: text, messageEN: text)
        case .outdated, .unavailable: self = .unavailable
        case .readOnly: self = .storageReadOnly
        case .breakdown(_, let isFull): self = isFull ? .storageFull : .broken
        }
    }
}
