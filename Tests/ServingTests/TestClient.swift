import Glibc
import Kernel

/// A blocking client on loopback that says exactly what a test wants, and reads what comes.
final class TestClient: @unchecked Sendable {
    // A test lets one thread send while another receives; each side has its own state.
    private let socket: Int32
    private(set) var received: [UInt8] = []
    private(set) var hasEnded = false

    /// - Parameters:
    ///   - receiveBuffer: a small one makes a slow reader slow at once.
    ///   - source: the IPv4 address to come from.
    init(_ address: SocketAddress, receiveBuffer: Int32? = nil, source: UInt32? = nil) throws {
        switch address {
        case .ipv4(let host, let port):
            socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            if let source { Self.bind(socket, to: source) }
            if var receiveBuffer {
                setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, 4)
            }
            var raw = sockaddr_in()
            raw.sin_family = sa_family_t(AF_INET)
            raw.sin_port = port.bigEndian
            raw.sin_addr.s_addr = host.bigEndian
            try connect(&raw, MemoryLayout<sockaddr_in>.size)
        case .ipv6(let high, let low, _, let port):
            socket = Glibc.socket(AF_INET6, Int32(SOCK_STREAM.rawValue), 0)
            var raw = sockaddr_in6()
            raw.sin6_family = sa_family_t(AF_INET6)
            raw.sin6_port = port.bigEndian
            withUnsafeMutableBytes(of: &raw.sin6_addr) {
                $0.storeBytes(of: high.bigEndian, as: UInt64.self)
                $0.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
            }
            try connect(&raw, MemoryLayout<sockaddr_in6>.size)
        case .unix(let path):
            socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            var raw = sockaddr_un()
            raw.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &raw.sun_path) { $0.copyBytes(from: path.utf8) }
            try connect(&raw, MemoryLayout<sockaddr_un>.size)
        }
    }

    deinit {
        close(socket)
    }

    private static func bind(_ socket: Int32, to address: UInt32) {
        var raw = sockaddr_in()
        raw.sin_family = sa_family_t(AF_INET)
        raw.sin_addr.s_addr = address.bigEndian
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeBytes(of: &raw) {
            Glibc.bind(socket, $0.assumingMemoryBound(to: sockaddr.self).baseAddress, length)
        }
    }

    private func connect(_ raw: UnsafeRawPointer, _ length: Int) throws {
        let result = Glibc.connect(
            socket, raw.assumingMemoryBound(to: sockaddr.self), socklen_t(length))
        if result != 0 { throw KernelError(operation: "connecting", code: errno) }
        var on: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &on, 4)
        // No test waits longer than this for anything.
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, 16)
        setSendTimeout(milliseconds: 20_000)
    }

    /// Sends all of it; false if the server has closed.
    @discardableResult
    func send(_ bytes: some Collection<UInt8>) -> Bool {
        let bytes = Array(bytes)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// Sends as much as the server takes until it has taken nothing for so long.
    func sendSome(_ bytes: [UInt8], withinMilliseconds limit: Int) -> Int {
        setSendTimeout(milliseconds: limit)
        defer { setSendTimeout(milliseconds: 20_000) }
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress, min($0.count, 65_536), Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { break }
            sent += count
        }
        return sent
    }

    private func setSendTimeout(milliseconds: Int) {
        var limit = timeval(tv_sec: milliseconds / 1000, tv_usec: milliseconds % 1000 * 1000)
        setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, 16)
    }

    @discardableResult
    func send(_ text: String) -> Bool {
        send(text.utf8)
    }

    /// True once the server has reset the connection.
    var isReset: Bool {
        var state = pollfd(fd: socket, events: 0, revents: 0)
        poll(&state, 1, 0)
        return Int32(state.revents) & POLLERR != 0
    }

    /// True when octets, an end or a reset can be read.
    var isAnswered: Bool {
        var state = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        return poll(&state, 1, 0) > 0
    }

    func endSending() {
        shutdown(socket, Int32(SHUT_WR))
    }

    /// Closes so that the peer gets a reset.
    func reset() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(socket, SOL_SOCKET, SO_LINGER, &linger, 8)
    }

    /// Reads once more; false at the end, on a reset, or after the time limit.
    @discardableResult
    func receive() -> Bool {
        var part = [UInt8](repeating: 0, count: 65_536)
        let count = recv(socket, &part, part.count, 0)
        if count > 0 {
            received.append(contentsOf: part[..<count])
            return true
        }
        hasEnded = count == 0 || errno != EAGAIN
        return false
    }

    /// What was received and not yet taken.
    func takeReceived() -> [UInt8] {
        defer { received = [] }
        return received
    }

    /// Everything until the server closes.
    func receiveAll() -> String {
        while receive() {}
        return String(decoding: received, as: UTF8.self)
    }

    /// Reads on until so many octets are there.
    func receive(atLeast length: Int) {
        while received.count < length, receive() {}
    }

    /// The next response: its head as text, and its body by Content-Length or chunks.
    func response(toHead: Bool = false) -> TestResponse? {
        while true {
            if let (response, length) = TestResponse.parse(received[...], toHead: toHead) {
                received.removeFirst(length)
                return response
            }
            guard receive() else { return nil }
        }
    }

    /// The head of a response whose body is still to come, taken from what was received.
    func partialResponse() -> String? {
        while true {
            if let end = received.firstRange(of: Array("\r\n\r\n".utf8)) {
                defer { received.removeFirst(end.upperBound) }
                return String(decoding: received[..<end.upperBound], as: UTF8.self)
            }
            guard receive() else { return nil }
        }
    }

    /// Sends a request and reads its response.
    func exchange(_ request: String) -> TestResponse? {
        send(request)
        return response(toHead: request.hasPrefix("HEAD "))
    }
}
