import JSON
import Reporting

/// Units and catalogue in force, with the numbers by which the database names forms.
final class Edition: Sendable {
    let registry: Registry
    private let formNumbers: [String: Int]
    /// By the place of a version in `Catalogue.versions`.
    private let versionNumbers: [Int]
    private let versionIndices: [Int: Int]
    /// By the place of a version: its elements' codes in order.
    private let keys: [[JSONKey]]

    init(registry: Registry, formNumbers: [String: Int], versionNumbers: [Int]) {
        self.registry = registry
        self.formNumbers = formNumbers
        self.versionNumbers = versionNumbers
        versionIndices = Dictionary(
            versionNumbers.enumerated().map { ($1, $0) }
        ) { first, _ in first }
        keys = registry.catalogue.versions.map { version in
            version.elements.map { JSONKey(registry.catalogue.elements[$0].code) }
        }
    }

    var catalogue: Catalogue { registry.catalogue }

    func number(ofForm code: String) -> Int? { formNumbers[code] }

    func number(of version: FormVersion) -> Int? {
        index(of: version).map { versionNumbers[$0] }
    }

    func index(of version: FormVersion) -> Int? {
        catalogue.place(of: version)
    }

    func index(ofVersionNumber number: Int) -> Int? { versionIndices[number] }

    /// The keys under which a version's values are told, in its order.
    func keys(of version: FormVersion) -> [JSONKey] {
        index(of: version).map { keys[$0] } ?? []
    }
}
