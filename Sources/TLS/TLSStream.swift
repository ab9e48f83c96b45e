internal import COpenSSL

/// One connection's TLS state, on top of a non-blocking socket.
///
/// The first `read` or `write` begins the handshake, and each goes on with it. The socket must
/// stay open as long as the value lives. One thread at a time; OpenSSL writes with write(2),
/// so the process must ignore SIGPIPE.
@safe public struct TLSStream: ~Copyable, @unchecked Sendable {
    private let handle: OpaquePointer
    /// OpenSSL's functions of the context are called with it.
    private let context: TLSContext

    /// Nil without memory.
    public init?(_ context: TLSContext, over descriptor: Int32) {
        guard let handle = unsafe context.newConnection(over: descriptor) else { return nil }
        unsafe self.handle = handle
        self.context = context
    }

    deinit {
        unsafe SSL_free(handle)
    }

    /// Reads what one record holds, at most `buffer.count` octets. After `moved` and `consumed`
    /// there may be more inside, of which the socket tells nothing: read on until `wouldBlock`.
    public borrowing func read(into buffer: UnsafeMutableRawBufferPointer) -> TLSTransfer {
        ERR_clear_error()
        let before = receivedLength()
        let result = unsafe SSL_read(handle, buffer.baseAddress, Int32(clamping: buffer.count))
        if result > 0 { return .moved(Int(result)) }
        let failure = failure(result)
        let consumed = receivedLength() - before
        return failure == .wouldBlock && consumed > 0 ? .consumed(consumed) : failure
    }

    private borrowing func receivedLength() -> Int {
        unsafe Int(clamping: BIO_number_read(SSL_get_rbio(handle)))
    }

    /// Writes records until all is gone or the socket takes no more.
    ///
    /// A record that went only in part stays inside; the next `write` must begin with the octets
    /// that were not counted as moved, as many or more.
    public borrowing func write(_ bytes: UnsafeRawBufferPointer) -> TLSTransfer {
        ERR_clear_error()
        var written = 0
        while written < bytes.count {
            let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[written...])
            let result = unsafe SSL_write(handle, rest.baseAddress, Int32(clamping: rest.count))
            if result <= 0 {
                let failure = failure(result)
                return failure == .wouldBlock && written > 0 ? .moved(written) : failure
            }
            written += Int(result)
        }
        return .moved(written)
    }

    /// Tells the peer that nothing more follows (`close_notify`); false if the socket does not
    /// take it now and it is to be tried again. Reading goes on.
    public borrowing func endWriting() -> Bool {
        ERR_clear_error()
        let result = unsafe SSL_shutdown(handle)
        defer { ERR_clear_error() }
        return unsafe result >= 0 || SSL_get_error(handle, result) != SSL_ERROR_WANT_WRITE
    }

    /// Has `endWriting` say nothing: what was written is not the whole, and the peer must not
    /// take it for that.
    public borrowing func abandon() {
        unsafe SSL_set_quiet_shutdown(handle, 1)
    }

    /// Whether the handshake has not ended.
    public borrowing func isShakingHands() -> Bool {
        unsafe SSL_is_init_finished(handle) == 0
    }

    /// Octets given to the socket so far, of records and handshakes.
    public borrowing func sentLength() -> Int {
        unsafe Int(clamping: BIO_number_written(SSL_get_wbio(handle)))
    }

    private borrowing func failure(_ result: Int32) -> TLSTransfer {
        switch unsafe SSL_get_error(handle, result) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return .wouldBlock
        case SSL_ERROR_ZERO_RETURN: return .end
        default:
            // After this no function but SSL_free may be called that could write
            // (SSL_get_error(3)).
            abandon()
            let reason = OpenSSLError.takeReason()
            return Self.plainTextReasons.contains(reason) && sentLength() == 0
                ? .plainText : .broken
        }
    }

    /// OpenSSL knows some methods of HTTP by their first letters and sends no alert to them,
    /// nor to other text.
    private static let plainTextReasons = [
        SSL_R_HTTP_REQUEST, SSL_R_HTTPS_PROXY_REQUEST, SSL_R_WRONG_VERSION_NUMBER,
    ]
}
