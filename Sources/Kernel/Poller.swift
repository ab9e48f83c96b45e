internal import CLinux
internal import Glibc

/// What a descriptor is ready for.
public struct Readiness: OptionSet, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Bytes, connections or an end can be read.
    public static let reading = Readiness(rawValue: 1)
    /// There is room to write.
    public static let writing = Readiness(rawValue: 2)
    /// The peer has ended its sending side.
    public static let peerEnded = Readiness(rawValue: 4)
    /// The connection is broken.
    public static let broken = Readiness(rawValue: 8)
    /// Both sides have ended sending.
    public static let ended = Readiness(rawValue: 16)
}

/// How a descriptor is watched.
public enum Interest: Sendable {
    /// Told once at each change of either direction (EPOLLET, epoll(7)): the owner reads and
    /// writes until `wouldBlock`, and no system call is needed to change its mind.
    case stream
    /// Told as long as connections wait, so that a turn may leave some of them.
    case listener
    /// The same for a queue that other loops watch too: a connection wakes one of them, or a
    /// few, and not all (EPOLLEXCLUSIVE, epoll_ctl(2)).
    case sharedListener
}

/// An epoll set (epoll(7)). Each descriptor in it carries a number of the caller's.
@safe struct Poller: ~Copyable {
    private static let eventsMax = 256
    private let descriptor: FileDescriptor
    private let events: UnsafeMutablePointer<epoll_event>

    init() throws(KernelError) {
        descriptor = try FileDescriptor(
            owning: systemCall("making an epoll set") {
                epoll_create1(Int32(EPOLL_CLOEXEC))
            })
        unsafe events = .allocate(capacity: Self.eventsMax)
        unsafe events.initialize(repeating: epoll_event(), count: Self.eventsMax)
    }

    deinit {
        unsafe events.deallocate()
    }

    borrowing func add(
        _ watched: borrowing FileDescriptor, as interest: Interest, number: UInt64
    ) throws(KernelError) {
        var event = unsafe epoll_event()
        unsafe event.events = Self.mask(of: interest)
        unsafe event.data.u64 = number
        try systemCall("watching a descriptor") {
            unsafe epoll_ctl(descriptor.raw, EPOLL_CTL_ADD, watched.raw, &event)
        }
    }

    borrowing func remove(_ watched: borrowing FileDescriptor) {
        var event = unsafe epoll_event()
        // Fails only if it is not in the set, which is what is wanted.
        unsafe epoll_ctl(descriptor.raw, EPOLL_CTL_DEL, watched.raw, &event)
    }

    private static func mask(of interest: Interest) -> UInt32 {
        switch interest {
        case .listener: EPOLLIN.rawValue
        case .sharedListener: EPOLLIN.rawValue | EPOLLEXCLUSIVE.rawValue
        case .stream:
            EPOLLIN.rawValue | EPOLLOUT.rawValue | EPOLLRDHUP.rawValue | EPOLLET.rawValue
        }
    }

    /// Waits for events at most so long, −1 meaning without end; returns how many came.
    borrowing func wait(timeoutMilliseconds: Int32) -> Int {
        // −1 is EINTR: the loop goes round and waits anew.
        max(
            0,
            unsafe Int(
                epoll_wait(descriptor.raw, events, Int32(Self.eventsMax), timeoutMilliseconds)))
    }

    /// One of the events the last wait brought.
    borrowing func event(_ index: Int) -> (number: UInt64, readiness: Readiness) {
        precondition(index < Self.eventsMax, "an event behind the last")
        let event = unsafe events[index]
        return unsafe (event.data.u64, Self.readiness(of: event.events))
    }

    private static func readiness(of mask: UInt32) -> Readiness {
        var result: Readiness = []
        if mask & EPOLLIN.rawValue != 0 { result.insert(.reading) }
        if mask & EPOLLOUT.rawValue != 0 { result.insert(.writing) }
        if mask & EPOLLRDHUP.rawValue != 0 { result.insert([.peerEnded, .reading]) }
        if mask & EPOLLERR.rawValue != 0 { result.insert(.broken) }
        if mask & EPOLLHUP.rawValue != 0 { result.insert(.ended) }
        return result
    }
}
