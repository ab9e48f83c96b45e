import Access
import HTTPWire
import Kernel
import Storage

/// Where a command's request goes: to the server that has the folder open, else to the
/// database itself, opened by this process for the time of the command.
enum Administration {
    /// Performs one request.
    static func perform(_ request: AdminRequest, in folder: DataFolder) throws -> AdminReply {
        try begin(request, in: folder)()
    }

    /// Sends one request; what comes of it is waited for by calling the result once.
    static func begin(
        _ request: AdminRequest, in folder: DataFolder
    ) throws -> () throws -> AdminReply {
        do throws(KernelError) {
            let conversation = Conversation(try BlockingUnixSocket(connectingTo: folder.socket))
            try conversation.send(request)
            return { try conversation.reply() }
        } catch {
            guard error.isNobodyThere else { throw Failure("mebe: \(error)") }
        }
        return { try withStore(in: folder) { desk in await desk.perform(request) } }
    }

    /// Whether a running server has the folder open.
    static func isServed(_ folder: DataFolder) -> Bool {
        do throws(KernelError) {
            _ = try BlockingUnixSocket(connectingTo: folder.socket)
            return true
        } catch {
            return false
        }
    }

    /// Opens the database for one piece of work, holding the folder's lock.
    static func withStore<Value: Sendable>(
        in folder: DataFolder, _ body: @escaping @Sendable (AdminDesk) async throws -> Value
    ) throws -> Value {
        try folder.whileLocked {
            let store = try folder.openStore()
            defer { store.close() }
            return try waitFor {
                let doorkeeper = try await Doorkeeper(
                    store: store, clock: { SystemTime.wallMilliseconds() },
                    keyFile: SecretKeyFile(in: folder))
                return try await body(AdminDesk(store: store, doorkeeper: doorkeeper))
            }
        }
    }
}

/// One request to a running server and its reply.
private final class Conversation {
    private let socket: BlockingUnixSocket

    init(_ socket: consuming BlockingUnixSocket) {
        self.socket = socket
    }

    func send(_ request: AdminRequest) throws(KernelError) {
        let body = request.json
        let head =
            "POST /admin HTTP/1.1\r\nHost: mebe\r\nConnection: close\r\n"
            + "Content-Type: application/json\r\nContent-Length: \(body.count)\r\n\r\n"
        try socket.send(Array(head.utf8) + body)
    }

    func reply() throws -> AdminReply {
        do throws(KernelError) {
            return AdminReply(json: Self.body(of: try socket.receiveToEnd()))
        } catch {
            throw Failure("mebe: \(error)")
        }
    }

    /// What follows the head of a message with Content-Length that ends with the connection.
    private static func body(of answer: [UInt8]) -> [UInt8] {
        let end = Array("\r\n\r\n".utf8)
        let starts = answer.indices.dropLast(end.count - 1)
        guard let head = starts.first(where: { answer[$0...].starts(with: end) }) else {
            return []
        }
        return Array(answer[(head + end.count)...])
    }
}

extension AdminReply {
    /// The named values of a done request; everything else ends the command.
    func values() throws -> AdminReply {
        switch self {
        case .done: return self
        case .badData(let lines): throw Failure(lines: lines, status: .badData)
        case .wrongUse(let text): throw Failure("mebe: \(text)", status: .wrongUse)
        case .failed(let text): throw Failure(text)
        }
    }
}

extension DataFolder {
    /// Makes the folder where it is missing and holds its lock for the time of `body`.
    func whileLocked<Value>(_ body: () throws -> Value) throws -> Value {
        let held: FolderLock
        do throws(FolderError) {
            held = try lock()
        } catch {
            throw Failure("mebe: \(error)")
        }
        let value = try body()
        _ = consume held
        return value
    }

    func openStore() throws -> SQLiteStore {
        do throws(StoreError) {
            return try SQLiteStore(folder: self)
        } catch {
            throw Failure(error)
        }
    }
}
