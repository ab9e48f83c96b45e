import JSON
public import Reporting

/// A report's values as they are kept and told: packed for its rows, and as the canonical JSON
/// that its hash covers and its answer repeats.
///
/// Whoever submits makes them, on one of several threads; the one writer only puts them down.
public struct EncodedValues: Sendable {
    let packed: PackedValues
    /// `{"live_births":5,…}` in the form version's order; blank elements are left out.
    public let json: [UInt8]

    init(_ values: ReportValues, of version: FormVersion, catalogue: Catalogue) {
        packed = PackedValues(values, order: version.elements)
        json = Self.json(values, in: version.elements, catalogue: catalogue)
    }

    /// - Parameter elements: what may be named, in this order.
    /// - Precondition: they are the catalogue's.
    public static func json(
        _ values: ReportValues, in elements: [DataElement.Index], catalogue: Catalogue
    ) -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: elements.count * usualMemberLength)
        writer.beginObject()
        for element in elements {
            switch values[element] {
            case .blank: continue
            case .notApplicable:
                writer.key(catalogue.elements[element].code)
                writer.value("na")
            case .count(let count):
                writer.key(catalogue.elements[element].code)
                writer.value(Int64(count))
            }
        }
        writer.endObject()
        return writer.bytes
    }

    private static let usualMemberLength = 32
}
