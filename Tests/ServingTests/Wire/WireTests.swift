import HTTPWire
import Kernel
import Serving
import Testing

extension SocketTests {
    /// The project's own table of wire cases, over real sockets.
    struct WireTests {
        @Test("Request lines and targets", arguments: WireCase.targets)
        func targets(example: WireCase) async throws { try await check(example) }

        @Test("Field lines, line ends and Host", arguments: WireCase.fields)
        func fields(example: WireCase) async throws { try await check(example) }

        @Test("Lengths and codings", arguments: WireCase.framing)
        func framing(example: WireCase) async throws { try await check(example) }

        @Test("Chunks", arguments: WireCase.chunks)
        func chunks(example: WireCase) async throws { try await check(example) }

        @Test("Smuggled requests", arguments: WireCase.smuggling)
        func smuggling(example: WireCase) async throws { try await check(example) }

        @Test("Connections and semantics", arguments: WireCase.connections)
        func connections(example: WireCase) async throws { try await check(example) }

        /// The octets go out at once, and octet by octet; a gathering and a streaming handler
        /// must make the same of them.
        private func check(_ example: WireCase) async throws {
            try await withServer(loops: 1, Self.router()) { address in
                for text in [example.bytes, Self.streaming(example.bytes)] {
                    let bytes = WireCase.octets(text)
                    try Self.exchange(example, bytes, cut: bytes.count, address)
                    if bytes.count < 2_000 { try Self.exchange(example, bytes, cut: 1, address) }
                }
            }
        }

        private static func streaming(_ text: String) -> String {
            text.replacing("POST /echo ", with: "POST /stream ")
        }

        private static func router() -> Router {
            var router = testRouter()
            router.on(.post, "/stream") { _, body throws(BodyError) in
                var all: [UInt8] = []
                for try await part in body { all += part }
                return Response(body: .bytes(all))
            }
            return router
        }

        /// A request behind the case's octets shows whether the connection goes on, and that
        /// both sides agree on where it does.
        private static func exchange(
            _ example: WireCase, _ bytes: [UInt8], cut: Int, _ address: SocketAddress
        ) throws {
            let client = try TestClient(address)
            for start in stride(from: 0, to: bytes.count, by: cut) {
                client.send(bytes[start..<min(start + cut, bytes.count)])
            }
            client.send("GET /number/last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            _ = client.receiveAll()
            var rest = client.takeReceived()[...]
            var responses: [TestResponse] = []
            while let (response, length) = TestResponse.parse(
                rest, toHead: example.heads.contains(responses.count))
            {
                rest = rest.dropFirst(length)
                if response.status != 100 { responses.append(response) }
            }
            let comment: Comment = "\(example.testDescription), \(cut) octets at a time"
            #expect(rest.isEmpty, comment)
            #expect(client.hasEnded, comment)
            if !example.closes {
                #expect(responses.popLast()?.text == "last", comment)
            }
            #expect(responses.map(\.status) == example.statuses, comment)
            if let texts = example.texts { #expect(responses.map(\.text) == texts, comment) }
            for response in responses { #expect(response["Date"] != nil, comment) }
        }
    }
}
