import Crypto
import Reporting
import ReportingFixtures
import Storage
import Synchronization
import Testing

@testable import Access

@Suite struct DoorkeeperTests {
    private let access: AccessStore

    init() async throws {
        access = try await AccessStore()
    }

    private func advance(_ milliseconds: Int64) {
        access.clock.withLock { $0 += milliseconds }
    }

    private func makeToken(
        _ doorkeeper: Doorkeeper, lifetime: Int64? = nil, role: Role = .reviewer
    ) async throws -> String {
        try await doorkeeper.makeToken(
            name: "Hoa", unit: AccessStore.country.number("D1"), role: role,
            lifetimeMilliseconds: lifetime
        ).text
    }

    @Test("a token tells its name, unit and role, also after a restart; no other text does")
    func tokens() async throws {
        let doorkeeper = try await access.doorkeeper()
        let text = try await makeToken(doorkeeper)
        #expect(text.hasPrefix("mebe_") && text.utf8.count == 48)
        let restarted = try await access.doorkeeper()
        for keeper in [doorkeeper, restarted] {
            let principal = keeper.principal(token: text)
            #expect(principal?.name == "Hoa" && principal?.role == .reviewer)
            #expect(principal?.unit == AccessStore.country.number("D1"))
            for other in ["", "mebe_", text + "a", String(text.dropLast()), text.uppercased()] {
                #expect(keeper.principal(token: other) == nil)
            }
        }
        #expect(try await makeToken(doorkeeper) != text)
    }

    @Test("who asks is known until credentials change or the one that was shown ends")
    func recognition() async throws {
        let doorkeeper = try await access.doorkeeper()
        let token = try await makeToken(doorkeeper, lifetime: 1_000)
        let session = try #require(try await doorkeeper.openSession(token: token)).text
        func recognize(_ authorization: String?, _ cookies: [String] = []) -> Recognition {
            doorkeeper.recognition(
                authorization: authorization, cookies: cookies, isSecure: false)
        }
        func all() -> [Recognition] {
            let cookie = "mebe_session=\(session)"
            return [
                recognize("Bearer \(token)"),
                recognize(nil, [cookie]),
                recognize(nil),
                recognize("Bearer x"),
            ]
        }
        func stand(_ recognitions: [Recognition]) -> [Bool] {
            recognitions.map(doorkeeper.stillKnows)
        }
        let first = all()
        #expect(stand(first) == [true, true, true, true])
        let other = try #require(try await doorkeeper.openSession(token: token)).text
        #expect(stand(first) == [false, false, false, false])
        let second = all()
        try await doorkeeper.closeSession(other)
        #expect(stand(second) == [false, false, false, false])
        let third = all()
        _ = try await makeToken(doorkeeper)
        #expect(stand(third) == [false, false, false, false])
        let fourth = all()
        advance(999)
        #expect(stand(fourth) == [true, true, true, true])
        advance(1)
        #expect(stand(fourth) == [false, false, true, true])
    }

    @Test("only a token's SHA-256 is stored")
    func storedHash() async throws {
        let text = try await makeToken(try await access.doorkeeper())
        let record = try #require(try await access.store.credentials().tokens.first)
        #expect(record.hash == SHA256.digest(of: Array(text.utf8)).bytes)
        #expect(record.createdAt == access.now && record.expiresAt == nil)
    }

    @Test("a token ends at its last instant, and with it its sessions")
    func expiry() async throws {
        let doorkeeper = try await access.doorkeeper()
        let text = try await makeToken(doorkeeper, lifetime: 1_000)
        let session = try #require(try await doorkeeper.openSession(token: text)).text
        advance(999)
        #expect(doorkeeper.principal(token: text) != nil)
        #expect(doorkeeper.principal(session: session) != nil)
        advance(1)
        #expect(doorkeeper.principal(token: text) == nil)
        #expect(doorkeeper.principal(session: session) == nil)
        #expect(try await doorkeeper.openSession(token: text) == nil)
    }

    @Test("a session ends after three days without a request, or when it is closed")
    func sessions() async throws {
        let doorkeeper = try await access.doorkeeper()
        let token = try await makeToken(doorkeeper)
        let first = try #require(try await doorkeeper.openSession(token: token)).text
        let second = try #require(try await doorkeeper.openSession(token: token)).text
        #expect(first != second)
        #expect(doorkeeper.principal(session: first)?.name == "Hoa")
        #expect(doorkeeper.principal(token: first) == nil)
        #expect(doorkeeper.principal(session: token) == nil)
        try await doorkeeper.closeSession(first)
        #expect(doorkeeper.principal(session: first) == nil)
        let restarted = try await access.doorkeeper()
        #expect(restarted.principal(session: first) == nil)
        #expect(restarted.principal(session: second) != nil)
        advance(3 * 86_400_000 - 1)
        #expect(restarted.principal(session: second) != nil)
        advance(1)
        #expect(restarted.principal(session: second) == nil)
        advance(11 * 86_400_000)
        _ = try await restarted.openSession(token: token)
        #expect(try await access.store.credentials().sessions.count == 1)
    }

    @Test("a session is not opened for what is no token")
    func noSession() async throws {
        let doorkeeper = try await access.doorkeeper()
        #expect(try await doorkeeper.openSession(token: "mebe_none") == nil)
        #expect(try await access.store.credentials().sessions.isEmpty)
    }

    @Test("a role that this program does not know opens nothing")
    func unknownRole() async throws {
        let secret = Secret.make(prefix: "mebe_")
        let token = TokenRecord(
            number: 0, name: "x", unit: 0, role: "emperor", hash: secret.hash, createdAt: 0,
            expiresAt: nil)
        _ = try await access.store.keep([.addToken(token)], [])
        #expect(try await access.doorkeeper().principal(token: secret.text) == nil)
    }

    private enum Expected { case nobody, known, unknown }

    @Test("the Authorization field goes before the session's cookie")
    func callers() async throws {
        let doorkeeper = try await access.doorkeeper()
        let token = try await makeToken(doorkeeper)
        let session = try #require(try await doorkeeper.openSession(token: token)).text
        let cookie = "mebe_session=" + session
        let rows: [(String?, [String], Expected)] = [
            (nil, [], .nobody), ("Bearer " + token, [], .known), ("bearer " + token, [], .known),
            ("BEARER   " + token, [], .known), ("Bearer " + token + " x", [], .unknown),
            ("Bearer", [], .unknown), ("", [], .unknown), ("Basic " + token, [], .unknown),
            ("Bearer x", [cookie], .unknown), (nil, [cookie], .known),
            (nil, ["a=b; " + cookie + "; c=d"], .known), (nil, ["a=b", cookie], .known),
            (nil, ["xmebe_session=" + session], .nobody), (nil, ["mebe_session="], .nobody),
            (nil, ["mebe_session=" + token], .nobody), (nil, [";;=;"], .nobody),
        ]
        for (authorization, cookies, expected) in rows {
            let caller = doorkeeper.caller(
                authorization: authorization, cookies: cookies, isSecure: false)
            let found: Expected =
                switch caller {
                case .nobody: .nobody
                case .known: .known
                case .unknown: .unknown
                }
            #expect(found == expected, "\(authorization ?? "-") \(cookies)")
        }
    }
}
