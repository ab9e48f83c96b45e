import HTTPWire
import Serving
import Storage

/// The files of `Public/`, compiled in and held in memory: nothing else can be reached.
struct PublicAssets: Sendable {
    /// The style sheet's address with the version of its content.
    let stylesheet: Address
    private let files: [PublicAsset]

    private static let prefix = "Public/"
    private static let stylesheetName = "mebe.css"

    init() {
        files = Assets.paths(under: Self.prefix).compactMap { path in
            Assets.bytes(path).map {
                PublicAsset(name: String(path.dropFirst(Self.prefix.count)), bytes: $0)
            }
        }
        let version = files.first { $0.name == Self.stylesheetName }?.version ?? ""
        stylesheet = Address(Self.stylesheetName, query: [.init("v", version)])
    }

    func add(to router: inout Router) {
        for file in files {
            let answer: @Sendable (Request) -> Response = {
                var response = file.response(version: $0.query["v"])
                response.staysRight = { true }
                return response
            }
            router.on(.get, "/" + file.name, immediate: answer, answer)
        }
    }

    /// The frame of a page about a request that could not be read.
    func frame(_ language: Language) -> Frame {
        Frame(
            wording: Wording(language), address: Address(), viewer: nil, stylesheet: stylesheet)
    }
}
