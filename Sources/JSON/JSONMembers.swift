/// The members of an object in the document's order.
public struct JSONMembers: Sequence, IteratorProtocol, Sendable {
    private let tape: JSONTape
    private var index: Int
    private let end: Int

    init(_ value: JSONValue) {
        tape = value.tape
        index = value.index + 1
        end = value.kind == .object ? Int(value.node.next) : index
    }

    public mutating func next() -> JSONMember? {
        guard index < end else { return nil }
        let keyIndex = index
        index = Int(tape.nodes[keyIndex + 1].next)
        return JSONMember(tape: tape, keyIndex: keyIndex)
    }
}
