import Glibc
import Kernel
import Testing

struct AppendingFileTests {
    private let path = "/tmp/mebe-kernel-\(UInt64.random(in: .min ... .max)).log"

    private func content() throws -> String {
        String(decoding: try FileDescriptor.openToRead(path).readToEnd(), as: UTF8.self)
    }

    @Test("A log file is made for its owner alone, and grows at its end")
    func append() throws {
        var file = try AppendingFile(path)
        try file.append(Array("one\n".utf8))
        try file.append(Array("two\n".utf8))
        var status = stat()
        #expect(stat(path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        let again = try AppendingFile(path)
        let (length, isPlain) = (again.length, again.isPlain)
        #expect(length == 8 && isPlain)
        #expect(try content() == "one\ntwo\n")
        unlink(path)
    }

    @Test("A full device takes nothing, and says so")
    func full() throws {
        var file = try AppendingFile("/dev/full")
        let isPlain = file.isPlain
        #expect(!isPlain)
        #expect(throws: KernelError.self) { try file.append([1]) }
    }
}
