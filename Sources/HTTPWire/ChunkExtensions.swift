/// The rule for what may follow a chunk's size, an octet at a time (RFC 9112 §7.1.1):
/// `*( BWS ";" BWS name [ BWS "=" BWS ( token / quoted-string ) ] )`.
struct ChunkExtensions: Sendable {
    private enum State: Sendable {
        /// Where the line may end: behind the size, a name, a value.
        case afterSize, name, token, afterQuoted
        /// Blanks there lead on to `;` or `=`, and to nothing else.
        case blankBeforeSemicolon, blankAfterName
        case beforeName, beforeValue
        case quoted, escaped
    }

    private var state = State.afterSize

    /// Whether the line may end here. A quote that is open is refused: another reader could go
    /// on with it on the next line.
    var mayEnd: Bool {
        switch state {
        case .afterSize, .name, .token, .afterQuoted: true
        default: false
        }
    }

    /// Takes one octet in; false where the rule has none such.
    mutating func take(_ octet: UInt8) -> Bool {
        guard let next = next(octet) else { return false }
        state = next
        return true
    }

    private func next(_ octet: UInt8) -> State? {
        switch state {
        case .quoted, .escaped: quoted(octet)
        case .beforeName: octet.isBlank ? .beforeName : octet.isTokenCharacter ? .name : nil
        case .beforeValue: value(octet)
        case .name where octet.isTokenCharacter: .name
        case .token where octet.isTokenCharacter: .token
        case .name where octet == .ascii("="), .blankAfterName where octet == .ascii("="):
            .beforeValue
        default: separator(octet)
        }
    }

    private func separator(_ octet: UInt8) -> State? {
        if octet == .ascii(";") { return .beforeName }
        guard octet.isBlank else { return nil }
        return state == .name || state == .blankAfterName ? .blankAfterName : .blankBeforeSemicolon
    }

    private func value(_ octet: UInt8) -> State? {
        if octet.isBlank { return .beforeValue }
        if octet == .ascii("\"") { return .quoted }
        return octet.isTokenCharacter ? .token : nil
    }

    /// `quoted-string` (RFC 9110 §5.6.4) holds no control character but HTAB.
    private func quoted(_ octet: UInt8) -> State? {
        guard !octet.isControl || octet == .horizontalTab else { return nil }
        switch (state, octet) {
        case (.quoted, .ascii("\"")): return .afterQuoted
        case (.quoted, .ascii("\\")): return .escaped
        default: return .quoted
        }
    }
}
