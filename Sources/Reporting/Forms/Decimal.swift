/// An exact decimal number, as targets and shares are written: `9.5` is 95 × 10⁻¹.
public struct Decimal: Hashable, Sendable, ExpressibleByIntegerLiteral {
    public let mantissa: Int64
    /// Digits behind the point, 0 to 9.
    public let scale: Int

    public init(mantissa: Int64, scale: Int) {
        precondition((0...9).contains(scale), "a decimal has at most nine digits behind the point")
        var (mantissa, scale) = (mantissa, scale)
        while scale > 0, mantissa % 10 == 0 {
            mantissa /= 10
            scale -= 1
        }
        self.mantissa = mantissa
        self.scale = scale
    }

    public init(integerLiteral value: Int64) {
        self.init(mantissa: value, scale: 0)
    }

    /// Reads `80`, `9.5`, `-0.25`: at most nine digits before and nine behind the point.
    public init?(_ text: some StringProtocol) {
        let isNegative = text.hasPrefix("-")
        let digits = isNegative ? text.dropFirst() : text[...]
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let whole = Digits.number(parts[0]) else { return nil }
        var mantissa = Int64(whole)
        var scale = 0
        if parts.count == 2 {
            guard let fraction = Digits.number(parts[1]) else { return nil }
            scale = parts[1].utf8.count
            mantissa = mantissa * Self.powerOfTen(scale) + Int64(fraction)
        }
        self.init(mantissa: isNegative ? -mantissa : mantissa, scale: scale)
    }

    /// The same, with any number of digits behind the point, rounded half up to nine.
    public init?(rounding text: some StringProtocol) {
        guard let point = text.firstIndex(of: ".") else {
            self.init(text)
            return
        }
        let fraction = text[text.index(after: point)...]
        guard fraction.utf8.count > 9 else {
            self.init(text)
            return
        }
        let rest = fraction.dropFirst(9)
        guard rest.utf8.allSatisfy({ (48...57).contains($0) }),
            let kept = Decimal(text[..<point] + "." + fraction.prefix(9))
        else { return nil }
        let isUp = rest.first.map { $0 >= "5" } ?? false
        let nine = kept.mantissa * Self.powerOfTen(9 - kept.scale)
        self.init(mantissa: isUp ? nine + (text.hasPrefix("-") ? -1 : 1) : nine, scale: 9)
    }

    /// As it is written: `9.5`.
    public var text: String {
        guard scale > 0 else { return String(mantissa) }
        let digits = Digits.padded(Int(mantissa.magnitude % UInt64(power)), scale)
        let whole = mantissa.magnitude / UInt64(power)
        return (mantissa < 0 ? "-" : "") + "\(whole).\(digits)"
    }

    public var double: Double { Double(mantissa) / Double(power) }

    /// 10 to the power of `scale`.
    public var power: Int64 { Self.powerOfTen(scale) }

    private static func powerOfTen(_ exponent: Int) -> Int64 {
        (0..<exponent).reduce(1) { power, _ in power * 10 }
    }
}
