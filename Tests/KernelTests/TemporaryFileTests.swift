import Kernel
import Testing

struct TemporaryFileTests {
    @Test("A temporary file keeps what is written where it is written")
    func writing() throws {
        let file = try FileDescriptor.temporary()
        try file.write(Array("world".utf8), at: 6)
        try file.write(Array("hello ".utf8), at: 0)
        let status = try file.status()
        #expect(status.length == 11)
        #expect(status.isRegular)
        var bytes = [UInt8](repeating: 0, count: 20)
        let count = try bytes.withUnsafeMutableBytes { try file.read(into: $0, at: 0) }
        #expect(String(decoding: bytes.prefix(count), as: UTF8.self) == "hello world")
    }

    @Test("A folder that is not there is named in the error")
    func missingFolder() {
        #expect(throws: KernelError.self) {
            _ = try FileDescriptor.temporary(in: "/nonexistent/folder")
        }
    }
}
