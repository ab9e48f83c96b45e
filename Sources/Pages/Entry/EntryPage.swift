public import Reporting

/// Everything that the entry form of one unit, form and month shows.
public struct EntryPage: Sendable {
    public let frame: Frame
    public let unit: UnitLink
    public let ancestors: [UnitLink]
    public let month: Month
    /// The month before and the one after, as far as there is a page of them.
    public let neighbours: [Month]
    public let version: FormVersion
    public let catalogue: Catalogue
    public let state: ReportState
    /// The texts of the fields by element code: stored ones, or those just sent.
    public let typed: [String: String]
    public let lastMonth: ReportValues?
    public let sameMonthLastYear: ReportValues?
    public let errors: [Finding]
    public let warnings: [Finding]
    public let explanations: [String: String]
    public let note: String
    public let deadline: Day?
    /// The revision that the fields show; goes back with the form, so that a stale save is seen.
    public let revision: Int?
    public let receivedAt: Int64?
    public let today: Day
    public let notice: Notice?
    public let access: Access
    public let life: EntryLife
    /// The modules that help those who type; the form works without them.
    public let scripts: [Address]

    /// What happened just before the page was shown.
    public enum Notice: Hashable, Sendable {
        case draftSaved
        /// Accepted into the journal at this position.
        case submitted(seq: Int)
        /// The same report again: nothing new was stored.
        case unchanged
        /// A section was filled; nothing is stored yet.
        case filled
        /// A draft that was begun before the report was returned fills the form.
        case draftTakenUp(at: Int64)
        /// The reviewer's decision is stored.
        case acted
        /// The reviewer's decision was not taken.
        case notDone(reasonVI: String, reasonEN: String)
        /// Warnings want a sentence before the report is sent; what was typed is a draft.
        case unexplained
        /// The server failed; what was sent is on the page and nowhere else. The id is what the
        /// log has the request under.
        case notStored(reasonVI: String, reasonEN: String, requestID: String)
    }

    public enum Access: Hashable, Sendable {
        case writable
        /// The report is accepted or the month closed.
        case locked
        /// The viewer may read but not report for this unit.
        case readOnly
    }

    public init(
        frame: Frame, unit: UnitLink, ancestors: [UnitLink], month: Month, neighbours: [Month] = [],
        version: FormVersion,
        catalogue: Catalogue, state: ReportState, typed: [String: String],
        lastMonth: ReportValues?, sameMonthLastYear: ReportValues?, errors: [Finding] = [],
        warnings: [Finding] = [], explanations: [String: String] = [:], note: String = "",
        deadline: Day?, revision: Int?, receivedAt: Int64?, today: Day, notice: Notice? = nil,
        access: Access, life: EntryLife = .none, scripts: [Address] = []
    ) {
        self.frame = frame
        self.unit = unit
        self.ancestors = ancestors
        self.month = month
        self.neighbours = neighbours
        self.version = version
        self.catalogue = catalogue
        self.state = state
        self.typed = typed
        self.lastMonth = lastMonth
        self.sameMonthLastYear = sameMonthLastYear
        self.errors = errors
        self.warnings = warnings
        self.explanations = explanations
        self.note = note
        self.deadline = deadline
        self.revision = revision
        self.receivedAt = receivedAt
        self.today = today
        self.notice = notice
        self.access = access
        self.life = life
        self.scripts = scripts
    }

    var wording: Wording { frame.wording }

    /// Whether the fields hold what somebody sent and the server has not stored.
    var isUnsaved: Bool {
        switch notice {
        case .filled, .notStored: true
        case .draftSaved, .draftTakenUp, .acted, .notDone, .submitted, .unchanged,
            .unexplained, nil:
            !errors.isEmpty
        }
    }

    /// The address of the form of a month, as its links and its own `action` name it.
    public static func address(unit: String, form: String, month: Month) -> Address {
        Address("units", unit, "reports", form, month.code)
    }

    var address: Address { Self.address(unit: unit.id, form: version.form, month: month) }

    var trail: [Document.Crumb] {
        (ancestors + [unit]).map { .init(name: $0.name, address: $0.dashboard()) }
            + [.init(name: wording.say(.entryCrumb), address: nil)]
    }

    /// The id of an element's row, which other pages and programs link to.
    static func rowID(_ element: DataElement) -> String { "f-" + element.code }

    /// The id of its field: its place in the form, since a page of more than a hundred rows has
    /// each of these twice.
    func fieldID(_ element: DataElement) -> String {
        "f" + String(version.elements.firstIndex(of: element.index) ?? 0)
    }

    /// A computed element is shown as a sum. Only where a total came without its parts (through
    /// the API) is it a field, since leaving it out would lose it.
    func isField(_ element: DataElement) -> Bool {
        guard element.isComputed else { return true }
        let isFilled = !(typed[element.code] ?? "").isEmpty
        return isFilled && sum(of: element) == nil
    }

    /// The sum of the parts as typed; nil where one of them has no number.
    func sum(of element: DataElement) -> Int? {
        var sum = 0
        for part in element.parts {
            let text = typed[catalogue.elements[part].code] ?? ""
            guard case .value(.count(let count)) = EntryText(text) else { return nil }
            sum += Int(count)
        }
        return sum
    }

    /// How many fields a section has and how many of them hold something.
    func progress(_ section: FormVersion.Section) -> (filled: Int, fields: Int) {
        let fields = section.elements.map { catalogue.elements[$0] }.filter { isField($0) }
        return (fields.count { !(typed[$0.code] ?? "").isEmpty }, fields.count)
    }

    /// The findings that point at an element.
    func findings(_ list: [Finding], at element: DataElement) -> [Finding] {
        list.filter { $0.pointer == ReportPointer.values(element.code) }
    }

    /// The element of this form that a finding points at; nil where it is about something else.
    func element(of finding: Finding) -> DataElement? {
        version.elements.lazy.map { catalogue.elements[$0] }
            .first { finding.pointer == ReportPointer.values($0.code) }
    }
}
