/// An incremental reader of comma-separated values (RFC 4180): quoted fields, CRLF or LF, a
/// byte order mark at the start is skipped.
///
/// What is wrong stays with its row: reading goes on at the next line, so that one run names
/// every bad row.
struct CSVParser {
    struct Row: Sendable {
        /// Where the row begins, from 1.
        let line: Int
        let fields: [String]
        /// Why the row cannot be read; its fields then mean nothing.
        let fault: Fault?
    }

    struct Fault: Hashable, Sendable {
        /// From 1.
        let column: Int
        let messageVI: String
        let messageEN: String
    }

    /// A row of more bytes is refused: what is so long is not a table.
    static let rowBytesMax = 1 << 20

    private enum Place { case fieldStart, plain, quoted, quoteInQuoted, behindFault }

    private var place = Place.fieldStart
    private var field: [UInt8] = []
    private var fields: [String] = []
    private var fault: Fault?
    private var rowLine = 1
    private var line = 1
    private var rowByteCount = 0
    private var isAtStart = true

    /// Reads the next bytes of the input.
    ///
    /// - Returns: the rows that end in them.
    mutating func rows(in bytes: [UInt8]) -> [Row] {
        var bytes = bytes[...]
        if isAtStart, !bytes.isEmpty {
            isAtStart = false
            if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        }
        var rows: [Row] = []
        for byte in bytes { read(byte, &rows) }
        return rows
    }

    /// Ends the input: the last row may lack its line end.
    mutating func lastRow() -> Row? {
        if place == .quoted { note("thiếu dấu nháy kép đóng", "a closing quote is missing") }
        return isBlank ? nil : endRow()
    }

    private mutating func read(_ byte: UInt8, _ rows: inout [Row]) {
        rowByteCount += 1
        if rowByteCount > Self.rowBytesMax { note("dòng quá dài", "the row is too long") }
        switch (place, byte) {
        case (.quoted, UInt8(ascii: "\"")): place = .quoteInQuoted
        case (.quoted, _):
            if byte == UInt8(ascii: "\n") { line += 1 }
            field.append(byte)
        case (_, UInt8(ascii: "\n")): endLine(&rows)
        case (.behindFault, _), (.quoteInQuoted, UInt8(ascii: "\r")): break
        case (.fieldStart, UInt8(ascii: "\"")): place = .quoted
        case (.quoteInQuoted, UInt8(ascii: "\"")):
            field.append(byte)
            place = .quoted
        case (_, UInt8(ascii: ",")): endField()
        case (.quoteInQuoted, _), (.plain, UInt8(ascii: "\"")):
            note("dấu nháy kép ở sai chỗ", "a quote stands in the wrong place")
        default:
            field.append(byte)
            place = .plain
        }
    }

    private var isBlank: Bool {
        fields.isEmpty && field.isEmpty && fault == nil && place != .quoteInQuoted
    }

    private mutating func endLine(_ rows: inout [Row]) {
        if field.last == UInt8(ascii: "\r") { field.removeLast() }
        if !isBlank { rows.append(endRow()) }
        place = .fieldStart
        line += 1
        rowLine = line
        rowByteCount = 0
    }

    private mutating func endRow() -> Row {
        endField()
        let row = Row(line: rowLine, fields: fields, fault: fault)
        fields = []
        fault = nil
        return row
    }

    private mutating func endField() {
        let text = String(validating: field, as: UTF8.self)
        if text == nil { note("không phải UTF-8", "not UTF-8") }
        fields.append(text ?? "")
        field = []
        if place != .behindFault { place = .fieldStart }
    }

    /// The row's first fault counts; what follows in its line is passed over.
    private mutating func note(_ messageVI: String, _ messageEN: String) {
        if fault == nil {
            fault = Fault(
                column: fields.count + 1, messageVI: messageVI, messageEN: messageEN)
        }
        place = .behindFault
        field = []
    }
}
