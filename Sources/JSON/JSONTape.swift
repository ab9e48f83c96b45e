/// A document's octets and the flat list of its nodes. Nothing of it changes once it is read.
final class JSONTape: Sendable {
    let octets: [UInt8]
    let nodes: [JSONNode]

    init(octets: [UInt8], nodes: [JSONNode]) {
        self.octets = octets
        self.nodes = nodes
    }
}
