extension Totals {
    /// A number that is the same for the same totals, and almost surely another for others: the
    /// 64-bit FNV-1a of all that they hold.
    public var fingerprint: UInt64 {
        var print = Fingerprint()
        for (element, sum) in sums.enumerated() {
            guard let sum else { continue }
            print.add(Int64(element))
            print.add(sum.value)
            for count in [sum.units, sum.months, sum.reports, sum.blank, sum.notApplicable] {
                print.add(Int64(count))
            }
            print.add(Int64(sum.isEstimated ? 1 : 0))
        }
        for amount in [reports.expected, reports.received, reports.onTime, reports.accepted] {
            print.add(amount)
        }
        print.add(Int64(expectedUnits))
        print.add(Int64(reportingUnits))
        for unit in without { print.add(Int64(unit)) }
        print.add(seq)
        return print.value
    }

    private struct Fingerprint {
        var value: UInt64 = 0xCBF2_9CE4_8422_2325

        mutating func add(_ number: Int64) {
            for byte in 0..<8 {
                value ^= UInt64(truncatingIfNeeded: number >> (byte * 8)) & 0xFF
                value &*= 0x0000_0100_0000_01B3
            }
        }

        mutating func add(_ amount: Amount) {
            add(Int64(truncatingIfNeeded: amount.parts))
            add(Int64(truncatingIfNeeded: amount.parts >> 64))
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
