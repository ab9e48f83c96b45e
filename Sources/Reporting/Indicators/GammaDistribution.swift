import Glibc

/// The gamma distribution with scale 1, of which half a chi-square with twice the degrees of
/// freedom is one. Its quantiles are the exact bounds of a Poisson count.
struct GammaDistribution {
    let shape: Double

    /// From this shape on an expansion is as exact as the iteration, and far shorter.
    static let expansionFrom = 500.0

    /// - Parameter probability: strictly between 0 and 1.
    func quantile(_ probability: Double) -> Double {
        shape >= Self.expansionFrom
            ? expanded(Self.normalQuantile(probability)) : iterated(probability)
    }

    /// Only the two ends of a 95 % interval are asked for.
    private static func normalQuantile(_ probability: Double) -> Double {
        probability < 0.5 ? -1.959963984540054 : 1.959963984540054
    }

    /// The Cornish-Fisher expansion of a chi-square quantile with ν = 2 × shape degrees of freedom
    /// (H. Goldberg and H. Levine, 1946), halved; right to ten digits at the least shape.
    private func expanded(_ z: Double) -> Double {
        let root = (2 * shape).squareRoot()
        let (z2, z3, z4) = (z * z, z * z * z, z * z * z * z)
        let terms = [
            root * root, z * 2.0.squareRoot() * root, (z2 - 1) * 2 / 3,
            (z3 - 7 * z) / (9 * 2.0.squareRoot() * root),
            -(6 * z4 + 14 * z2 - 32) / (405 * root * root),
            (9 * z4 * z + 256 * z3 - 433 * z) / (4_860 * 2.0.squareRoot() * root * root * root),
            (12 * z4 * z2 - 243 * z4 - 923 * z2 + 1_472) / (25_515 * root * root * root * root),
        ]
        return terms.reduce(0, +) / 2
    }

    /// Newton's method held in a bracket that only shrinks.
    private func iterated(_ probability: Double) -> Double {
        var low = 0.0
        var high = shape + 20 * (shape + 1).squareRoot() + 20
        var x = max(shape, 0.1)
        for _ in 0..<Self.stepMax {
            let excess = cumulative(x) - probability
            if excess > 0 { high = x } else { low = x }
            let step = excess / density(x)
            let next = x - step
            let isInside = next > low && next < high
            let moved = isInside ? next : (low + high) / 2
            if abs(moved - x) <= 1e-14 * max(moved, 1e-300) { return moved }
            x = moved
        }
        return x
    }

    /// Far more than are ever needed: halving alone ends after about sixty.
    private static let stepMax = 200

    private func density(_ x: Double) -> Double {
        exp((shape - 1) * log(x) - x - lgamma(shape).0)
    }

    /// The regularised incomplete gamma function P(shape, x): a series below the mean, a continued
    /// fraction above (NIST DLMF 8.11.4 and 8.9.2).
    func cumulative(_ x: Double) -> Double {
        guard x > 0 else { return 0 }
        let front = exp(shape * log(x) - x - lgamma(shape).0)
        return x < shape + 1 ? front * series(x) : 1 - front * fraction(x)
    }

    private func series(_ x: Double) -> Double {
        var term = 1 / shape
        var sum = term
        var step = shape
        while term > sum * 1e-17 {
            step += 1
            term *= x / step
            sum += term
        }
        return sum
    }

    /// Lentz's method.
    private func fraction(_ x: Double) -> Double {
        let tiny = 1e-300
        var b = x + 1 - shape
        var c = 1 / tiny
        var d = 1 / b
        var value = d
        for index in 1...10_000 {
            let n = Double(index)
            let a = -n * (n - shape)
            b += 2
            d = 1 / Self.apart(a * d + b, tiny)
            c = Self.apart(b + a / c, tiny)
            value *= d * c
            if abs(d * c - 1) < 1e-16 { break }
        }
        return value
    }

    private static func apart(_ value: Double, _ tiny: Double) -> Double {
        abs(value) < tiny ? tiny : value
    }
}
