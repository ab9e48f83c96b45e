/// What a reader refuses for its size, before the memory for it is spent.
public struct JSONLimits: Sendable {
    /// Octets of the document; it is bounded by 2³² − 1 in any case.
    public let documentLengthMax: Int
    /// Arrays and objects inside each other; `[]` has depth 1. Each level costs some stack, and
    /// `JSONWriter` writes no more than the standard 64.
    public let depthMax: Int
    /// Octets of one number. An exact double has at most 767 digits that matter.
    public let numberLengthMax: Int

    public init(
        documentLengthMax: Int = 16_777_216, depthMax: Int = 64, numberLengthMax: Int = 1_024
    ) {
        self.documentLengthMax = min(documentLengthMax, Int(UInt32.max))
        self.depthMax = depthMax
        self.numberLengthMax = numberLengthMax
    }

    public static let standard = JSONLimits()
}
