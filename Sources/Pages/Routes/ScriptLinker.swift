/// Makes the files that are served from those of `Public/`: comments and indentation, which are
/// for those who read the source, are left out of scripts and style sheets, and a module imports
/// another by the address that holds its version, so that both may be kept for good.
struct ScriptLinker {
    /// In the order given.
    let files: [PublicAsset]

    private static let importStart = " from './"

    init(_ sources: [(name: String, bytes: [UInt8])]) {
        var linked: [String: PublicAsset] = [:]
        var open = sources
        // Each round takes those whose imports are there; what imports itself is never linked.
        while true {
            let ready = open.filter { Self.imports($0).allSatisfy { linked[$0] != nil } }
            guard !ready.isEmpty else { break }
            for source in ready { linked[source.name] = Self.asset(source, linked) }
            open.removeAll { linked[$0.name] != nil }
        }
        precondition(open.isEmpty, "modules of Public/ import each other, or what is not there")
        files = sources.compactMap { linked[$0.name] }
    }

    private static func imports(_ source: (name: String, bytes: [UInt8])) -> [String] {
        guard source.name.hasSuffix(".js") else { return [] }
        let text = String(decoding: source.bytes, as: UTF8.self)
        return text.split(separator: "\n").compactMap { line in
            guard line.hasSuffix("';"), let start = line.firstRange(of: importStart) else {
                return nil
            }
            return String(line[start.upperBound...].dropLast(2))
        }
    }

    private static func asset(
        _ source: (name: String, bytes: [UInt8]), _ linked: [String: PublicAsset]
    ) -> PublicAsset {
        guard let condensed = condensed(source.name) else {
            return PublicAsset(name: source.name, bytes: source.bytes)
        }
        var text = condensed.text(of: source.bytes)
        let imports = imports(source).compactMap { linked[$0] }
        for file in imports {
            text = text.replacing(
                "'./" + file.name + "'", with: "'" + file.address.text + "'")
        }
        let all = imports.flatMap { [$0.name] + $0.imports }
        return PublicAsset(name: source.name, bytes: Array(text.utf8), imports: Set(all))
    }

    private static func condensed(_ name: String) -> Condensed? {
        if name.hasSuffix(".js") { return .script }
        return name.hasSuffix(".css") ? .styleSheet : nil
    }
}
