/// JSON pointers (RFC 6901), read back from the tape: nothing is kept for them while reading.
enum JSONPointer {
    /// The pointer to the node at `target`, which may be the one about to be appended: a
    /// container that is still open contains everything behind it.
    static func text(to target: Int, _ nodes: [JSONNode], _ octets: [UInt8]) -> String {
        var pointer = ""
        var container = 0
        while container < target, container < nodes.count {
            guard let step = step(in: container, to: target, nodes, octets) else { break }
            pointer += "/" + step.token
            container = step.child
        }
        return pointer
    }

    /// The child of a container that is, or contains, the target.
    private static func step(
        in container: Int, to target: Int, _ nodes: [JSONNode], _ octets: [UInt8]
    ) -> (token: String, child: Int)? {
        let isObject = nodes[container].kind == .object
        var (child, ordinal) = (container + 1, 0)
        while child < nodes.count {
            let value = isObject ? child + 1 : child
            let end = value < nodes.count ? Int(nodes[value].next) : Int.max
            if target < end {
                return (isObject ? escaped(nodes[child], octets) : String(ordinal), value)
            }
            (child, ordinal) = (end, ordinal + 1)
        }
        return isObject ? nil : (String(ordinal), child)
    }

    /// A key as reference token: `~` and `/` are written `~0` and `~1`.
    private static func escaped(_ key: JSONNode, _ octets: [UInt8]) -> String {
        var token = ""
        for scalar in key.text(octets).unicodeScalars {
            switch scalar {
            case "~": token += "~0"
            case "/": token += "~1"
            default: token.unicodeScalars.append(scalar)
            }
        }
        return token
    }
}
