import Access
import HTTPWire
import Serving
import Storage

/// The files of `Public/`, compiled in and held in memory: nothing else can be reached.
struct PublicAssets: Sendable {
    /// The style sheet's address with the version of its content.
    let stylesheet: Address
    private let files: [(name: String, tag: String, bytes: [UInt8])]

    private static let prefix = "Public/"
    private static let stylesheetName = "mebe.css"
    /// A year: an address with a version never changes its content.
    private static let versionedSeconds = 365 * 24 * 3_600
    private static let plainSeconds = 3_600

    init() {
        files = Assets.paths(under: Self.prefix).compactMap { path in
            Assets.bytes(path).map { bytes in
                (String(path.dropFirst(Self.prefix.count)), Validator.tag(of: bytes), bytes)
            }
        }
        let tag = files.first { $0.name == Self.stylesheetName }?.tag ?? ""
        let version = String(tag.filter { $0 != "\"" }.prefix(12))
        stylesheet = Address(Self.stylesheetName, query: [.init("v", version)])
    }

    func add(to router: inout Router) {
        for file in files {
            router.on(.get, "/" + file.name, immediate: { Self.response(file, $0) }) {
                Self.response(file, $0)
            }
        }
    }

    private static func response(
        _ file: (name: String, tag: String, bytes: [UInt8]), _ request: Request
    ) -> Response {
        var response = Response(body: .bytes(file.bytes))
        let isVersioned = request.query["v"] != nil
        response.fields[.contentType] = type(of: file.name)
        response.fields[.etag] = file.tag
        response.fields[.cacheControl] =
            isVersioned
            ? "public, max-age=\(versionedSeconds), immutable" : "public, max-age=\(plainSeconds)"
        return response
    }

    private static func type(of name: String) -> String {
        switch name.split(separator: ".").last {
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        case "png": "image/png"
        case "txt": "text/plain; charset=utf-8"
        default: "application/octet-stream"
        }
    }

    /// The frame of a page about a request that could not be read.
    func frame(_ language: Language) -> Frame {
        Frame(
            wording: Wording(language), address: Address(), viewer: nil, stylesheet: stylesheet)
    }
}
