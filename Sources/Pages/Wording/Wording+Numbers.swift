public import Reporting

extension Wording {
    /// What stands where there is no number; never a zero.
    static let nothing = "–"

    /// `1.580` in Vietnamese, `1,580` in English.
    public func count(_ number: Int) -> String {
        grouped(String(number.magnitude), sign: number < 0)
    }

    /// A count, or the mark of nothing.
    func count(_ number: Int?) -> String {
        number.map { count($0) } ?? Self.nothing
    }

    /// What a report says of an element: a count, `x` where it does not apply, or nothing.
    func count(_ value: ReportValue) -> String {
        switch value {
        case .blank: Self.nothing
        case .notApplicable: "x"
        case .count(let count): self.count(Int(count))
        }
    }

    /// A sum: `1.580`, or `≈ 948` where a share made it a fraction.
    public func count(_ amount: Amount) -> String {
        let text = count(Int(clamping: amount.rounded))
        return amount.whole == nil ? Self.about + text : text
    }

    func count(_ amount: Amount?) -> String {
        amount.map { count($0) } ?? Self.nothing
    }

    /// What stands before an estimate.
    static let about = "≈ "

    /// A number of tenths with its one decimal: 849 is `84,9`.
    func decimal(tenths: Int64) -> String {
        let size = tenths.magnitude
        let whole = grouped(String(size / 10), sign: tenths < 0)
        return whole + decimalMark + String(size % 10)
    }

    /// The value alone, without its unit; whole where the rate is a plain count.
    func value(_ rate: Rate) -> String {
        guard let tenths = rate.tenths else { return Self.nothing }
        guard rate.unit != .count else { return count(rate.numerator) }
        return (rate.isEstimated ? Self.about : "") + decimal(tenths: tenths)
    }

    /// The value with its unit: `84,9 %`, `7,0 ‰`, `1.580`.
    func full(_ rate: Rate) -> String {
        rate.tenths == nil ? Self.nothing : value(rate) + suffix(rate.unit)
    }

    func suffix(_ unit: Rate.Unit) -> String {
        switch unit {
        case .percent: " %"
        case .perThousand: " ‰"
        case .perHundredThousand: " / " + count(100_000)
        case .per, .count: ""
        }
    }

    /// `1.336/1.572`, or the numerator alone for a count.
    func fraction(_ rate: Rate) -> String {
        guard let denominator = rate.denominator else { return count(rate.numerator) }
        return count(rate.numerator) + "/" + count(denominator)
    }

    /// `83,1–86,7`.
    func interval(_ interval: Interval) -> String {
        decimal(interval.low) + "–" + decimal(interval.high)
    }

    /// One decimal, or none where there are many digits before it anyway.
    func decimal(_ value: Double) -> String {
        abs(value) < 1_000
            ? decimal(tenths: Int64((value * 10).rounded()))
            : count(Int(value.rounded()))
    }

    /// A difference with its sign: `+2,1`; nil where it rounds to nothing.
    func signed(_ value: Double) -> String? {
        guard (abs(value) * 10).rounded() > 0 else { return nil }
        return (value < 0 ? "−" : "+") + decimal(abs(value))
    }

    /// `còn thiếu 38 phụ nữ`.
    func gap(_ target: TargetLine, _ noun: String) -> String {
        guard let gap = target.gap else { return "" }
        let name = self.noun(noun)
        return say(
            gap.isMore ? .gapMore : .gapFewer, ["n": count(Int(clamping: gap.count)), "unit": name])
    }

    /// A figure that people wrote down, such as a target, with the decimals it was given.
    func written(_ number: Decimal) -> String {
        let size = number.mantissa.magnitude
        let power = number.power.magnitude
        let whole = grouped(String(size / power), sign: number.mantissa < 0)
        guard number.scale > 0 else { return whole }
        let decimals = String(size % power)
        let zeros = String(repeating: "0", count: number.scale - decimals.utf8.count)
        return whole + decimalMark + zeros + decimals
    }

    /// A tick of an axis: at most two decimals, none if whole.
    func written(_ number: Double) -> String {
        written(Decimal(mantissa: Int64((number * 100).rounded()), scale: 2))
    }

    private var decimalMark: String { language == .vietnamese ? "," : "." }

    private func grouped(_ digits: String, sign: Bool) -> String {
        let mark: UInt8 = language == .vietnamese ? UInt8(ascii: ".") : UInt8(ascii: ",")
        var bytes: [UInt8] = sign ? Array("−".utf8) : []
        for (index, digit) in digits.utf8.enumerated() {
            if index > 0, (digits.utf8.count - index) % 3 == 0 { bytes.append(mark) }
            bytes.append(digit)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
