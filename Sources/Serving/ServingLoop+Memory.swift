internal import Kernel
internal import Synchronization

/// What the loop holds for its clients, as a part of what the server may hold.
extension ServingLoop {
    /// How much a loop may hold or give back before it tells the others. It keeps them from
    /// sharing a cache line at each request, and lets the sum be wrong by so much a loop.
    private static let toldLengthMin = 65_536

    /// Counts what a connection has come to hold, or has given back.
    func account(_ length: Int) {
        untoldLength += length
        guard abs(untoldLength) >= Self.toldLengthMin else { return }
        load.heldLength.add(untoldLength, ordering: .relaxed)
        untoldLength = 0
    }

    /// Called by any loop; the answer comes in a turn of its own, since whoever asks may be in
    /// the middle of a connection's.
    func askForMemory() {
        guard !isAskedForMemory.exchange(true, ordering: .relaxed) else { return }
        loop.execute { self.giveMemoryBack() }
    }

    /// Cuts those off who have kept the server waiting longest while it holds much for them.
    private func giveMemoryBack() {
        isAskedForMemory.store(false, ordering: .relaxed)
        while load.heldLength.load(ordering: .relaxed) + untoldLength > load.heldLengthMax,
            let connection = connections.largest
        {
            report(.memoryShort)
            connection.shedMemory()
            // What holds on to its memory even so is not asked twice.
            guard connection.state != .closed else { continue }
            connections.place(connection.number, in: nil, since: 0)
        }
    }
}
