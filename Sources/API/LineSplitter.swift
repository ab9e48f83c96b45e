/// Takes text apart into lines, however its octets come, and holds no more than one line.
struct LineSplitter {
    struct Line: Equatable {
        /// Counted from 1, blank lines too.
        let number: Int
        /// Without its line feed; nil if it was longer than the limit.
        let bytes: [UInt8]?
    }

    /// Octets of a line without its line feed.
    let lengthMax: Int
    private var begun: [UInt8] = []
    private var isTooLong = false
    private var number = 1

    init(lengthMax: Int) {
        self.lengthMax = lengthMax
    }

    /// The lines that end in these bytes. Blank ones are counted and left out.
    mutating func take(_ bytes: [UInt8]) -> [Line] {
        var lines: [Line] = []
        var rest = bytes[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            gather(rest[..<end])
            rest = rest[(end + 1)...]
            if let line = endLine() { lines.append(line) }
        }
        gather(rest)
        return lines
    }

    /// The last line, which needs no line feed; nil when it is blank.
    mutating func finish() -> Line? {
        endLine()
    }

    private mutating func gather(_ bytes: ArraySlice<UInt8>) {
        if begun.count + bytes.count > lengthMax { isTooLong = true }
        if isTooLong { begun = [] } else { begun += bytes }
    }

    private mutating func endLine() -> Line? {
        defer {
            begun = []
            isTooLong = false
            number += 1
        }
        if isTooLong { return Line(number: number, bytes: nil) }
        let isBlank = begun.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
        return isBlank ? nil : Line(number: number, bytes: begun)
    }
}
