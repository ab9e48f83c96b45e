import Glibc
import Kernel
import Testing

struct FileDescriptorTests {
    private let folder = "/tmp/mebe-kernel-\(UInt64.random(in: .min ... .max))"

    init() {
        mkdir(folder, 0o700)
    }

    @Test("A lock is held by one open file at a time, as long as that is open")
    func lock() throws {
        let path = folder + "/lock"
        let second = try FileDescriptor.openOrCreate(path)
        do {
            let first = try FileDescriptor.openOrCreate(path)
            let (isFirst, isSecond) = (try first.lockExclusively(), try second.lockExclusively())
            #expect(isFirst)
            #expect(!isSecond)
        }
        let isFree = try second.lockExclusively()
        #expect(isFree)
    }

    @Test("A file beneath a folder is opened, a link is not followed")
    func beneath() throws {
        mkdir(folder + "/sub", 0o700)
        close(open(folder + "/sub/file", O_CREAT | O_WRONLY, 0o600))
        symlink("sub", folder + "/link")
        let root = try FileDescriptor.openDirectory(folder)
        let status = try root.openBeneath(["sub", "file"]).status()
        #expect(status.isRegular)
        for names in [["link", "file"], ["sub", "no"], []] {
            #expect(throws: KernelError.self) { _ = try root.openBeneath(names) }
        }
    }
}
