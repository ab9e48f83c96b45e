import Kernel
import Synchronization

/// Runs asynchronous work for a command and waits for it on the main thread, which has nothing
/// else to do.
func waitFor<Value: Sendable>(
    _ body: @escaping @Sendable () async throws -> Value
) throws -> Value {
    try begin(body)()
}

/// Begins asynchronous work for a command; what it answers is waited for by calling the result.
func begin<Value: Sendable>(
    _ body: @escaping @Sendable () async throws -> Value
) -> () throws -> Value {
    let done = Done<Value>()
    Task.detached {
        do {
            done.set(.success(try await body()))
        } catch {
            done.set(.failure(error))
        }
    }
    return done.get
}

private final class Done<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, any Error>?>(nil)
    private let semaphore = Semaphore()

    func set(_ value: Result<Value, any Error>) {
        result.withLock { $0 = value }
        semaphore.signal()
    }

    func get() throws -> Value {
        semaphore.wait()
        guard let result = result.withLock({ $0 }) else {
            preconditionFailure("signalled without a result")
        }
        return try result.get()
    }
}
