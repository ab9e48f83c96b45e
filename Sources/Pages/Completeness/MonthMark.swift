/// What came of one report that is expected, as the matrix and the strip of a year show it:
/// each sign differs in shape, and its words stand behind it.
public struct MonthMark: Hashable, Sendable {
    public enum Arrival: Hashable, Sendable {
        /// Nothing yet; the deadline is ahead, or past.
        case due, missing
        case onTime, late
    }

    public let arrival: Arrival
    public let isAccepted: Bool
    /// Received without a single number.
    public let isEmpty: Bool

    public init(_ arrival: Arrival, isAccepted: Bool = false, isEmpty: Bool = false) {
        self.arrival = arrival
        self.isAccepted = isAccepted
        self.isEmpty = isEmpty
    }

    /// The class of the sign.
    var sign: HTML {
        switch arrival {
        case .due: "m-due"
        case .missing: "m-x"
        case .onTime: isEmpty ? "m-empty" : isAccepted ? "m-on m-ok" : "m-on"
        case .late: isEmpty ? "m-empty m-late" : isAccepted ? "m-late m-ok" : "m-late"
        }
    }

    func words(_ wording: Wording) -> String {
        var words = [wording.say(arrival.key)]
        if isEmpty { words.append(wording.say(.keyEmpty)) }
        if isAccepted { words.append(wording.say(.keyAccepted)) }
        return words.joined(separator: ", ")
    }
}

extension MonthMark.Arrival {
    fileprivate var key: TextKey {
        switch self {
        case .due: .keyDue
        case .missing: .keyMissing
        case .onTime: .keyOnTime
        case .late: .keyLate
        }
    }
}
