/// A text that the entry form's scripts say by themselves; see `Wording.say` for its places.
enum ScriptText: String, CaseIterable {
    case unreadable, tooLarge, sumTooLarge, sumUnequal, error, warning, explain, errors, warnings,
        findingsErrors, findingsBoth, findingsWarnings, cells, sumOf, fillZero, filledCells,
        pastedCells, undone, undo, savedAt, savedHere, restored, discard, newer, compare, offLine,
        queued, explainFirst, signIn, signInLink, isSending, outbox, outboxWaiting,
        outboxAsked, quote

    /// Those that the pages say as well come from their table.
    func text(_ wording: Wording) -> String {
        if let key = shared { return wording.say(key) }
        if self == .quote { return wording.quoted("*") }
        return wording.language == .vietnamese ? vietnamese : english
    }

    private var shared: TextKey? {
        switch self {
        case .unreadable: .errorUnreadable
        case .tooLarge: .errorTooLarge
        case .error: .findingError
        case .warning: .findingWarning
        case .explain: .explain
        case .errors: .tallyErrors
        case .warnings: .tallyWarnings
        case .findingsErrors: .findingsErrors
        case .findingsBoth: .findingsBoth
        case .findingsWarnings: .findingsWarnings
        case .cells: .entryCells
        case .sumOf: .sumOf
        case .fillZero: .fillZero
        default: nil
        }
    }

    private var vietnamese: String {
        switch self {
        case .sumTooLarge: "«{label}» cộng lại là {sum}, quá lớn."
        case .sumUnequal: "«{label}» phải bằng tổng các thành phần ({sum})."
        case .filledCells: "Đã điền {n} ô."
        case .pastedCells: "Đã dán vào {n} ô."
        case .undone: "Đã trả lại như trước."
        case .undo: "Hoàn tác"
        case .savedAt: "đã lưu nháp lúc {time}"
        case .savedHere: "đã giữ trên máy này lúc {time}"
        case .restored: "Đã lấy lại phần gõ lúc {time} mà chưa lưu."
        case .discard: "Bỏ phần ấy"
        case .newer: "Nơi khác vừa lưu một bản mới hơn của báo cáo này. Số bạn gõ vẫn còn đây."
        case .compare: "So từng ô"
        case .offLine: "Mất mạng: cứ gõ tiếp, máy này giữ mọi số."
        case .queued: "Chưa có mạng. Báo cáo nằm trong hộp chờ và sẽ tự gửi khi có mạng lại."
        case .explainFirst: "Xin viết một câu cho mỗi cảnh báo, hoặc sửa số, rồi gửi."
        case .signIn: "Phiên đăng nhập đã hết. Số bạn gõ vẫn giữ ở máy này: đăng nhập lại."
        case .isSending: "đang gửi…"
        case .signInLink: "Đăng nhập"
        case .outbox: "Hộp chờ: {n} báo cáo chưa gửi được"
        case .outboxWaiting: "gõ xong lúc {time}, tự gửi khi có mạng"
        case .outboxAsked: "máy chủ hỏi lại: mở biểu để xem và gửi"
        default: ""
        }
    }

    private var english: String {
        switch self {
        case .sumTooLarge: "The parts of '{label}' add up to {sum}, too large."
        case .sumUnequal: "'{label}' must equal the sum of its parts ({sum})."
        case .filledCells: "{n} {n?cell|cells} filled."
        case .pastedCells: "Pasted into {n} {n?cell|cells}."
        case .undone: "As it was before."
        case .undo: "Undo"
        case .savedAt: "draft saved at {time}"
        case .savedHere: "kept on this device at {time}"
        case .restored: "What was typed at {time} and not saved is back."
        case .discard: "Drop it"
        case .newer: "A newer revision of this report was saved elsewhere. What you typed is here."
        case .compare: "Compare field by field"
        case .offLine: "Off line: go on typing, this device keeps every number."
        case .queued: "Off line. The report waits in the outbox and is sent when the line is back."
        case .explainFirst: "Write one sentence for each warning, or correct it, then send."
        case .signIn: "You are signed out. What you typed is kept on this device: sign in again."
        case .isSending: "sending…"
        case .signInLink: "Sign in"
        case .outbox: "Outbox: {n} {n?report|reports} not sent yet"
        case .outboxWaiting: "finished at {time}, sent when the line is back"
        case .outboxAsked: "the server has a question: open the form, look and send"
        default: ""
        }
    }
}
