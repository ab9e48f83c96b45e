internal import Kernel
internal import Synchronization

/// What all loops of a server hold together, and the limits on it.
final class SharedLoad: Sendable {
    /// Open connections that were taken in.
    let connectionCount = Atomic(0)
    let connectionCountMax: Int

    /// Connections that were not taken in and only hear why.
    private let refusedCount = Atomic(0)

    /// Octets held for clients; each loop tells its part in portions.
    let heldLength = Atomic(0)
    let heldLengthMax: Int

    /// Octets put aside in files.
    let spooledLength = Atomic(0)
    private let spooledLengthMax: Int
    let spoolCount = Atomic(0)
    private let spoolCountMax: Int

    let addresses: AddressTable
    let hasToldOfProxy = Atomic(false)
    let events: EventThrottle
    private let loops = Mutex<[ServingLoop]>([])

    /// For how many addresses there is room at least; a place takes 40 octets or so.
    private static let addressCountMin = 65_536
    /// Addresses for each connection; see `AddressTable`.
    private static let addressesPerConnection = 4
    /// No table is larger; where even more connections are asked for, some are not counted.
    private static let addressCountMax = 1 << 20

    init(_ configuration: ServerConfiguration) throws(KernelError) {
        let limits = configuration.limits
        let descriptorCount = try ResourceLimits.openFiles()
        connectionCountMax =
            limits.connectionCountMax ?? limits.connectionCount(ofDescriptors: descriptorCount)
        heldLengthMax = limits.heldLengthMax
        spooledLengthMax = limits.spooledLengthMax
        spoolCountMax = limits.spoolCountMax
        let rate = limits.requestRateMax
        addresses = AddressTable(
            rate: rate > 0 ? RateLimit(perSecond: rate, burst: limits.requestBurstMax) : nil,
            connectionCountMax: limits.connectionsPerAddressMax,
            addressCount: Self.addressCount(ofConnections: connectionCountMax))
        events = EventThrottle(configuration.log)
    }

    static func addressCount(ofConnections count: Int) -> Int {
        let bounded = min(count, addressCountMax / addressesPerConnection)
        return max(addressCountMin, bounded * addressesPerConnection)
    }

    /// Counts one more that hears why it is refused; false, and not counted, if there are
    /// enough.
    func beginRefusing(atMost countMax: Int) -> Bool {
        let count = refusedCount.add(1, ordering: .relaxed).newValue
        if count > countMax { endRefusing() }
        return count <= countMax
    }

    func endRefusing() {
        refusedCount.subtract(1, ordering: .relaxed)
    }

    /// The loops know one another through this from the start to the end of the server.
    func setLoops(_ loops: [ServingLoop]) {
        self.loops.withLock { $0 = loops }
    }

    var isOutOfMemory: Bool {
        heldLength.load(ordering: .relaxed) > heldLengthMax
    }

    /// Whether there is room for more in files.
    var maySpool: Bool {
        spooledLength.load(ordering: .relaxed) < spooledLengthMax
    }

    /// Whether there may be one more of them.
    var mayOpenSpool: Bool {
        spoolCount.load(ordering: .relaxed) < spoolCountMax
    }

    /// The loop with the connection that is to be closed first; nil if none can be.
    func idlestLoop() -> ServingLoop? {
        loops.withLock { loops in
            let idlest = loops.min { $0.idleness < $1.idleness }
            return idlest.flatMap { $0.idleness < .none ? $0 : nil }
        }
    }

    /// Has every loop give memory back.
    func askForMemory() {
        for serving in loops.withLock({ $0 }) { serving.askForMemory() }
    }
}
