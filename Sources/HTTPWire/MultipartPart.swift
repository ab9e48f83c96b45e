/// What the head of one part of a form says (RFC 7578 §4).
public struct MultipartPart: Hashable, Sendable {
    /// The form field's name.
    public let name: String
    /// The name of the file that the part is, as the client has it; nil for a plain field.
    public let fileName: String?
    /// The part's Content-Type; nil stands for plain text (RFC 7578 §4.4).
    public let contentType: String?

    /// Reads the field lines of a part without the empty line behind them. Fields other than
    /// the three of RFC 7578 §4.8 mean nothing, but must be well-formed.
    init(head: ArraySlice<UInt8>) throws(MultipartFault) {
        var disposition: String?
        var contentType: String?
        for line in Self.lines(of: head) {
            let (name, value) = try Self.field(line)
            switch name {
            case "content-disposition" where disposition == nil: disposition = value
            case "content-type" where contentType == nil: contentType = value
            case "content-disposition", "content-type": throw .malformedPartHead
            case "content-transfer-encoding":
                // Deprecated, and no sender uses one that changes the octets (§4.7).
                guard ["7bit", "8bit", "binary"].contains(value.lowercased()) else {
                    throw .unknownTransferEncoding
                }
            default: break
            }
        }
        guard let disposition else { throw .missingName }
        let parameters = try Self.parameters(of: disposition)
        guard let name = parameters["name"] else { throw .missingName }
        self.name = name
        fileName = parameters["filename"]
        self.contentType = contentType
    }

    private static func lines(of head: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = head.startIndex
        for index in head.indices where head[index] == .lineFeed {
            lines.append(head[start..<index])
            start = index + 1
        }
        return lines + [head[start...]]
    }

    /// A name in lower case and its value; like in a request's head nothing may stand before
    /// the colon, no line is folded, and no control character is left in.
    private static func field(
        _ line: ArraySlice<UInt8>
    ) throws(MultipartFault) -> (name: String, value: String) {
        // All lines but the last one still have the CR of their end.
        let line = line.last == .carriageReturn ? line.dropLast() : line
        let name = line.prefix(while: \.isTokenCharacter)
        let rest = line[name.endIndex...]
        guard !name.isEmpty, rest.first == .ascii(":"),
            rest.allSatisfy({ !$0.isControl || $0 == .horizontalTab }),
            let value = String(validating: rest.dropFirst(), as: UTF8.self)
        else { throw .malformedPartHead }
        return (
            String(decoding: name, as: UTF8.self).lowercased(),
            String(value[...].trimmingBlanks)
        )
    }

    /// `form-data; name="a"; filename="b"`, each at most once. `filename*` is forbidden
    /// (RFC 7578 §4.2), since two names for one file let two readers take different ones.
    private static func parameters(
        of disposition: String
    ) throws(MultipartFault) -> [String: String] {
        var rest = disposition[...].utf8
        let kind = rest.prefix(while: \.isTokenCharacter)
        rest = rest[kind.endIndex...]
        guard Substring(kind).lowercased() == "form-data" else { throw .missingName }
        var parameters: [String: String] = [:]
        while true {
            rest = rest.drop(while: \.isBlank)
            if rest.isEmpty { return parameters }
            guard rest.popFirst() == .ascii(";") else { throw .malformedPartHead }
            rest = rest.drop(while: \.isBlank)
            let (name, value) = try parameter(&rest)
            guard parameters.updateValue(value, forKey: name) == nil, name != "filename*" else {
                throw .malformedPartHead
            }
        }
    }

    private static func parameter(
        _ rest: inout Substring.UTF8View
    ) throws(MultipartFault) -> (String, String) {
        let name = rest.prefix(while: \.isTokenCharacter)
        rest = rest[name.endIndex...]
        guard !name.isEmpty, rest.popFirst() == .ascii("=") else { throw .malformedPartHead }
        let value: [UInt8]
        if rest.first == .ascii("\"") {
            value = try quoted(&rest)
        } else {
            let token = rest.prefix(while: \.isTokenCharacter)
            guard !token.isEmpty else { throw .malformedPartHead }
            rest = rest[token.endIndex...]
            value = Array(token)
        }
        return (Substring(name).lowercased(), String(decoding: value, as: UTF8.self))
    }

    /// Browsers write a quote as `%22` and line ends as `%0D%0A` and leave backslashes alone
    /// (WHATWG HTML, multipart/form-data encoding algorithm); curl writes `\"` and `\\`.
    private static func quoted(_ rest: inout Substring.UTF8View) throws(MultipartFault) -> [UInt8] {
        var octets: [UInt8] = []
        rest = rest.dropFirst()
        while let octet = rest.popFirst() {
            switch octet {
            case .ascii("\""): return octets
            case .ascii("\\") where rest.first == .ascii("\"") || rest.first == .ascii("\\"):
                octets.append(rest.removeFirst())
            case .ascii("%"):
                octets.append(takeEscape(&rest) ?? octet)
            default: octets.append(octet)
            }
        }
        throw .malformedPartHead
    }

    private static func takeEscape(_ rest: inout Substring.UTF8View) -> UInt8? {
        let digits = Substring(rest.prefix(2))
        guard let octet = ["22": 0x22, "0D": 0x0D, "0A": 0x0A][digits.uppercased()] else {
            return nil
        }
        rest = rest.dropFirst(2)
        return UInt8(octet)
    }
}
