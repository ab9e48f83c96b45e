import HTTPWire

/// Parses `text` at once.
func parse(_ text: String, limits: HeadLimits = .standard) -> ParseResult<RequestHead> {
    var parser = RequestHeadParser(limits: limits)
    return parser.parse([UInt8](text.utf8).span.bytes)
}

/// The head that `text` is, or nil.
func head(_ text: String) -> RequestHead? {
    guard case .done(let head, _) = parse(text) else { return nil }
    return head
}

/// The fault that `text` is refused with, or nil.
func fault(_ text: String, limits: HeadLimits = .standard) -> WireFault? {
    guard case .malformed(let fault) = parse(text, limits: limits) else { return nil }
    return fault
}

/// A GET of `/` with Host and the given lines.
func get(_ lines: String...) -> String {
    "GET / HTTP/1.1\r\nHost: a\r\n" + lines.map { $0 + "\r\n" }.joined() + "\r\n"
}

/// Heads that are in order, each with what it shows.
let goodHeads = [
    "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
    "\r\nGET /a/b?c=d HTTP/1.1\r\nhOsT:\t a:80 \t\r\nX-Empty:\r\nX-A:b\r\n\r\n",
    "POST /echo HTTP/1.1\r\nHost: [::1]:8080\r\nContent-Length: 0005\r\n\r\n",
    "POST /echo HTTP/1.1\r\nHost: \r\ntransfer-encoding:\tCHUNKED \r\n\r\n",
    "GET / HTTP/1.0\r\n\r\n",
    "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
    "CONNECT a.example:443 HTTP/1.1\r\nHost: a.example:443\r\n\r\n",
    "GET HTTP://other/x HTTP/1.1\r\nHost: wrong\r\nX-A: caf\u{E9}\u{FF}\r\n\r\n",
    "GET /%zz?q=%20 HTTP/1.2\r\nHost: a\r\n!#$%&'*+-.^_`|~09azAZ: v\tw\r\n\r\n",
    "FROBNICATE-x! /[x]|y HTTP/1.1\r\nHost: %41.example:\r\nConnection: x, Close\r\n\r\n",
]
