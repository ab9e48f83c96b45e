/// One deadline of an event loop, set and moved as often as its owner likes.
///
/// Moving a deadline to a later time is a store and nothing else: the queue finds out when
/// the old time comes. A connection moves its deadline at every request, and this makes
/// that free. Used on the loop's thread alone.
public final class LoopTimer {
    /// When to fire, in the loop's milliseconds; nil while disarmed.
    fileprivate(set) var deadline: Int64?

    /// The time of the earliest entry the queue holds for this timer.
    fileprivate var queued: Int64?

    fileprivate let action: () -> Void

    /// Makes a disarmed timer; `action` runs on the loop's thread.
    public init(_ action: @escaping () -> Void) {
        self.action = action
    }

    /// Takes the deadline away.
    public func disarm() {
        deadline = nil
    }

    public var isArmed: Bool {
        deadline != nil
    }
}

/// Timers in the order of their queued times: a binary heap.
struct TimerQueue {
    private struct Entry {
        let time: Int64
        let timer: LoopTimer
    }

    private var heap: [Entry] = []

    /// When the next entry must be looked at; nil if there is none.
    var nextTime: Int64? {
        heap.first?.time
    }

    mutating func arm(_ timer: LoopTimer, at time: Int64) {
        timer.deadline = time
        if let queued = timer.queued, queued <= time { return }
        timer.queued = time
        push(Entry(time: time, timer: timer))
    }

    /// Fires what is due. An action may arm timers.
    mutating func takeDue(at now: Int64) -> [() -> Void] {
        var due: [() -> Void] = []
        while let entry = heap.first, entry.time <= now {
            pop()
            let timer = entry.timer
            // An entry that is not the earliest known was overtaken by an earlier one.
            guard timer.queued == entry.time else { continue }
            timer.queued = nil
            guard let deadline = timer.deadline else { continue }
            if deadline > now {
                arm(timer, at: deadline)
            } else {
                timer.deadline = nil
                due.append(timer.action)
            }
        }
        return due
    }

    private mutating func push(_ entry: Entry) {
        var child = heap.count
        heap.append(entry)
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].time < heap[parent].time else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    private mutating func pop() {
        guard let last = heap.popLast(), !heap.isEmpty else { return }
        heap[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < heap.count && heap[child].time < heap[least].time {
                least = child
            }
            guard least != parent else { return }
            heap.swapAt(least, parent)
            parent = least
        }
    }
}
