import Crypto
import Storage
import Synchronization

/// Codes of authenticator programs, and those to write down.
extension Doorkeeper {
    /// What using a code changes.
    struct CodeUse {
        var person: PersonRecord
        var others: [CredentialChange] = []
    }

    /// Nil for a wrong or used one. Who passed the turnstile asks.
    func use(_ code: String, of person: PersonRecord) async throws(StoreError) -> CodeUse? {
        let code = code.filter { !$0.isWhitespace }
        var use = CodeUse(person: person)
        if code.utf8.count == OneTimeCode.digitCount {
            guard let secret = try await secret(of: person),
                let step = OneTimeCode.step(
                    of: code, secret: secret, atMilliseconds: clock(), after: person.usedStep)
            else { return nil }
            use.person.usedStep = step
            return use
        }
        let hash = RecoveryCode.hash(of: code)
        let isKnown = book.withLock { $0.recoveryCodes[person.number]?.contains(hash) ?? false }
        guard isKnown else { return nil }
        use.others = [.useRecoveryCode(hash)]
        return use
    }

    /// Nil without a second factor, and where its key is gone: the codes that were written down
    /// work all the same.
    private func secret(of person: PersonRecord) async throws(StoreError) -> [UInt8]? {
        guard let box = person.secondFactor else { return nil }
        return try await opened(box, of: person)
    }

    /// What was sealed for a person; nil for anything else.
    func opened(_ box: [UInt8], of person: PersonRecord) async throws(StoreError) -> [UInt8]? {
        let key = try await hasher.run { [keyFile] in keyFile?.existingKey() }
        return key.flatMap { SealedBox.open(box, key: $0, context: Self.context(person)) }
    }

    /// Seals a new secret; makes the key where there is none.
    func sealed(_ secret: [UInt8], for person: PersonRecord) async throws(StoreError) -> [UInt8] {
        guard let keyFile else {
            throw .breakdown("there is no place for the key of second factors", isFull: false)
        }
        let key = try await hasher.run { () -> Result<[UInt8], StoreError> in
            do throws(StoreError) {
                return .success(try keyFile.key())
            } catch {
                return .failure(error)
            }
        }.get()
        return SealedBox.seal(secret, key: key, context: Self.context(person))
    }

    private static func context(_ person: PersonRecord) -> [UInt8] {
        Array("mebe second factor \(person.number)".utf8)
    }
}
