/// What a parser made of the octets it was shown.
public enum ParseResult<Value: Sendable>: Sendable {
    /// A whole message head; `consumed` octets of the buffer belong to it.
    case done(Value, consumed: Int)
    /// Good so far. Show the parser the same octets again with more behind them.
    case incomplete
    /// Not a request; answer and close.
    case malformed(WireFault)
}
