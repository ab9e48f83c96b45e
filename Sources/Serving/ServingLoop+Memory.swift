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
        if abs(untoldLength) >= Self.toldLengthMin { tell() }
    }

    private func tell() {
        load.heldLength.add(untoldLength, ordering: .relaxed)
        untoldLength = 0
    }

    /// Called by any loop; the answer comes in a turn of its own, since whoever asks may be in
    /// the middle of a connection's.
    func askForMemory() {
        guard !isAskedForMemory.exchange(true, ordering: .relaxed) else { return }
        loop.execute { self.giveMemoryBack() }
    }

    /// Cuts those off who have kept the server waiting longest while it holds something for
    /// them. Tells first what the sum does not know, since a sum that was beyond the limit by
    /// that alone would stay there for as long as nothing happens.
    private func giveMemoryBack() {
        isAskedForMemory.store(false, ordering: .relaxed)
        tell()
        while owesMemory, let (connection, line) = connections.holder {
            report(.memoryShort)
            connection.shedMemory()
            // What holds on to its memory even so is not asked twice.
            guard connections.first(in: line)?.connection === connection else {
                continue
            }
            connections.place(connection.number, in: nil, since: 0)
        }
    }

    /// What a handler gives back soon is as good as given back.
    var owesMemory: Bool {
        load.heldLength.load(ordering: .relaxed) + untoldLength - abandonedLength
            > load.heldLengthMax
    }
}
