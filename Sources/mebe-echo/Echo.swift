import HTTPWire
import Kernel
import Serving

/// A request's body, read to its end, as the response's: with its type and uncompressed.
enum Echo {
    /// A longer body is put aside in a file, so that its length costs no memory.
    private static let heldLengthMax = 1_048_576

    static func response(
        to request: Request, _ body: RequestBody
    ) async throws(BodyError) -> Response {
        var response = Response(body: try await read(body))
        response.fields[.contentType] =
            request.fields[.contentType] ?? "application/octet-stream"
        response.fields[.cacheControl] = "no-store"
        response.isCompressible = false
        response.isConditional = false
        return response
    }

    private static func read(_ body: RequestBody) async throws(BodyError) -> ResponseBody {
        var held: [UInt8] = []
        while let part = try await body.next() {
            held += part
            if held.count > heldLengthMax { return try await spool(held, and: body) }
        }
        return .bytes(held)
    }

    private static func spool(
        _ beginning: [UInt8], and body: RequestBody
    ) async throws(BodyError) -> ResponseBody {
        do {
            var spool = try Spool()
            try spool.append(beginning)
            while let part = try await body.next() { try spool.append(part) }
            return .pieces([spool.piece])
        } catch let error as BodyError {
            throw error
        } catch {
            throw .refused(Fault(.insufficientStorage, "There is no room for this body."))
        }
    }
}
