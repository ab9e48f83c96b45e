extension Fields: RandomAccessCollection {
    public var startIndex: Int { 0 }
    public var endIndex: Int { entries.count }

    public subscript(position: Int) -> Field {
        let entry = entries[position]
        let bytes = octets.span.bytes
        return Field(
            name: FieldName(unchecked: bytes.string(in: entry.name)),
            value: bytes.string(in: entry.value))
    }
}

extension Fields: Equatable {
    /// Two lists are equal when they hold the same names and values in the same order.
    public static func == (left: Fields, right: Fields) -> Bool {
        left.elementsEqual(right)
    }
}

extension Fields: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (FieldName, String)...) {
        self.init()
        for (name, value) in elements { append(name, value) }
    }
}

extension Fields: CustomStringConvertible {
    public var description: String {
        map { "\($0.name): \($0.value)" }.joined(separator: "\n")
    }
}
