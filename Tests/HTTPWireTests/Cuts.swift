/// Ways of cutting octets into portions: octet by octet where they are few, in sevens, in halves.
enum Cuts {
    static func ways(of length: Int) -> [[Int]] {
        let single = length <= 512 ? Array(0..<length) : []
        return [single, Array(stride(from: 7, to: length, by: 7)), [length / 2]]
    }

    /// The portions that end at `cuts`, and the rest.
    static func portions(_ octets: [UInt8], at cuts: [Int]) -> [[UInt8]] {
        var start = 0
        return (cuts + [octets.count]).map { end in
            defer { start = end }
            return Array(octets[start..<end])
        }
    }
}
