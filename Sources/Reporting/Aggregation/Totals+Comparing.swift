extension Totals {
    /// A number that is the same for the same totals, and almost surely another for others: a
    /// 64-bit hash of all that they hold. Never stored, so it may become another one.
    public var fingerprint: UInt64 {
        var print = Fingerprint()
        for (element, sum) in sums.enumerated() {
            guard let sum else { continue }
            print.add(element)
            print.add(sum)
        }
        print.add(reports.expected)
        print.add(reports.received)
        print.add(reports.onTime)
        print.add(reports.accepted)
        print.add(reports.isEstimated ? 1 : 0)
        print.add(expectedUnits)
        print.add(reportingUnits)
        // A list's length tells it from what follows.
        print.add(without.count)
        for unit in without { print.add(unit) }
        print.add(Int(seq))
        return print.value
    }

    private struct Fingerprint {
        var value: UInt64 = 0xCBF2_9CE4_8422_2325

        /// A product carries bits upwards only, so its high half is folded down: an amount is a
        /// multiple of 2¹⁸, and would leave the low bits as they were.
        mutating func add(_ number: Int) {
            value = (value ^ UInt64(bitPattern: Int64(number))) &* 0x9E37_79B9_7F4A_7C15
            value ^= value >> 32
        }

        mutating func add(_ amount: Amount) {
            add(Int(truncatingIfNeeded: amount.parts))
            add(Int(truncatingIfNeeded: amount.parts >> 64))
        }

        mutating func add(_ sum: Sum) {
            add(sum.value)
            add(sum.units)
            add(sum.months)
            add(sum.reports)
            add(sum.blank)
            add(sum.notApplicable)
            add(sum.isEstimated ? 1 : 0)
        }
    }

    /// Everything they hold in words, by the name of each place: for telling two of them apart.
    public func cells(_ catalogue: Catalogue) -> [(name: String, text: String)] {
        var cells: [(String, String)] = []
        for element in catalogue.elements where sums.indices.contains(element.index) {
            if let sum = sums[element.index] { cells.append((element.code, "\(sum)")) }
        }
        cells.append(("reports.expected", "\(reports.expected)"))
        cells.append(("reports.received", "\(reports.received)"))
        cells.append(("reports.on_time", "\(reports.onTime)"))
        cells.append(("reports.accepted", "\(reports.accepted)"))
        cells.append(("reports.estimated", "\(reports.isEstimated)"))
        cells.append(("units.expected", "\(expectedUnits)"))
        cells.append(("units.reporting", "\(reportingUnits)"))
        cells.append(("without", without.map { String($0) }.joined(separator: " ")))
        cells.append(("seq", "\(seq)"))
        return cells
    }
}

extension Totals.Sum: CustomStringConvertible {
    /// `1580 (units 23, months 12, reports 276)`.
    public var description: String {
        let blanks = blank > 0 ? ", blank \(blank)" : ""
        let others = notApplicable > 0 ? ", na \(notApplicable)" : ""
        let estimate = isEstimated ? ", estimated" : ""
        return "\(value) (units \(units), months \(months), reports \(reports)"
            + blanks + others + estimate + ")"
    }
}

extension Amount: CustomStringConvertible {
    public var description: String {
        whole.map { String($0) } ?? String(double)
    }
}
