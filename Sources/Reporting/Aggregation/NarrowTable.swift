/// Twelve rows of whole numbers, in as few octets as most of them need.
///
/// A district's sums of a month fit two octets and its counts of units one; with eight octets for
/// each, the sums of ten years of the country would not fit into memory. A column in which a
/// number does not fit is kept at full width beside the others.
struct NarrowTable<Narrow: FixedWidthInteger & SignedInteger & Sendable>: Sendable {
    private let columnCount: Int
    /// Row by row; `Narrow.min` where the column is wide. Empty while all are 0.
    private var narrow: [Narrow] = []
    /// By column: its place among the wide ones. Empty while none is.
    private var places: [Int16] = []
    /// Wide columns of twelve numbers, one behind the other.
    private var wide: [Int64] = []

    private static var rowCount: Int { 12 }

    init(columnCount: Int) {
        precondition(columnCount <= Int(Int16.max), "places would not fit")
        self.columnCount = columnCount
    }

    subscript(row: Int, column: Int) -> Int64 {
        guard !narrow.isEmpty else { return 0 }
        let held = narrow[row * columnCount + column]
        return held == .min ? wide[wideIndex(row, column)] : Int64(held)
    }

    mutating func add(_ difference: Int64, row: Int, column: Int) {
        if narrow.isEmpty {
            narrow = Array(repeating: 0, count: Self.rowCount * columnCount)
        }
        let index = row * columnCount + column
        let held = narrow[index]
        if held != .min {
            if let sum = Narrow(exactly: Int64(held) + difference), sum != .min {
                narrow[index] = sum
                return
            }
            widen(column)
        }
        wide[wideIndex(row, column)] += difference
    }

    private func wideIndex(_ row: Int, _ column: Int) -> Int {
        Int(places[column]) * Self.rowCount + row
    }

    private mutating func widen(_ column: Int) {
        if places.isEmpty { places = Array(repeating: -1, count: columnCount) }
        places[column] = Int16(wide.count / Self.rowCount)
        for row in 0..<Self.rowCount {
            let index = row * columnCount + column
            wide.append(Int64(narrow[index]))
            narrow[index] = .min
        }
    }

    /// About the memory it takes, in bytes.
    var byteCount: Int {
        narrow.count * MemoryLayout<Narrow>.stride + places.count * 2 + wide.capacity * 8
    }
}
