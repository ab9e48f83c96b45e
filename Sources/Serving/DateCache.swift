internal import HTTPWire
internal import Kernel

/// The `Date` field's text, made once a second.
struct DateCache {
    private(set) var seconds: Int64 = 0
    private(set) var text = ""

    mutating func update(_ milliseconds: Int64 = SystemTime.wallMilliseconds()) {
        let now = milliseconds / 1000
        guard now != seconds else { return }
        seconds = now
        text = HTTPDate.string(epochSeconds: now)
    }
}
