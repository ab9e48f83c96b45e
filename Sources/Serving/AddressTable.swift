internal import Synchronization

/// What each address has used of its limits: shared by all loops, and never larger than at its
/// start, however many addresses come.
///
/// The places lie in sets, and an address has its place in the set that its hash names, as in a
/// processor's cache. A new address takes the place that is missed least: of those without an
/// open connection, the one whose bucket is full again, or will be first. A flood of addresses
/// can so make the server forget some of what others have used, and do nothing else. Hashes
/// are seeded anew in each process, so that nobody can aim at a set.
final class AddressTable: Sendable {
    private struct Entry {
        var key: AddressKey?
        /// The bucket of `RateLimit`.
        var fullAt = RateLimit.full
        var connectionCount: Int32 = 0
    }

    /// A part of the table under a lock of its own, so that loops seldom wait for one another.
    private final class Shard: Sendable {
        let entries = Mutex<[Entry]>([])
    }

    private static let shardCount = 16
    private static let setLength = 16
    private let setCount: Int
    private let shards: [Shard]
    private let rate: RateLimit?
    private let connectionCountMax: Int

    /// - Parameters:
    ///   - rate: of requests; nil sets no limit.
    ///   - connectionCountMax: of one address.
    ///   - addressCount: for how many addresses there is room, rounded up. Several times the
    ///     connections that can be open, so that a set is never taken up by open ones.
    init(rate: RateLimit?, connectionCountMax: Int, addressCount: Int) {
        self.rate = rate
        self.connectionCountMax = connectionCountMax
        setCount = max(1, addressCount / (Self.shardCount * Self.setLength))
        shards = (0..<Self.shardCount).map { _ in Shard() }
    }

    /// Counts a connection that begins; false, and not counted, if the address has too many.
    func beginConnection(of key: AddressKey) -> Bool {
        update(key) { entry in
            guard entry.connectionCount < connectionCountMax else { return false }
            entry.connectionCount += 1
            return true
        } ?? true
    }

    /// Takes back what `beginConnection` has counted.
    func endConnection(of key: AddressKey) {
        update(key) { entry in entry.connectionCount = max(0, entry.connectionCount - 1) }
    }

    /// Counts a request.
    ///
    /// - Parameter now: nanoseconds of a clock that only goes forward.
    /// - Returns: nil, or how many seconds later the address may ask again.
    func takeRequest(of key: AddressKey, now: Int64) -> Int64? {
        guard let rate else { return nil }
        return update(key) { entry in rate.take(from: &entry.fullAt, now: now) } ?? nil
    }

    /// Nil when every place of the set belongs to an open connection.
    @discardableResult
    private func update<Result>(_ key: AddressKey, _ body: (inout Entry) -> Result) -> Result? {
        let hash = UInt(bitPattern: key.hashValue)
        let set = Int(hash / UInt(Self.shardCount) % UInt(setCount)) * Self.setLength
        let range = set..<set + Self.setLength
        return shards[Int(hash % UInt(Self.shardCount))].entries.withLock { entries in
            // A server that only loopback reaches has no table.
            if entries.isEmpty {
                entries = Array(repeating: Entry(), count: setCount * Self.setLength)
            }
            guard let place = Self.place(of: key, in: entries, range) else { return nil }
            if entries[place].key != key { entries[place] = Entry(key: key) }
            return body(&entries[place])
        }
    }

    private static func place(of key: AddressKey, in entries: [Entry], _ set: Range<Int>) -> Int? {
        var leastMissed: Int?
        for place in set {
            if entries[place].key == key { return place }
            guard entries[place].connectionCount == 0 else { continue }
            if leastMissed.map({ entries[place].fullAt < entries[$0].fullAt }) ?? true {
                leastMissed = place
            }
        }
        return leastMissed
    }
}
