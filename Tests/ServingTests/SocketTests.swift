import Testing

/// All tests with real sockets. They run one after another, since some count what the whole
/// process holds: descriptors, memory.
@Suite(.serialized)
enum SocketTests {}
