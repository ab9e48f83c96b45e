internal import COpenSSL

/// This thread's queue of errors, which must be empty before the next operation on a
/// connection (SSL_get_error(3)).
enum OpenSSLError {
    /// The reason of the last error, 0 if there is none; empties the queue.
    static func takeReason() -> Int32 {
        defer { ERR_clear_error() }
        return ERR_GET_REASON(ERR_peek_last_error())
    }

    /// The same in words: "ee key too small".
    static func take() -> String {
        defer { ERR_clear_error() }
        guard let text = unsafe ERR_reason_error_string(ERR_peek_last_error()) else {
            return "unknown error"
        }
        return unsafe String(cString: text)
    }
}
