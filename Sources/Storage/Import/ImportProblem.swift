import Reporting

/// One thing wrong in imported data, by its place.
public struct ImportProblem: Hashable, Sendable, CustomStringConvertible {
    /// The file's name, where several are imported together.
    public let file: String?
    /// From 1.
    public let line: Int
    /// From 1; nil where the whole line is meant.
    public let column: Int?
    public let messageVI: String
    public let messageEN: String

    public init(
        file: String? = nil, line: Int, column: Int?, messageVI: String, messageEN: String
    ) {
        self.file = file
        self.line = line
        self.column = column
        self.messageVI = messageVI
        self.messageEN = messageEN
    }

    public var description: String {
        let place = [file, "dòng/line \(line)", column.map { "cột/column \($0)" }]
        return place.compactMap { $0 }.joined(separator: ", ") + ": "
            + Bilingual.line(messageVI, messageEN)
    }
}

extension ImportProblem {
    init(_ fault: CSVParser.Fault, line: Int, file: String? = nil) {
        self.init(
            file: file, line: line, column: fault.column, messageVI: fault.messageVI,
            messageEN: fault.messageEN)
    }
}
