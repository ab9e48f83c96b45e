/// One deadline of an event loop, set and moved as often as its owner likes.
///
/// Moving a deadline to a later time is a store and nothing else: the queue finds out when
/// the old time comes. A connection moves its deadline at every request, and this makes
/// that free. Used on the loop's thread alone; `EventLoop.cancel` it when its owner ends.
public final class LoopTimer {
    /// When to fire, in the loop's milliseconds; nil while disarmed.
    fileprivate(set) var deadline: Int64?

    /// Where the queue has it, and for when; both mean nothing while it is not queued.
    fileprivate var position = -1
    fileprivate var queued: Int64 = 0

    let action: () -> Void

    /// Makes a disarmed timer; `action` runs on the loop's thread.
    public init(_ action: @escaping () -> Void) {
        self.action = action
    }

    /// Takes the deadline away. The loop may hold the timer until the old deadline.
    public func disarm() {
        deadline = nil
    }
}

/// Timers in the order of the times they are to be looked at: a binary heap, in which each
/// timer knows its place, so that it can be moved up and taken out.
struct TimerQueue {
    private var heap: [LoopTimer] = []

    /// When the next timer must be looked at; nil if there is none.
    var nextTime: Int64? {
        heap.first?.queued
    }

    mutating func arm(_ timer: LoopTimer, at time: Int64) {
        timer.deadline = time
        if timer.position < 0 {
            timer.queued = time
            timer.position = heap.count
            heap.append(timer)
            moveUp(timer.position)
        } else if time < timer.queued {
            timer.queued = time
            moveUp(timer.position)
        }
    }

    /// Takes a timer out, so that the queue no longer holds it.
    mutating func remove(_ timer: LoopTimer) {
        timer.deadline = nil
        let position = timer.position
        guard position >= 0, let last = heap.popLast() else { return }
        timer.position = -1
        guard last !== timer else { return }
        place(last, at: position)
        moveUp(position)
        moveDown(last.position)
    }

    /// Takes out the next timer that is due; nil when none is.
    mutating func takeDue(at now: Int64) -> LoopTimer? {
        while let timer = heap.first, timer.queued <= now {
            let deadline = timer.deadline
            remove(timer)
            guard let deadline else { continue }
            if deadline <= now { return timer }
            arm(timer, at: deadline)
        }
        return nil
    }

    private mutating func place(_ timer: LoopTimer, at position: Int) {
        heap[position] = timer
        timer.position = position
    }

    private mutating func exchange(_ left: Int, _ right: Int) {
        let timer = heap[left]
        place(heap[right], at: left)
        place(timer, at: right)
    }

    private mutating func moveUp(_ start: Int) {
        var child = start
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].queued < heap[parent].queued else { return }
            exchange(child, parent)
            child = parent
        }
    }

    private mutating func moveDown(_ start: Int) {
        var parent = start
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < heap.count && heap[child].queued < heap[least].queued {
                least = child
            }
            guard least != parent else { return }
            exchange(least, parent)
            parent = least
        }
    }
}
