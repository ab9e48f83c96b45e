/// What came of trying to sign in.
public enum SignIn: Sendable {
    /// The value of the session's cookie.
    case opened(Secret)
    /// The password was right; a code is asked for, together with this.
    case needsCode(challenge: String)
    case wrong
    /// It was not looked at; the next try is after so many seconds.
    case mustWait(seconds: Int64)
}
