/// An incremental reader of comma-separated values (RFC 4180): quoted fields, CRLF or LF, a
/// byte order mark at the start is skipped.
struct CSVParser {
    struct Row: Sendable {
        /// Where the row begins, from 1.
        let line: Int
        let fields: [String]
    }

    struct Failure: Error, Hashable, Sendable {
        let line: Int
        let column: Int
        let messageVI: String
        let messageEN: String
    }

    /// A row of more bytes is refused: what is so long is not a table.
    static let rowBytesMax = 1 << 20

    private enum Place { case fieldStart, plain, quoted, quoteInQuoted }

    private var place = Place.fieldStart
    private var field: [UInt8] = []
    private var fields: [String] = []
    private var rowLine = 1
    private var line = 1
    private var rowByteCount = 0
    private var isAtStart = true

    /// Reads the next bytes and calls `body` with each row that ends in them.
    mutating func read(
        _ bytes: [UInt8], _ body: (Row) throws(Failure) -> Void
    ) throws(Failure) {
        var bytes = bytes[...]
        if isAtStart, !bytes.isEmpty {
            isAtStart = false
            if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        }
        for byte in bytes { try read(byte, body) }
    }

    /// Ends the input: the last row may lack its line end.
    mutating func finish(_ body: (Row) throws(Failure) -> Void) throws(Failure) {
        if place == .quoted {
            throw failure("thiếu dấu nháy kép đóng", "a closing quote is missing")
        }
        if !field.isEmpty || !fields.isEmpty || place == .quoteInQuoted { try endRow(body) }
    }

    private mutating func read(
        _ byte: UInt8, _ body: (Row) throws(Failure) -> Void
    ) throws(Failure) {
        rowByteCount += 1
        guard rowByteCount <= Self.rowBytesMax else {
            throw failure("dòng quá dài", "the row is too long")
        }
        switch (place, byte) {
        case (.quoted, UInt8(ascii: "\"")): place = .quoteInQuoted
        case (.quoted, _):
            if byte == UInt8(ascii: "\n") { line += 1 }
            field.append(byte)
        case (.fieldStart, UInt8(ascii: "\"")): place = .quoted
        case (.quoteInQuoted, UInt8(ascii: "\"")):
            field.append(byte)
            place = .quoted
        case (_, UInt8(ascii: ",")): try endField()
        case (_, UInt8(ascii: "\n")): try endLine(body)
        case (.quoteInQuoted, UInt8(ascii: "\r")): break
        case (.quoteInQuoted, _), (.plain, UInt8(ascii: "\"")):
            throw failure("dấu nháy kép ở sai chỗ", "a quote stands in the wrong place")
        default:
            field.append(byte)
            place = .plain
        }
    }

    private mutating func endLine(_ body: (Row) throws(Failure) -> Void) throws(Failure) {
        if field.last == UInt8(ascii: "\r") { field.removeLast() }
        let isBlank = fields.isEmpty && field.isEmpty && place != .quoteInQuoted
        if !isBlank { try endRow(body) }
        place = .fieldStart
        line += 1
        rowLine = line
        rowByteCount = 0
    }

    private mutating func endRow(_ body: (Row) throws(Failure) -> Void) throws(Failure) {
        try endField()
        let row = Row(line: rowLine, fields: fields)
        fields = []
        try body(row)
    }

    private mutating func endField() throws(Failure) {
        guard let text = String(validating: field, as: UTF8.self) else {
            throw failure("không phải UTF-8", "not UTF-8")
        }
        fields.append(text)
        field = []
        place = .fieldStart
    }

    private func failure(_ messageVI: String, _ messageEN: String) -> Failure {
        Failure(
            line: rowLine, column: fields.count + 1, messageVI: messageVI, messageEN: messageEN)
    }
}
