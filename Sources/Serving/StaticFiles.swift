internal import HTTPWire
public import Kernel

/// Files beneath one folder, with validators and ranges.
///
/// Never outside it: a path is opened name by name beneath the folder, without following any
/// symbolic link, and names that begin with a dot are not served.
public final class StaticFiles: Sendable {
    private let root: FileDescriptor
    private let cacheControl: String

    /// - Parameter cacheControl: `no-cache` lets clients keep a file and ask each time whether
    ///   it is still the same.
    public init(
        root path: String, cacheControl: String = "no-cache"
    ) throws(KernelError) {
        root = try FileDescriptor.openDirectory(path)
        self.cacheControl = cacheControl
    }

    /// The file at a percent-decoded path (`css/page.css`); the empty path, and one that ends
    /// in a slash, is that folder's `index.html`. A 404 if there is no such file.
    public func response(for path: String) -> Response {
        var names = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if let last = names.last, last.isEmpty { names[names.count - 1] = "index.html" }
        if names.isEmpty { names = ["index.html"] }
        let areServed = names.allSatisfy { name in
            !name.isEmpty && !name.hasPrefix(".") && !name.utf8.contains(0)
        }
        guard areServed, let response = open(names) else { return Response(fault: .notFound) }
        return response
    }

    private func open(_ names: [String]) -> Response? {
        do throws(KernelError) {
            let file = try root.openBeneath(names)
            let status = try file.status()
            guard status.isRegular else { return nil }
            return Response(
                fields: fields(names, status),
                body: .pieces([.file(OpenFile(file), 0..<status.length)]))
        } catch {
            // Whatever the reason, a client may know only that nothing is served there.
            return nil
        }
    }

    private func fields(_ names: [String], _ status: FileStatus) -> Fields {
        var fields: Fields = [
            .contentType: ContentType.ofFile(named: names.last ?? ""),
            .cacheControl: cacheControl,
            .etag: Self.tag(of: status),
        ]
        // Not later than Date (RFC 9110 §8.8.2.1).
        let modified = min(status.modifiedSeconds, SystemTime.wallMilliseconds() / 1000)
        fields[.lastModified] = HTTPDate.string(epochSeconds: modified)
        return fields
    }

    /// Length and time of change in nanoseconds: strong, as far as a file is replaced and not
    /// rewritten twice within one tick of the file system's clock.
    private static func tag(of status: FileStatus) -> String {
        let nanoseconds = UInt64(bitPattern: status.modifiedNanoseconds)
        let seconds = UInt64(bitPattern: status.modifiedSeconds)
        return "\"" + String(status.length, radix: 16) + "-" + String(seconds, radix: 16) + "-"
            + String(nanoseconds, radix: 16) + "\""
    }
}
