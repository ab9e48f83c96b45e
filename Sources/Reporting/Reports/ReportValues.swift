/// The values of one report, by the catalogue's element index; what is not set is blank.
public struct ReportValues: Hashable, Sendable {
    private var values: [ReportValue]

    public init(elementCount: Int) {
        values = Array(repeating: .blank, count: elementCount)
    }

    public subscript(element: DataElement.Index) -> ReportValue {
        get { values.indices.contains(element) ? values[element] : .blank }
        set { values[element] = newValue }
    }

    public var elementCount: Int { values.count }

    public var isEmpty: Bool {
        values.allSatisfy { $0 == .blank }
    }
}
