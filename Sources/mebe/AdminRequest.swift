import JSON
import Recount
import Reporting
import Storage

/// What a command asks of the store, whether a running server does it or this process.
enum AdminRequest: Sendable {
    case makeToken(unit: String, role: String, name: String, lifetimeMilliseconds: Int64?)
    case people(PeopleRequest)
    /// Files named here lie in the data folder.
    case adoptReports(stagedAt: String, by: String)
    case importOrgUnits(units: String, successions: String, members: String?)
    case importCatalogue(path: String)
    case changeUnits(UnitChange, UnitChangeRequest)
    case importUnitChanges(path: String, UnitChangeRequest)
    case undoUnitChange(Int, UnitChangeRequest)
    case listUnitChanges
    /// The path begins at the root; the folder is what the command finds there.
    case backUp(path: String, folder: String)
    /// Asked by `mebe verify`, as what follows.
    case figures(FigureQuestion)
    case makeCheckpoint
}

/// What came of it.
enum AdminReply: Sendable {
    /// Names and texts to be shown, in order.
    case done([(name: String, value: String)])
    case badData([String])
    case wrongUse(String)
    case failed(String)

    subscript(_ name: String) -> String? {
        guard case .done(let values) = self else { return nil }
        return values.first { $0.name == name }?.value
    }
}

// MARK: On the wire between a command and the server

extension AdminRequest {
    var json: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        for (key, value) in fields {
            writer.key(key)
            writer.value(value)
        }
        writer.endObject()
        return writer.bytes
    }

    private var fields: [(String, String)] {
        switch self {
        case .makeToken(let unit, let role, let name, let lifetime):
            [("do", "make-token"), ("unit", unit), ("role", role), ("name", name)]
                + (lifetime.map { [("lifetime", String($0))] } ?? [])
        case .people(let request): request.fields
        case .adoptReports(let path, let by):
            [("do", "adopt-reports"), ("path", path), ("by", by)]
        case .importOrgUnits(let units, let successions, let members):
            [("do", "import-org-units"), ("units", units), ("successions", successions)]
                + (members.map { [("members", $0)] } ?? [])
        case .importCatalogue(let path):
            [("do", "import-catalogue"), ("path", path)]
        case .changeUnits(let change, let request):
            [("do", "change-units"), ("change", change.text)] + request.fields
        case .importUnitChanges(let path, let request):
            [("do", "import-unit-changes"), ("path", path)] + request.fields
        case .undoUnitChange(let number, let request):
            [("do", "undo-unit-change"), ("number", String(number))] + request.fields
        case .listUnitChanges: [("do", "list-unit-changes")]
        case .backUp(let path, let folder):
            [("do", "back-up"), ("path", path), ("folder", folder)]
        case .figures(let question): [("do", "figures")] + question.fields
        case .makeCheckpoint: [("do", "make-checkpoint")]
        }
    }

    init?(json: [UInt8]) {
        guard let root = try? JSONDocument(parsing: json).root else { return nil }
        func text(_ key: String) -> String { root[key]?.string ?? "" }
        let request = UnitChangeRequest(
            by: text("by"), isDryRun: !text("preview").isEmpty,
            wantsEffects: text("quiet").isEmpty)
        switch text("do") {
        case "make-token":
            self = .makeToken(
                unit: text("unit"), role: text("role"), name: text("name"),
                lifetimeMilliseconds: Int64(text("lifetime")))
        case "adopt-reports": self = .adoptReports(stagedAt: text("path"), by: text("by"))
        case "import-org-units":
            self = .importOrgUnits(
                units: text("units"), successions: text("successions"),
                members: root["members"]?.string)
        case "import-catalogue": self = .importCatalogue(path: text("path"))
        case "change-units":
            guard let change = UnitChange(text: text("change")) else { return nil }
            self = .changeUnits(change, request)
        case "import-unit-changes":
            self = .importUnitChanges(path: text("path"), request)
        case "undo-unit-change":
            self = .undoUnitChange(Int(text("number")) ?? 0, request)
        case "list-unit-changes": self = .listUnitChanges
        case "make-checkpoint": self = .makeCheckpoint
        case "back-up": self = .backUp(path: text("path"), folder: text("folder"))
        case "figures":
            guard let question = FigureQuestion(text) else { return nil }
            self = .figures(question)
        default:
            guard let request = PeopleRequest(text) else { return nil }
            self = .people(request)
        }
    }
}

extension UnitChangeRequest {
    fileprivate var fields: [(String, String)] {
        [("by", by)] + (isDryRun ? [("preview", "yes")] : [])
            + (wantsEffects ? [] : [("quiet", "yes")])
    }
}

extension UnitChange {
    fileprivate var text: String {
        var writer = JSONWriter()
        write(to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    fileprivate init?(text: String) {
        guard let root = try? JSONDocument(parsing: Array(text.utf8)).root,
            let change = try? UnitChange(json: root)
        else { return nil }
        self = change
    }
}

extension AdminReply {
    var json: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        switch self {
        case .done(let values):
            writer.key("done")
            writer.beginArray()
            for (name, value) in values {
                writer.beginArray()
                writer.value(name)
                writer.value(value)
                writer.endArray()
            }
            writer.endArray()
        case .badData(let lines):
            writer.key("bad_data")
            writer.beginArray()
            for line in lines { writer.value(line) }
            writer.endArray()
        case .wrongUse(let text):
            writer.key("wrong_use")
            writer.value(text)
        case .failed(let text):
            writer.key("failed")
            writer.value(text)
        }
        writer.endObject()
        return writer.bytes
    }

    init(json: [UInt8]) {
        guard let root = try? JSONDocument(parsing: json).root else {
            self = .failed("the running server's answer cannot be read")
            return
        }
        if let done = root["done"] {
            self = .done(
                done.elements.compactMap { pair in
                    let texts = pair.elements.compactMap(\.string)
                    return texts.count == 2 ? (texts[0], texts[1]) : nil
                })
        } else if let lines = root["bad_data"] {
            self = .badData(lines.elements.compactMap(\.string))
        } else if let text = root["wrong_use"]?.string {
            self = .wrongUse(text)
        } else {
            self = .failed(root["failed"]?.string ?? "the running server's answer is unknown")
        }
    }
}
