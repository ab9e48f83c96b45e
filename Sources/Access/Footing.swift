public import Reporting
public import Storage

/// What an answer rests on that was made for one reader from what is stored: as long as it stands,
/// the same request gets the same bytes.
public struct Footing: Sendable {
    public let stamp: Stamp
    public let recognition: Recognition
    private let store: any ReportStore
    private let doorkeeper: Doorkeeper

    /// That of an answer that begins now.
    ///
    /// - Parameters:
    ///   - cookies: the values of the `Cookie` fields.
    ///   - isSecure: whether the client came by HTTPS.
    ///   - address: the client's, asked for where its use of the credential is to be noted.
    public init(
        _ store: any ReportStore, _ doorkeeper: Doorkeeper, today: Day, authorization: String?,
        cookies: [String], isSecure: Bool, from address: (() -> String)? = nil
    ) {
        self.store = store
        self.doorkeeper = doorkeeper
        stamp = Stamp(store, today: today)
        recognition = doorkeeper.recognition(
            authorization: authorization, cookies: cookies, isSecure: isSecure, from: address)
    }

    public func stands(on today: Day) -> Bool {
        knowsReader && stamp == Stamp(store, today: today)
    }

    /// Whether the reader is still the same. Where not, nobody can say for whom an answer was made
    /// that was begun before.
    public var knowsReader: Bool { doorkeeper.stillKnows(recognition) }
}
