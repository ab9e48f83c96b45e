/// Days from one through another, both included; an open end is nil.
public struct Validity: Hashable, Comparable, Sendable {
    public let from: Day?
    public let through: Day?

    public init(from: Day?, through: Day?) {
        self.from = from
        self.through = through
    }

    public static let always = Validity(from: nil, through: nil)

    public func contains(_ day: Day) -> Bool {
        (from.map { $0 <= day } ?? true) && (through.map { day <= $0 } ?? true)
    }

    public func overlaps(_ other: Validity) -> Bool {
        Self.starts(self, noLaterThanEndOf: other) && Self.starts(other, noLaterThanEndOf: self)
    }

    private static func starts(_ a: Validity, noLaterThanEndOf b: Validity) -> Bool {
        guard let from = a.from, let through = b.through else { return true }
        return from <= through
    }

    /// By start, an open start first.
    public static func < (a: Validity, b: Validity) -> Bool {
        guard let second = b.from else { return false }
        guard let first = a.from else { return true }
        return first < second
    }
}
