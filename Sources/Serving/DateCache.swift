internal import HTTPWire
internal import Kernel

/// The `Date` field's text, made once a second.
struct DateCache {
    private(set) var seconds: Int64 = 0
    private(set) var text = ""

    mutating func update() {
        let now = SystemTime.wallMilliseconds() / 1000
        guard now != seconds else { return }
        seconds = now
        text = HTTPDate.string(epochSeconds: now)
    }
}
