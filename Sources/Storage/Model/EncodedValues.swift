import JSON
public import Reporting

/// A report's values as they are kept and told: packed for its rows, and as the canonical JSON
/// that its hash covers and its answer repeats.
///
/// Whoever submits makes them, on one of several threads; the one writer only puts them down.
struct EncodedValues: Sendable {
    let packed: PackedValues
    /// `{"live_births":5,…}` in the form version's order; blank elements are left out.
    let json: [UInt8]

    /// - Precondition: the edition has the version.
    init(_ values: ReportValues, of version: FormVersion, edition: Edition) {
        self.init(PackedValues(values, order: version.elements), of: version, edition: edition)
    }

    init(_ packed: PackedValues, of version: FormVersion, edition: Edition) {
        self.packed = packed
        let keys = edition.keys(of: version)
        var writer = JSONWriter(reservingCapacity: keys.count * Self.usualMemberLength)
        writer.beginObject()
        packed.forEach { position, value in
            guard keys.indices.contains(position) else { return }
            if case .count(let count) = value {
                writer.member(keys[position], Int64(count))
            } else {
                writer.key(keys[position])
                writer.value(value)
            }
        }
        writer.endObject()
        json = writer.bytes
    }

    private static let usualMemberLength = 32
}

/// A report's values as canonical JSON.
public enum ValuesJSON {
    /// - Parameter elements: what may be named, in this order.
    /// - Precondition: they are the catalogue's.
    public static func bytes(
        _ values: ReportValues, in elements: [DataElement.Index], catalogue: Catalogue
    ) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        for element in elements where values[element] != .blank {
            writer.key(catalogue.elements[element].code)
            writer.value(values[element])
        }
        writer.endObject()
        return writer.bytes
    }
}

extension JSONWriter {
    fileprivate mutating func value(_ value: ReportValue) {
        switch value {
        case .blank: null()
        case .notApplicable: self.value("na")
        case .count(let count): self.value(Int64(count))
        }
    }
}
