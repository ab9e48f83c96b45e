import Reporting
import Testing

/// Two sums are told apart by their fingerprints, so whatever differs has to make another one.
@Suite struct FingerprintTests {
    private static let sample: Totals = {
        var totals = Totals(elementCount: 3)
        totals.sums[1] = .init(value: 40, units: 2, months: 3, reports: 6)
        totals.reports.expected = 7
        totals.expectedUnits = 3
        totals.reportingUnits = 2
        totals.without = [4, 9]
        totals.seq = 12
        return totals
    }()

    private typealias Change = @Sendable (inout Totals) -> Void

    private static let changes: [String: Change] = [
        "value": { $0.sums[1]?.value = 41 },
        "a large value": { $0.sums[1]?.value = Amount(Int64.max / 2) },
        "units": { $0.sums[1]?.units = 1 },
        "months": { $0.sums[1]?.months = 2 },
        "reports": { $0.sums[1]?.reports = 5 },
        "blank": { $0.sums[1]?.blank = 1 },
        "not applicable": { $0.sums[1]?.notApplicable = 1 },
        "estimated": { $0.sums[1]?.isEstimated = true },
        "no sum": { $0.sums[1] = nil },
        "another element": { $0.sums.swapAt(1, 2) },
        "expected": { $0.reports.expected = 8 },
        "received": { $0.reports.received = 1 },
        "on time": { $0.reports.onTime = 1 },
        "accepted": { $0.reports.accepted = 1 },
        "expected units": { $0.expectedUnits = 4 },
        "reporting units": { $0.reportingUnits = 3 },
        "fewer without": { $0.without = [4] },
        "others without": { $0.without = [4, 8] },
        "the last without as the position": { ($0.without, $0.seq) = ([4], 9) },
        "seq": { $0.seq = 13 },
    ]

    @Test("each change alone makes another fingerprint, and all of them differ")
    func changes() {
        let prints = Self.changes.mapValues { change in
            var totals = Self.sample
            change(&totals)
            return totals.fingerprint
        }
        #expect(Set(prints.values).count == Self.changes.count)
        #expect(!prints.values.contains(Self.sample.fingerprint))
    }

    @Test("whole values near each other never meet")
    func values() {
        var totals = Self.sample
        let prints = (0..<100_000).map { value in
            totals.sums[1]?.value = Amount(value)
            return totals.fingerprint
        }
        #expect(Set(prints).count == prints.count)
    }
}
