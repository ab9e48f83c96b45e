/// Which of a year's values are written below a chart on a phone, where twelve would run into
/// each other: the highest, the lowest, the last and the first, as far as each has room.
struct ChartLabels {
    let texts: [String]
    let values: [Double?]

    /// A month's width in the chart on the narrowest phone, and a digit's, in pixels.
    private static let monthWidth = 17
    private static let letterWidth = 7

    var kept: Set<Int> {
        let known = values.indices.filter { values[$0] != nil }
        func value(_ index: Int) -> Double { values[index] ?? 0 }
        let wanted = [
            known.max { value($0) < value($1) }, known.min { value($0) < value($1) },
            known.last, known.first,
        ]
        return wanted.compactMap { $0 }.reduce(into: []) { kept, index in
            if kept.allSatisfy({ abs($0 - index) >= distanceMin }) { kept.insert(index) }
        }
    }

    private var distanceMin: Int {
        let longest = texts.map(\.count).max() ?? 0
        return (longest * Self.letterWidth + 4) / Self.monthWidth + 1
    }
}
