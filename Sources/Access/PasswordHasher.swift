public import Crypto
public import Storage

/// Makes and checks digests of passwords, off the threads that serve.
public final class PasswordHasher: Sendable {
    /// 32 MB and a quarter of a second: as dear as OWASP asks for, with room for the rest of a
    /// small server (Password Storage Cheat Sheet, scrypt).
    public static let usualCost = Scrypt.Cost(logN: 15, r: 8, p: 3)

    private let cost: Scrypt.Cost
    private let thread: HashingThread
    private let decoy: PasswordDigest
    /// Told the cost of every digest that is made.
    private let watch: @Sendable (Scrypt.Cost) -> Void

    public init(
        cost: Scrypt.Cost? = PasswordHasher.usualCost,
        watch: @escaping @Sendable (Scrypt.Cost) -> Void = { _ in }
    ) throws(StoreError) {
        guard let cost else { preconditionFailure("the usual cost is one that scrypt allows") }
        self.cost = cost
        self.watch = watch
        thread = try HashingThread()
        decoy = PasswordDigest(decoyOf: cost)
    }

    func digest(of password: String) async throws(StoreError) -> String {
        try await thread.run { [cost, watch] in
            watch(cost)
            return PasswordDigest(of: password, cost: cost).text
        }
    }

    /// Whether a password is the one stored; without one it takes as long, so that time does
    /// not tell who exists.
    func isRight(_ password: String, for stored: String?) async throws(StoreError) -> Bool {
        let known = stored.flatMap(PasswordDigest.init(text:))
        return try await thread.run { [decoy, watch] in
            let digest = known ?? decoy
            watch(digest.cost)
            return digest.isMade(from: password) && known != nil
        }
    }

    /// Whether what is stored was made with another cost than passwords are now.
    func isOutdated(_ stored: String?) -> Bool {
        stored.flatMap(PasswordDigest.init(text:)).map { $0.cost != cost } ?? false
    }

    /// Runs something else that blocks a little.
    func run<Value: Sendable>(
        _ body: @escaping @Sendable () -> Value
    ) async throws(StoreError) -> Value {
        try await thread.run(body)
    }
}
