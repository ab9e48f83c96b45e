import Serving

/// Every limit that `mebe serve` sets, with its default.
struct ServeLimits {
    var server = ServerLimits()

    /// Requests that one token may send, by itself or through its sessions: so many a second in
    /// the mean, and so many at once after a rest. A rate of 0 sets no limit.
    var tokenRateMax = 0
    var tokenBurstMax = 100
}
