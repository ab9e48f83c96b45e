/// What kind of value a JSON text has.
public enum JSONKind: UInt8, Hashable, Sendable {
    case null, bool, number, string, array, object
}
