extension Fields {
    /// Whether the comma-separated lists of that name hold `token`, which must be lower case.
    func hasToken(_ token: StaticString, in name: FieldName) -> Bool {
        let bytes = octets.span.bytes
        for entry in entries where matches(entry, name) {
            var start = entry.value.lowerBound
            while start < entry.value.upperBound {
                let rest = start..<entry.value.upperBound
                let end = bytes.firstIndex(of: .ascii(","), in: rest) ?? rest.upperBound
                if bytes.matches(token, in: bytes.trimmingBlanks(start..<end)) { return true }
                start = end + 1
            }
        }
        return false
    }

    /// Adds an element to the list of that name. It stays one line: not every reader joins
    /// several, though RFC 9110 §5.3 lets them be joined.
    public mutating func append(_ element: String, toListOf name: FieldName) {
        self[name] = combined(name).map { $0 + ", " + element } ?? element
    }

    /// The first field of that name, and whether there is another.
    func onlyEntry(of name: FieldName) -> (entry: Entry?, isRepeated: Bool) {
        guard let first = entries.firstIndex(where: { matches($0, name) }) else {
            return (nil, false)
        }
        return (entries[first], entries[(first + 1)...].contains { matches($0, name) })
    }

    /// The tokens of every `Connection` line, in lower case (RFC 9110 §7.6.1).
    public var connectionTokens: [String] {
        (combined(.connection) ?? "").split(separator: ",")
            .map { $0.trimmingBlanks.lowercased() }
            .filter { !$0.isEmpty }
    }
}
