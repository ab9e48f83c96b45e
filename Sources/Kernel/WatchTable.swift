/// The handle of one watched descriptor.
public struct Watch: Sendable {
    let slot: UInt32
    let generation: UInt32

    /// What the epoll set carries for it.
    var number: UInt64 {
        UInt64(generation) << 32 | UInt64(slot)
    }
}

/// Who is told about which number.
///
/// One fetch of events can hold one for a descriptor that an earlier event of the same fetch
/// closed; the slot's generation tells such a late event from one for its successor.
struct WatchTable {
    /// No watch has it: generations count up from 0 and a slot never has 2^32 − 1.
    static let wakeUpNumber = UInt64.max

    private struct Slot {
        var generation: UInt32 = 0
        var target: (any Pollable)?
    }

    private var slots: [Slot] = []
    private var free: [UInt32] = []

    func target(of number: UInt64) -> (any Pollable)? {
        let index = Int(UInt32(truncatingIfNeeded: number))
        guard index < slots.count, slots[index].generation == UInt32(number >> 32) else {
            return nil
        }
        return slots[index].target
    }

    mutating func insert(_ target: any Pollable) -> Watch {
        let index = free.popLast() ?? UInt32(slots.count)
        if Int(index) == slots.count { slots.append(Slot()) }
        slots[Int(index)].target = target
        return Watch(slot: index, generation: slots[Int(index)].generation)
    }

    mutating func remove(_ watch: Watch) {
        slots[Int(watch.slot)].target = nil
        slots[Int(watch.slot)].generation &+= 1
        free.append(watch.slot)
    }
}
