/// A page of a table's rows, read byte by byte
/// (<https://www.sqlite.org/fileformat2.html#b_tree_pages>).
struct LeafPage {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// A row's number, where its first column's type stands in the page, and that type.
    struct Row {
        let number: Int64
        let place: Int
        let type: UInt8
    }

    /// A page that is of another kind, or is damaged, gives the rows that can be found.
    var rows: [Row] {
        guard byte(0) == Self.kind, let count = number(at: 3) else { return [] }
        return (0..<count).compactMap { index in
            number(at: 8 + 2 * index).flatMap(row)
        }
    }

    private static let kind: UInt8 = 13

    private func row(at start: Int) -> Row? {
        var place = start
        guard variable(&place) != nil, let number = variable(&place), variable(&place) != nil,
            let type = byte(place)
        else { return nil }
        return Row(number: number, place: place, type: type)
    }

    private func byte(_ place: Int) -> UInt8? {
        bytes.indices.contains(place) ? bytes[place] : nil
    }

    private func number(at place: Int) -> Int? {
        guard let high = byte(place), let low = byte(place + 1) else { return nil }
        return Int(high) << 8 | Int(low)
    }

    /// Seven bits a byte, high ones first; a ninth byte has eight.
    private func variable(_ place: inout Int) -> Int64? {
        var number: Int64 = 0
        for index in 0..<9 {
            guard let byte = byte(place) else { return nil }
            place += 1
            if index == 8 { return number << 8 | Int64(byte) }
            number = number << 7 | Int64(byte & 127)
            if byte < 128 { return number }
        }
        return number
    }
}
