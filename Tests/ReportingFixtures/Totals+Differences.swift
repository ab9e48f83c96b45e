public import Reporting

extension Totals {
    /// What differs from the figures that were expected, in a few words; nil if nothing does.
    public func difference(from wanted: Totals) -> String? {
        guard self != wanted else { return nil }
        var parts: [String] = []
        if reports != wanted.reports { parts.append("\(reports) for \(wanted.reports)") }
        for (element, sums) in zip(sums, wanted.sums).enumerated() where sums.0 != sums.1 {
            parts.append("\(element): \(Self.text(sums.0)) for \(Self.text(sums.1))")
        }
        if seq != wanted.seq { parts.append("seq \(seq) for \(wanted.seq)") }
        return parts.isEmpty ? "units \(self) for \(wanted)" : parts.joined(separator: ", ")
    }

    private static func text(_ sum: Sum?) -> String {
        sum.map { "\($0)" } ?? "none"
    }
}
