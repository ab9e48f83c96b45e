internal import HTTPWire
internal import Synchronization

/// Rendered responses that are sent again while what they show is unchanged.
///
/// Each is kept under a key (address, language, reader) with a stamp of what it was made from;
/// another stamp makes it worthless. The least recently used go first.
public final class ResponseCache<Stamp: Equatable & Sendable>: Sendable {
    private struct Entry {
        let stamp: Stamp
        let response: Response
        let byteCount: Int
        var lastUse: Int
    }

    private struct State {
        var entries: [String: Entry] = [:]
        var byteCount = 0
        var uses = 0
    }

    private let byteLimit: Int
    private let compressionLevel: Int32
    private let state = Mutex(State())

    /// Longer bodies are kept in their gzip coding alone: a page of 78 KB takes 9 KB, so that the
    /// pages of all districts stay.
    private static var packedLengthMin: Int { 16_384 }

    /// Shorter bodies are not worth gzip's header and the client's work.
    private static var compressionLengthMin: Int { 1_024 }

    /// - Parameters:
    ///   - byteLimit: about how much memory the bodies may take, plain and coded together.
    ///   - compressionLevel: zlib's, 1 to 9; each body is coded once.
    public init(byteLimit: Int, compressionLevel: Int32 = 6) {
        self.byteLimit = byteLimit
        self.compressionLevel = compressionLevel
    }

    /// What was kept under a key with this stamp.
    public func response(for key: String, stamp: Stamp) -> Response? {
        state.withLock { state in
            guard let entry = state.entries[key], entry.stamp == stamp else { return nil }
            state.uses += 1
            state.entries[key]?.lastUse = state.uses
            return entry.response
        }
    }

    /// Keeps a response with both codings of its body and gives it back in that form. Only
    /// a 200 with bytes at hand is kept.
    public func keep(_ response: Response, for key: String, stamp: Stamp) -> Response {
        guard response.status == .ok, case .bytes(let plain) = response.body,
            response.isCompressible, plain.count >= Self.compressionLengthMin
        else { return response }
        var response = response
        let gzip = Compressor(level: compressionLevel).compress(plain)
        response.body = .rendered(plain: plain, gzip: gzip)
        var kept = response
        if plain.count >= Self.packedLengthMin {
            kept.body = .packed(gzip: gzip, plainLength: plain.count)
        }
        put(kept, key, stamp, byteCount: kept.body.keptLength + key.utf8.count)
        return response
    }

    private func put(_ response: Response, _ key: String, _ stamp: Stamp, byteCount: Int) {
        state.withLock { state in
            state.uses += 1
            state.byteCount += byteCount - (state.entries[key]?.byteCount ?? 0)
            state.entries[key] = Entry(
                stamp: stamp, response: response, byteCount: byteCount, lastUse: state.uses)
            if state.byteCount > byteLimit { Self.evict(&state, to: byteLimit / 2) }
        }
    }

    /// Halving at once keeps the ordering by age off the common path.
    private static func evict(_ state: inout State, to limit: Int) {
        for (key, entry) in state.entries.sorted(by: { $0.value.lastUse < $1.value.lastUse }) {
            guard state.byteCount > limit else { return }
            state.byteCount -= entry.byteCount
            state.entries[key] = nil
        }
    }
}

extension ResponseBody {
    fileprivate var keptLength: Int {
        if case .rendered(let plain, let gzip) = self {
            plain.count + gzip.count
        } else {
            heldLength
        }
    }
}
