import Kernel
import Serving
import Storage
import Synchronization

/// What this process was told and handed over at its start, before it opens anything.
final class Front: Sendable {
    let configuration: ServerConfiguration
    let accessLog: AccessLog.Destination?
    let manager: ServiceManager
    private let program: String
    private let sockets: Mutex<[SharedListener]>

    /// Reads the settings, and takes what a service manager left in the environment.
    init(_ options: FrontOptions, _ folder: DataFolder) throws {
        manager = ServiceManager()
        do throws(KernelError) {
            program = try SocketActivation.ownProgram()
            sockets = Mutex(try SocketActivation.adopt())
        } catch {
            throw Failure("mebe: \(error)")
        }
        configuration = try options.configuration(
            hasSockets: sockets.withLock { !$0.isEmpty })
        accessLog = try options.accessLogDestination(in: folder)
    }

    /// The sockets that were listening before this process; they are given away once.
    func takeSockets() -> [SharedListener] {
        sockets.withLock { sockets in
            defer { sockets = [] }
            return sockets
        }
    }

    /// Whether there is a program to go on with: a failed one would be known only after this one
    /// has ended what it does.
    var mayStartAnew: Bool { SocketActivation.isExecutable(program) }

    /// Replaces this program by itself, which goes on with the sockets.
    func startAnew(with sockets: [SharedListener]) throws {
        // They would end the new program before it watches them, and ask for nothing that its
        // start does not do. SIGTERM and SIGINT end it, as they should.
        Signals.ignore([.hangUp, .restart])
        // The manager counts on through the start.
        manager.tellAlive()
        manager.restoreEnvironment()
        do throws(KernelError) {
            try SocketActivation.restart(program, CommandLine.arguments, passing: sockets)
        } catch {
            throw Failure("mebe: \(error)")
        }
    }
}
