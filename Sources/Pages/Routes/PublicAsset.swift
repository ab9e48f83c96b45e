import Access
import HTTPWire
import Serving

/// One file of `Public/`, ready to be sent in each of its codings.
struct PublicAsset: Sendable {
    let name: String
    /// Names the content: an address with it is never another file's.
    let version: String
    /// The names of the modules that it imports, and of those that they import.
    let imports: Set<String>
    private let tag: String
    private let body: ResponseBody

    /// A year: what an address with the version gives never changes.
    private static let versionedSeconds = 365 * 24 * 3_600
    /// Shorter bodies are not worth gzip's header and the client's work.
    private static let compressionLengthMin = 1_024
    /// It is done once for each file, so the smallest result is worth the time.
    private static let compressionLevel: Int32 = 9

    init(name: String, bytes: [UInt8], imports: Set<String> = []) {
        self.name = name
        self.imports = imports
        tag = Validator.tag(of: bytes)
        version = String(tag.filter { $0 != "\"" }.prefix(12))
        body = Self.body(bytes)
    }

    /// With the version, so that whatever is sent from it may be kept for good.
    var address: Address { Address(name, query: [.init("v", version)]) }

    /// Text is held in both codings; an image, which gzip hardly shrinks, as it is.
    private static func body(_ plain: [UInt8]) -> ResponseBody {
        guard plain.count >= compressionLengthMin else { return .bytes(plain) }
        let gzip = Compressor(level: compressionLevel).compress(plain)
        guard gzip.count < plain.count - plain.count / 10 else { return .bytes(plain) }
        return .rendered(plain: plain, gzip: gzip)
    }

    /// - Parameter asked: the version in the address. An old page may ask for a version that is
    ///   gone; the content it gets must not be kept under that name.
    func response(version asked: String?) -> Response {
        var response = Response(body: body)
        response.fields[.contentType] = ContentType.ofFile(named: name)
        response.fields[.etag] = tag
        response.fields[.cacheControl] =
            asked == version ? "public, max-age=\(Self.versionedSeconds), immutable" : "no-cache"
        return response
    }
}
