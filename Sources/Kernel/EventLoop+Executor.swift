internal import Synchronization

/// The run queue: jobs of tasks, and plain blocks.
extension EventLoop {
    /// Part of `TaskExecutor`: runs the job on the loop's thread.
    public func enqueue(_ job: consuming ExecutorJob) {
        add(.job(UnownedJob(job)))
    }

    /// Runs a block on the loop's thread at its next turn, in order with jobs.
    public func execute(_ block: @escaping @Sendable () -> Void) {
        add(.block(block))
    }

    /// Runs a block now if this is the loop's thread, otherwise like `execute`.
    public func perform(_ block: @escaping @Sendable () -> Void) {
        if isCurrent { block() } else { execute(block) }
    }

    private func add(_ work: Work) {
        if isCurrent {
            queue.append(work)
        } else {
            send(work)
        }
    }

    /// Only the first of a batch wakes the loop: it then takes the whole inbox.
    private func send(_ work: Work) {
        let (isStopped, isFirst) = inbox.withLock { inbox in
            if inbox.isStopped { return (true, false) }
            inbox.work.append(work)
            return (false, inbox.work.count == 1)
        }
        if isStopped {
            run(work)
        } else if isFirst {
            wakeUp.fire()
        }
    }

    func takeInbox() {
        let received = inbox.withLock { inbox in
            let work = inbox.work
            inbox.work.removeAll(keepingCapacity: false)
            return work
        }
        if !received.isEmpty { queue.append(contentsOf: received) }
    }

    /// Jobs run this long before the descriptors are asked again.
    private static var batchMilliseconds: Int64 { 5 }

    /// Runs what is queued now, for some milliseconds at most; the rest, and what those jobs
    /// enqueue, waits until the descriptors have been asked, so that no task can starve the
    /// connections.
    func runQueue() {
        guard !queue.isEmpty else { return }
        var batch: [Work] = []
        swap(&batch, &queue)
        let end = SystemTime.monotonicMilliseconds() + Self.batchMilliseconds
        var doneCount = 0
        repeat {
            run(batch[doneCount])
            doneCount += 1
        } while doneCount < batch.count && SystemTime.monotonicMilliseconds() < end
        batch.removeFirst(doneCount)
        batch.append(contentsOf: queue)
        queue.removeAll(keepingCapacity: true)
        swap(&batch, &queue)
    }

    private func run(_ work: Work) {
        switch work {
        case .job(let job): unsafe job.runSynchronously(on: asUnownedTaskExecutor())
        case .block(let block): block()
        }
    }
}
