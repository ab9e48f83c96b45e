import Access
import HTTPWire
import JSON
import Reporting
import Serving
import Storage

/// `POST /reports/batch`: one report a line in, one answer a line out.
extension APIRoutes {
    static let lineType = "application/x-ndjson"

    func batch(_ request: Request, _ body: RequestBody) -> Response {
        do throws(Refusal) {
            let posting = try posting(
                request, by: principal(request), isHeldAgainstHistory: false)
            var response = Response(
                body: .stream { writer in
                    try await ReportBatch(self, posting, from: body, to: writer).run()
                })
            response.fields[.contentType] = Self.lineType
            response.fields[.cacheControl] = "no-store"
            return response
        } catch {
            return Problem(error, registry: store.registry).response
        }
    }

    /// Stores a line's report as if it had been sent alone.
    func answer(to line: BatchLine, _ posting: ReportPosting) async -> [UInt8] {
        switch line.content {
        case .tooLong:
            return Self.tooLong(line.number)
        case .unreadable(let refusal):
            return Self.answer(to: line.number, Problem(refusal, registry: store.registry))
        case .report(var body):
            do throws(Refusal) {
                body.requireKeys()
                return Self.answer(to: line.number, try await submit(body, posting))
            } catch {
                return Self.answer(to: line.number, Problem(error, registry: store.registry))
            }
        }
    }

    private static func answer(to number: Int, _ reply: ReportReply) -> [UInt8] {
        answer(to: number, status: reply.status.code) { reply.writeMembers(to: &$0) }
    }

    private static func answer(to number: Int, _ problem: Problem) -> [UInt8] {
        answer(to: number, status: problem.status) { writer in
            writer.key("problem")
            writer.raw(problem.document)
        }
    }

    private static func tooLong(_ number: Int) -> [UInt8] {
        let fault = Fault(
            .contentTooLarge,
            "Dòng này dài quá \(ReportBatch.lineLengthMax) byte. / "
                + "This line is longer than \(ReportBatch.lineLengthMax) octets.")
        return answer(to: number, status: fault.status.code) { writer in
            writer.key("problem")
            writer.raw(Problem.document(for: fault))
        }
    }

    private static func answer(
        to number: Int, status: Int, _ writeRest: (inout JSONWriter) -> Void
    ) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("line")
        writer.value(number)
        writer.key("status")
        writer.value(status)
        writeRest(&writer)
        writer.endObject()
        return writer.bytes + [UInt8(ascii: "\n")]
    }
}
