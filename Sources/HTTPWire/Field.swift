/// One field line.
public struct Field: Hashable, Sendable {
    public let name: FieldName
    public let value: String
}
