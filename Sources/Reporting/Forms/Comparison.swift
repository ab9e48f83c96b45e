/// How two numbers are held against each other in rules and targets.
public enum Comparison: String, Sendable, CaseIterable {
    case atMost = "<="
    case atLeast = ">="
    case equal = "=="
    case less = "<"
    case greater = ">"

    public func holds<Number: Comparable>(_ left: Number, _ right: Number) -> Bool {
        switch self {
        case .atMost: left <= right
        case .atLeast: left >= right
        case .equal: left == right
        case .less: left < right
        case .greater: left > right
        }
    }
}
