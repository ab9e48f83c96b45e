/// The values of one report, by the catalogue's element index; what is not set is blank.
public struct ReportValues: Hashable, Sendable {
    /// The count, or one of the two below: four bytes a value, compared at once.
    private var codes: [Int32]

    private static let blank: Int32 = -1
    private static let notApplicable: Int32 = -2

    public init(elementCount: Int) {
        codes = Array(repeating: Self.blank, count: elementCount)
    }

    public subscript(element: DataElement.Index) -> ReportValue {
        get {
            guard codes.indices.contains(element) else { return .blank }
            return switch codes[element] {
            case Self.blank: .blank
            case Self.notApplicable: .notApplicable
            case let count: .count(count)
            }
        }
        set { codes[element] = Self.code(newValue) }
    }

    private static func code(_ value: ReportValue) -> Int32 {
        switch value {
        case .blank: blank
        case .notApplicable: notApplicable
        case .count(let count): count
        }
    }

    public var elementCount: Int { codes.count }

    public var isEmpty: Bool {
        codes.allSatisfy { $0 == Self.blank }
    }
}
