import Reporting

/// Numbers as plans write them in running text.
extension Wording {
    /// `09`, `16`, `1.580` in Vietnamese, where plans write a single digit with a zero before it
    /// so that nobody puts another one there.
    func proseCount(_ amount: Amount) -> String {
        guard language == .vietnamese, let whole = amount.whole, (1...9).contains(whole) else {
            return count(amount)
        }
        return "0" + count(amount)
    }

    /// `85%`, `99,4%`, `0,89%`: one decimal, none where it is 0, and two where one would hide
    /// most of a small share or make 100 of what is not all.
    func proseValue(_ rate: Rate) -> String? {
        guard let tenths = rate.tenths else { return nil }
        let about = rate.isEstimated ? Self.about : ""
        return about + proseNumber(rate, tenths) + proseSuffix(rate.unit)
    }

    private func proseNumber(_ rate: Rate, _ tenths: Int64) -> String {
        let isTiny = rate.unit == .percent && tenths < 10 && rate.numerator > 0
        let isAlmostAll = rate.unit == .percent && tenths == 1_000 && !rate.isWhole
        if isTiny || isAlmostAll, let hundredths = rate.hundredths {
            return written(
                Decimal(mantissa: isAlmostAll ? min(hundredths, 9_999) : hundredths, scale: 2))
        }
        return written(Decimal(mantissa: tenths, scale: 1))
    }

    /// A goal in the unit of its rate: `≥ 80%`.
    func proseGoal(_ target: TargetLine, _ unit: Rate.Unit) -> String {
        target.text(self) + proseSuffix(unit)
    }

    func proseSuffix(_ unit: Rate.Unit) -> String {
        switch unit {
        case .percent: "%"
        case .perThousand: "‰"
        case .perHundredThousand: "/" + count(100_000)
        case .per, .count: ""
        }
    }
}

extension Rate {
    /// Nothing of the whole is missing.
    fileprivate var isWhole: Bool { denominator.map { numerator >= $0 } ?? true }

    /// The value in hundredths, rounded half up.
    fileprivate var hundredths: Int64? { numerator.tenths(per: per * 10, of: denominator ?? 1) }
}
