import HTTPWire
import Serving
import Storage

/// The files of `Public/`, compiled in and held in memory: nothing else can be reached.
struct PublicAssets: Sendable {
    let stylesheets: Stylesheets
    private let files: [PublicAsset]

    private static let prefix = "Public/"

    init() {
        let sources = Assets.paths(under: Self.prefix).compactMap { path in
            Assets.bytes(path).map { (String(path.dropFirst(Self.prefix.count)), $0) }
        }
        let files = ScriptLinker(sources).files
        func address(_ name: String) -> Address {
            files.first { $0.name == name }?.address ?? Address(name)
        }
        self.files = files
        stylesheets = Stylesheets(
            base: address("mebe.css"), figures: address("figures.css"),
            form: address("form.css"))
    }

    /// A file's address with the version of its content.
    func address(of name: String) -> Address {
        files.first { $0.name == name }?.address ?? Address(name)
    }

    /// A module with all that it imports, at the addresses by which they import each other: a
    /// page that names them all has them on their way at once.
    func scripts(of name: String) -> [Address] {
        guard let file = files.first(where: { $0.name == name }) else { return [] }
        return ([file] + files.filter { file.imports.contains($0.name) }).map(\.address)
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
            wording: Wording(language), address: Address(), viewer: nil, stylesheets: stylesheets)
    }
}
