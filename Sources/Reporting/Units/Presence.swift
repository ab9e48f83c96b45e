/// The months that a unit belongs to: those on whose last day it exists.
public struct Presence: Hashable, Sendable {
    private let stretches: [Stretch]

    /// Months one after the other; an open end is nil.
    private struct Stretch: Hashable {
        let first: Month?
        let last: Month?

        func meets(_ period: Period) -> Bool {
            (first.map { $0 <= period.last } ?? true) && (last.map { $0 >= period.first } ?? true)
        }

        /// The month nearest to a period that lies wholly outside, and how far away it is.
        func nearest(to period: Period) -> (month: Month, distance: Int)? {
            if let last, last < period.first { return (last, period.first.number - last.number) }
            return first.map { ($0, $0.number - period.last.number) }
        }
    }

    init(_ validities: [Validity]) {
        stretches = validities.compactMap { validity in
            let last = validity.through.map { $0 == $0.month.lastDay ? $0.month : $0.month - 1 }
            let first = validity.from?.month
            if let first, let last, last < first { return nil }
            return Stretch(first: first, last: last)
        }
    }

    public static let always = Presence([.always])

    /// Whether the unit belongs to any month of a period.
    public func contains(_ period: Period) -> Bool {
        stretches.contains { $0.meets(period) }
    }

    public func contains(_ month: Month) -> Bool {
        contains(.month(month))
    }

    /// The period itself where the unit belongs to any of its months, else the nearest like it
    /// in which that is so; nil for a unit that saw the end of no month.
    public func nearest(to period: Period) -> Period? {
        guard !contains(period) else { return period }
        let found = stretches.compactMap { $0.nearest(to: period) }
            .min { $0.distance < $1.distance }
        return found.map { period.moved(to: $0.month) }
    }

    /// The same for one month.
    public func nearest(to month: Month) -> Month? {
        nearest(to: .month(month))?.first
    }
}

extension OrgUnit {
    public var presence: Presence { Presence(states.map(\.validity)) }
}
