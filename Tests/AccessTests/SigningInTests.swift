import Crypto
import Storage
import Synchronization
import Testing

@testable import Access

@Suite struct SigningInTests {
    private let access: AccessStore
    private let password = "mười hai con giáp"

    init() async throws {
        access = try await AccessStore()
    }

    /// A doorkeeper, and the costs of the digests that it made.
    private func keeper() async throws -> (Doorkeeper, @Sendable () -> [Scrypt.Cost]) {
        let seen = Seen()
        let hasher = try PasswordHasher(cost: AccessStore.cost) { cost in
            seen.costs.withLock { $0.append(cost) }
        }
        let doorkeeper = try await Doorkeeper(
            store: access.store, clock: { [access] in access.now }, hasher: hasher)
        return (doorkeeper, { seen.costs.withLock { $0 } })
    }

    private final class Seen: Sendable {
        let costs = Mutex<[Scrypt.Cost]>([])
    }

    private func add(
        _ name: String, to doorkeeper: Doorkeeper, password: String?, isDisabled: Bool = false
    ) async throws {
        var digest: String?
        if let password { digest = try await doorkeeper.hasher.digest(of: password) }
        try await doorkeeper.keep([
            .addPerson(
                PersonRecord(
                    number: 0, name: name, key: PersonName.key(name), fullName: "", unit: 0,
                    role: "viewer", password: digest, isDisabled: isDisabled, createdAt: 0))
        ])
    }

    private static func client(_ number: Int) -> Client {
        Client(address: "", network: "n\(number)")
    }

    @Test("whoever tries to sign in costs one digest of equal cost, known or not")
    func equalWork() async throws {
        let (doorkeeper, costs) = try await keeper()
        try await add("known", to: doorkeeper, password: password)
        try await add("closed", to: doorkeeper, password: password, isDisabled: true)
        try await add("invited", to: doorkeeper, password: nil)
        let tries = [
            ("known", password, true), ("known", "wrong", false), ("closed", password, false),
            ("invited", password, false), ("invited", "", false), ("nobody", password, false),
            ("", "", false), ("known", String(repeating: "x", count: 100_000), false),
        ]
        for (index, (name, password, opens)) in tries.enumerated() {
            let before = costs().count
            let outcome = try await doorkeeper.signIn(
                name: name, password: password, replacing: nil, from: Self.client(index))
            if case .opened = outcome { #expect(opens) } else { #expect(!opens) }
            #expect(costs().dropFirst(before) == [try #require(AccessStore.cost)])
        }
    }

    @Test("a password typed with marks apart from their letters is the same")
    func normalization() async throws {
        let (doorkeeper, _) = try await keeper()
        try await add("hoa", to: doorkeeper, password: "mười hai".composed)
        let outcome = try await doorkeeper.signIn(
            name: "HÒA", password: "mu\u{31B}\u{300}o\u{31B}\u{300}i hai", replacing: nil,
            from: Self.client(1))
        if case .opened = outcome { Issue.record("«mườ» is not «mưò»") }
        let right = try await doorkeeper.signIn(
            name: "HÒA", password: "mu\u{31B}o\u{31B}\u{300}i hai", replacing: nil,
            from: Self.client(2))
        guard case .opened = right else { return #expect(Bool(false), "it was the same") }
    }

    private final class Crossing: Sendable {
        let turnstile = Turnstile()
        let inside = Atomic<Int>(0)
        let most = Atomic<Int>(0)

        func cross() async {
            await turnstile.pass {
                let count = inside.add(1, ordering: .relaxed).newValue
                most.max(count, ordering: .relaxed)
                await Task.yield()
                inside.subtract(1, ordering: .relaxed)
            }
        }
    }

    @Test("changes of people come one after another")
    func turnstile() async {
        let crossing = Crossing()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<50 { group.addTask { await crossing.cross() } }
        }
        #expect(crossing.most.load(ordering: .relaxed) == 1)
    }
}
