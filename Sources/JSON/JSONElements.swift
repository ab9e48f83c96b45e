/// The elements of an array in order.
public struct JSONElements: Sequence, IteratorProtocol, Sendable {
    private let tape: JSONTape
    private var index: Int
    private let end: Int

    init(_ value: JSONValue) {
        tape = value.tape
        index = value.index + 1
        end = value.kind == .array ? Int(value.node.next) : index
    }

    public mutating func next() -> JSONValue? {
        guard index < end else { return nil }
        let element = JSONValue(tape: tape, index: index)
        index = Int(element.node.next)
        return element
    }
}
