import Testing

@testable import Pages

@Suite("Chart labels on a phone") struct ChartLabelsTests {
    private func kept(_ texts: [String], _ values: [Double?]) -> Set<Int> {
        ChartLabels(texts: texts, values: values).kept
    }

    @Test("The extremes come first, then the ends, as far as they have room")
    func order() {
        let values: [Double?] = [5, 9, 4, 4, 4, 4, 1, 4, 4, 4, 4, 4]
        // The first month touches the highest, which stands beside it.
        #expect(kept(values.map { _ in "10,0" }, values) == [1, 6, 11])
        #expect(kept(values.map { _ in "9" }, values) == [0, 1, 6, 11])
    }

    @Test("Long numbers need more room")
    func longNumbers() {
        let values: [Double?] = (1...12).map(Double.init)
        #expect(kept(values.map { _ in "4.098" }, values) == [0, 11])
        let near: [Double?] = [1, nil, nil, 9, 5]
        #expect(kept(near.map { _ in "1.234.567" }, near) == [3])
        #expect(kept([], []).isEmpty)
    }
}
