import Glibc
import HTTPWire
import Serving
import Testing

extension SocketTests {
    struct StaticFileTests {
        /// A folder with files to serve and some that must not be, beside one outside.
        final class Folder {
            let path: String

            init() throws {
                var template = Array("/tmp/mebe-files-XXXXXX\0".utf8CString)
                mkdtemp(&template)
                let base = template.prefix { $0 != 0 }.map(UInt8.init)
                path = String(decoding: base, as: UTF8.self) + "/root"
                mkdir(path, 0o700)
                mkdir(path + "/sub", 0o700)
                try write("0123456789", to: "index.html")
                try write("sub", to: "sub/index.html")
                try write("secret", to: ".hidden")
                try write("secret", to: "../outside")
                symlink("../outside", path + "/link")
                symlink("..", path + "/up")
                mkfifo(path + "/pipe", 0o600)
            }

            func write(_ text: String, to name: String) throws {
                let file = try #require(fopen("\(path)/\(name)", "w"))
                fputs(text, file)
                fclose(file)
            }

            func makeLarge(_ name: String, _ length: Int) {
                let file = open("\(path)/\(name)", O_CREAT | O_WRONLY, 0o600)
                ftruncate(file, length)
                close(file)
            }
        }

        static func router(_ folder: Folder) throws -> Router {
            var router = Router()
            let files = try StaticFiles(root: folder.path)
            router.on(.get, "/{path...}") { files.response(for: $0.parameters["path"]) }
            return router
        }

        @Test(
            "Only plain files beneath the folder are served",
            arguments: [
                ("/", 200, "0123456789"), ("/index.html", 200, "0123456789"),
                ("/sub/", 200, "sub"), ("/%69ndex.html", 200, "0123456789"),
                ("/sub", 404, nil), ("/no", 404, nil), ("/.hidden", 404, nil), ("/link", 404, nil),
                ("/up/outside", 404, nil), ("/pipe", 404, nil), ("/../outside", 400, nil),
                ("/%2e%2e/outside", 400, nil), ("/..%2foutside", 404, nil),
                ("//etc/passwd", 404, nil), ("/index.html%00", 400, nil),
                ("/sub//index.html", 404, nil), ("/index.html/", 404, nil),
                ("/.%2fhidden", 404, nil),
            ] as [(String, Int, String?)])
        func paths(path: String, status: Int, body: String?) async throws {
            try await withServer(try Self.router(Folder())) { address in
                let client = try TestClient(address)
                let response = try #require(
                    client.exchange("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n"))
                #expect(response.status == status)
                if let body {
                    #expect(response.text == body)
                    #expect(response["Content-Type"] == "text/html; charset=utf-8")
                }
                #expect(!response.text.contains("secret"))
            }
        }

        @Test(
            "Ranges (RFC 9110 §14)",
            arguments: [
                ("bytes=0-0", 206, "0", "bytes 0-0/10"),
                ("bytes=2-", 206, "23456789", "bytes 2-9/10"),
                ("bytes=-3", 206, "789", "bytes 7-9/10"),
                ("bytes=5-99", 206, "56789", "bytes 5-9/10"),
                ("bytes=10-", 416, nil, "bytes */10"), ("bytes=-0", 416, nil, "bytes */10"),
                ("bytes=3-2", 200, "0123456789", nil), ("lines=0-1", 200, "0123456789", nil),
                ("bytes=0-8,1-9", 200, "0123456789", nil),
            ] as [(String, Int, String?, String?)])
        func ranges(range: String, status: Int, body: String?, place: String?) async throws {
            try await withServer(try Self.router(Folder())) { address in
                let client = try TestClient(address)
                let response = try #require(
                    client.exchange("GET / HTTP/1.1\r\nHost: a\r\nRange: \(range)\r\n\r\n"))
                #expect(response.status == status)
                #expect(response["Content-Range"] == place)
                if let body { #expect(response.text == body) }
            }
        }

        @Test("Several ranges come as parts")
        func severalRanges() async throws {
            try await withServer(try Self.router(Folder())) { address in
                let client = try TestClient(address)
                let response = try #require(
                    client.exchange("GET / HTTP/1.1\r\nHost: a\r\nRange: bytes=0-1,8-\r\n\r\n"))
                #expect(response.status == 206)
                let type = try #require(response["Content-Type"])
                let boundary = try #require(type.split(separator: "=").last)
                let parts = [("0-1", "01"), ("8-9", "89")].map { place, octets in
                    "\r\n--\(boundary)\r\nContent-Type: text/html; charset=utf-8\r\n"
                        + "Content-Range: bytes \(place)/10\r\n\r\n\(octets)"
                }
                #expect(response.text == parts.joined() + "\r\n--\(boundary)--\r\n")
            }
        }

        @Test("Conditions by tag and by date")
        func conditions() async throws {
            try await withServer(try Self.router(Folder())) { address in
                let client = try TestClient(address)
                func status(_ fields: String) -> Int? {
                    client.exchange("GET / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n")?.status
                }
                let first = try #require(client.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n"))
                let tag = try #require(first["ETag"])
                let date = try #require(first["Last-Modified"])
                let past = "Sun, 06 Nov 1994 08:49:37 GMT"
                #expect(status("If-None-Match: \(tag)\r\n") == 304)
                #expect(status("If-Modified-Since: \(date)\r\n") == 304)
                #expect(status("If-Modified-Since: \(past)\r\n") == 200)
                #expect(status("If-None-Match: \"no\"\r\nIf-Modified-Since: \(date)\r\n") == 200)
                #expect(status("If-Match: \"no\"\r\n") == 412)
                #expect(status("If-Unmodified-Since: \(past)\r\n") == 412)
                #expect(status("Range: bytes=0-0\r\nIf-Range: \(tag)\r\n") == 206)
                // The date counts once its second is over.
                await eventually {
                    status("Range: bytes=0-0\r\nIf-Range: \(date)\r\n") == 206
                }
                // Of two dates neither counts (RFC 9110 §13.1.3, §13.1.4).
                func twice(_ name: String) -> String {
                    "\(name): \(date)\r\n\(name): \(past)\r\n"
                }
                #expect(status(twice("If-Modified-Since")) == 200)
                #expect(status(twice("If-Unmodified-Since")) == 200)
                #expect(status("Range: bytes=0-0\r\nIf-Range: \"no\"\r\n") == 200)
            }
        }

        @Test("A large file is sent whole and never held in memory")
        func largeFile() async throws {
            let folder = try Folder()
            folder.makeLarge("large.bin", 64 << 20)
            try await withServer(try Self.router(folder)) { address in
                let before = residentLength()
                let idle = try (0..<8).map { _ in try TestClient(address, receiveBuffer: 4_096) }
                for client in idle {
                    client.send("GET /large.bin HTTP/1.1\r\nHost: a\r\n\r\n")
                }
                let client = try TestClient(address)
                client.send("GET /large.bin HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                var length = 0
                while client.receive() { length += client.takeReceived().count }
                #expect(length > 64 << 20)
                #expect(length < 64 << 20 + 1_000)
                #expect(residentLength() - before < 16 << 20)
            }
        }
    }
}
