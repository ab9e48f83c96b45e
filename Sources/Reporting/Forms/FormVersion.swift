/// One legal version of a form (biểu): which elements a station reports from when to when.
///
/// Circulars replace each other, so forms are data. A version with reports never changes its
/// elements or their order: stored values are packed in that order.
public final class FormVersion: Sendable {
    public let form: String
    public let version: String
    public let titleVI: String
    public let titleEN: String
    public let legalBasis: String
    public let periodicity: String
    /// Levels whose units report it without being assigned.
    public let levels: Set<OrgUnitLevel>
    public let validity: Validity
    public let deadline: DeadlineRule
    public let sections: [Section]
    /// All elements in the order of the sections.
    public let elements: [DataElement.Index]
    /// By element, up to the last one of its own.
    private let isOwn: [Bool]

    public struct Section: Sendable {
        public let code: String
        public let titleVI: String
        public let titleEN: String
        public let elements: [DataElement.Index]

        public init(code: String, titleVI: String, titleEN: String, elements: [DataElement.Index]) {
            self.code = code
            self.titleVI = titleVI
            self.titleEN = titleEN
            self.elements = elements
        }
    }

    public init(
        form: String, version: String, titleVI: String, titleEN: String, legalBasis: String,
        periodicity: String, levels: Set<OrgUnitLevel>, validity: Validity,
        deadline: DeadlineRule, sections: [Section]
    ) {
        self.form = form
        self.version = version
        self.titleVI = titleVI
        self.titleEN = titleEN
        self.legalBasis = legalBasis
        self.periodicity = periodicity
        self.levels = levels
        self.validity = validity
        self.deadline = deadline
        self.sections = sections
        elements = sections.flatMap(\.elements)
        var isOwn = [Bool](repeating: false, count: (elements.max() ?? -1) + 1)
        for element in elements { isOwn[element] = true }
        self.isOwn = isOwn
    }

    public func has(_ element: DataElement.Index) -> Bool {
        isOwn.indices.contains(element) && isOwn[element]
    }
}
