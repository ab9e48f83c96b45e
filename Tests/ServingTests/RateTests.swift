import Kernel
import Synchronization
import Testing

@testable import Serving

/// Rates and addresses by themselves, with a clock of the test's.
struct RateTests {
    private static let second: Int64 = 1_000_000_000

    @Test("A bucket gives its burst at once, then one token after another")
    func bucket() {
        let limit = RateLimit(perSecond: 2, burst: 3)
        var bucket = RateLimit.full
        let now = 1_000 * Self.second
        #expect((0..<3).map { _ in limit.take(from: &bucket, now: now) } == [nil, nil, nil])
        #expect(limit.take(from: &bucket, now: now) == 1)
        #expect(limit.take(from: &bucket, now: now + Self.second / 2) == nil)
        #expect(limit.take(from: &bucket, now: now + Self.second / 2) == 1)
        // After a long rest there is one burst again, and no more than that.
        let later = now + 100 * Self.second
        #expect((0..<4).map { _ in limit.take(from: &bucket, now: later) } == [nil, nil, nil, 1])
    }

    @Test("A refused client is told the whole seconds it has to wait, and waiting is enough")
    func waiting() throws {
        let limit = RateLimit(perSecond: 1, burst: 5)
        var bucket = RateLimit.full
        var now: Int64 = 7
        for _ in 0..<5 { #expect(limit.take(from: &bucket, now: now) == nil) }
        for _ in 0..<10 {
            let wait = try #require(limit.take(from: &bucket, now: now))
            #expect(wait == 1)
            now += wait * Self.second
            #expect(limit.take(from: &bucket, now: now) == nil)
        }
    }

    @Test("Any burst is possible", arguments: [(1, Int.max), (Int.max, 1), (1_000_000, 1 << 40)])
    func extremes(perSecond: Int, burst: Int) {
        let limit = RateLimit(perSecond: perSecond, burst: burst)
        var bucket = RateLimit.full
        #expect(limit.take(from: &bucket, now: 1 << 60) == nil)
    }

    @Test(
        "Addresses are counted by IPv4 address and by /64",
        arguments: [
            ("10.0.0.1:5", "10.0.0.1:6", true), ("10.0.0.1:5", "10.0.0.2:5", false),
            ("[2001:db8::1]:5", "[2001:db8::ffff:1]:9", true),
            ("[2001:db8::1]:5", "[2001:db8:0:1::1]:5", false),
            ("[::ffff:10.0.0.1]:5", "10.0.0.1:5", true),
            ("[::ffff:10.0.0.1]:5", "[::ffff:10.0.0.2]:5", false),
            ("[::10.0.0.1]:5", "10.0.0.1:5", false),
            ("unix:/a", "unix:/b", true),
        ])
    func keys(left: String, right: String, areOne: Bool) throws {
        let keys = try [left, right].map { AddressKey(try #require(SocketAddress($0))) }
        #expect((keys[0] == keys[1]) == areOne)
        #expect((keys[0].description == keys[1].description) == areOne)
    }

    private static func table(connections: Int = 2, addresses: Int = 4_096) -> AddressTable {
        AddressTable(
            rate: RateLimit(perSecond: 1, burst: 2), connectionCountMax: connections,
            addressCount: addresses)
    }

    private static func key(_ number: Int) -> AddressKey {
        AddressKey(.ipv4(address: UInt32(number), port: 0))
    }

    @Test("Each address has its own bucket and its own connections")
    func ownLimits() {
        let table = Self.table()
        for number in 1...100 {
            let key = Self.key(number)
            #expect((0..<3).map { _ in table.takeRequest(of: key, now: 5) } == [nil, nil, 1])
            #expect((0..<3).map { _ in table.beginConnection(of: key) } == [true, true, false])
            table.endConnection(of: key)
            #expect(table.beginConnection(of: key))
        }
    }

    @Test("A flood of addresses makes no open connection forgotten")
    func flood() {
        let table = Self.table()
        for number in 0..<64 { for _ in 0..<2 { _ = table.beginConnection(of: Self.key(number)) } }
        for number in 1_000..<1_000_000 { _ = table.takeRequest(of: Self.key(number), now: 5) }
        for number in 0..<64 { #expect(!table.beginConnection(of: Self.key(number))) }
    }

    @Test("The bucket that is full again is forgotten before one that is not")
    func forgetting() {
        // One set: sixteen places in each of sixteen parts.
        let table = Self.table(addresses: 256)
        let busy = Self.key(9_999_999)
        for _ in 0..<2 { _ = table.takeRequest(of: busy, now: 100 * Self.second) }
        // These were all full again before the busy one was used.
        for number in 0..<100_000 { _ = table.takeRequest(of: Self.key(number), now: 5) }
        #expect(table.takeRequest(of: busy, now: 100 * Self.second) == 1)
    }

    @Test("One event of a kind is told in a minute, and how many came after it")
    func events() {
        let told = Mutex<[String]>([])
        let throttle = EventThrottle { event in
            if case .repeated(let kind, let count) = event {
                told.withLock { $0.append("\(count) \(kind)") }
            } else {
                told.withLock { $0.append(event.kind) }
            }
        }
        for time in 0..<500 { throttle.report(.connectionShed, atMilliseconds: Int64(time)) }
        throttle.report(.memoryShort, atMilliseconds: 500)
        throttle.report(.connectionShed, atMilliseconds: 60_000)
        #expect(
            told.withLock { $0 } == [
                "connectionShed", "memoryShort", "499 connectionShed", "connectionShed",
            ])
    }

    @Test(
        "Connections leave descriptors to files",
        arguments: [
            (20_000, 19_872), (1_024, 896), (160, 40), (64, 16), (3, 1),
            (1_048_576, 65_536), (1_073_741_816, 65_536),
        ])
    func descriptors(open: Int, connections: Int) {
        #expect(ServerLimits().connectionCount(ofDescriptors: open) == connections)
    }

    @Test("A server beside another one may have a part of what that one may have, and never none")
    func share() {
        var limits = ServerLimits()
        limits.takeShare(of: 16, descriptorCount: 1_024)
        #expect(limits.connectionCountMax == 56)
        #expect(limits.heldLengthMax == 16 << 20 && limits.refusedCountMax == 2)
        limits.connectionCountMax = 8
        limits.takeShare(of: 100, descriptorCount: 1_024)
        #expect(limits.connectionCountMax == 1)
        #expect(limits.heldLengthMax == 1 << 20 && limits.refusedCountMax == 1)
    }

    @Test(
        "The table of addresses grows with the connections, but not for ever",
        arguments: [(1, 65_536), (65_536, 262_144), (10_000_000, 1_048_576), (.max, 1_048_576)])
    func tableLength(connections: Int, addresses: Int) {
        #expect(SharedLoad.addressCount(ofConnections: connections) == addresses)
    }
}
