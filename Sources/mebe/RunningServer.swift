import Kernel
import Logging
import Serving

/// A server from its start to its end: signals, the service manager, the access log, and what
/// TLS needs beside it.
struct RunningServer {
    let server: Server
    let secure: SecureServing?
    let front: Front
    let logger: Logger
    let accessLog: AccessLog?

    private var manager: ServiceManager { front.manager }

    /// Serves until a signal ends it.
    ///
    /// Returns the sockets for a successor where one was asked for, else nil.
    func serve(_ signals: AsyncStream<Signal>, status: String) async -> [SharedListener]? {
        manager.tellReady(status)
        let watchdog = Task { await giveSignsOfLife() }
        defer { watchdog.cancel() }
        let last = await lastSignal(signals, status)
        // Who is told STOPPING waits for this process's end, and kills it if it goes on.
        if last == .restart {
            manager.tellReloading("Đang khởi động lại / starting anew")
        } else {
            manager.tellStopping("Đang dừng / draining")
        }
        // Whoever asks twice does not want to wait for what was begun.
        Signals.release([.terminate, .interrupt])
        if last == .restart {
            async let others = secure?.endForSuccessor() ?? []
            let sockets = await server.drainForSuccessor() + others
            accessLog?.close()
            return sockets
        }
        await end()
        return nil
    }

    /// Ends what was begun, all listeners at the same time.
    func end() async {
        async let others: Void? = secure?.end()
        await server.drain()
        _ = await others
        accessLog?.close()
    }

    private func lastSignal(_ signals: AsyncStream<Signal>, _ status: String) async -> Signal {
        var reading: Task<Void, Never>?
        defer { reading?.cancel() }
        for await signal in signals {
            if signal == .restart, !front.mayStartAnew {
                logger.error("SIGUSR2: the program's file cannot be run; this process goes on")
                continue
            }
            guard signal == .hangUp else { return signal }
            manager.tellReloading("Đang đọc lại / reading again")
            accessLog?.reopen()
            // Files can be long in coming; whoever asks this server to end does not wait for them.
            reading?.cancel()
            reading = Task {
                await secure?.keeper.readAgain()
                if !Task.isCancelled { manager.tellReady(status) }
            }
        }
        return .terminate
    }

    /// Twice as often as the manager asks, and only while every loop comes round.
    private func giveSignsOfLife() async {
        guard let period = manager.watchdogMicroseconds else { return }
        while !Task.isCancelled {
            await server.pulse()
            manager.tellAlive()
            // It ends early only by being cancelled, which the loop's condition sees.
            try? await Task.sleep(for: .microseconds(period / 2))
        }
    }
}
