/// A whole count that stations report (chỉ tiêu nhập).
public struct DataElement: Hashable, Sendable {
    /// The place of an element within one catalogue.
    public typealias Index = Int

    /// How values of one unit add over months.
    public enum Time: String, Sendable {
        /// Events: the months' values add.
        case flow
        /// A state (women now pregnant): the last month with a value counts.
        case stock
    }

    public let index: Index
    public let code: String
    public let labelVI: String
    public let labelEN: String
    public let definition: String
    public let unit: String
    public let time: Time
    /// The parts whose sum it is, where it is computed; else empty.
    public let parts: [Index]
    /// Its row on the official form, such as `Biểu 4/BCX I.5.2`.
    public let officialRow: String?

    public init(
        index: Index, code: String, labelVI: String, labelEN: String, definition: String,
        unit: String, time: Time, parts: [Index], officialRow: String?
    ) {
        self.index = index
        self.code = code
        self.labelVI = labelVI
        self.labelEN = labelEN
        self.definition = definition
        self.unit = unit
        self.time = time
        self.parts = parts
        self.officialRow = officialRow
    }

    public var isComputed: Bool { !parts.isEmpty }
}
