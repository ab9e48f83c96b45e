import Access
import HTTPWire
import Kernel
import Serving
import Synchronization

/// The rate of requests by token or person, whether a token comes as such or as a browser's
/// session.
final class TokenRates: Sendable {
    private let limit: RateLimit
    /// Only those that exist have a bucket, so there are no more than these.
    private let buckets = Mutex<[Principal.Credential: Int64]>([:])

    /// Nil where no limit is set.
    init?(_ limits: ServeLimits) {
        guard limits.tokenRateMax > 0 else { return nil }
        limit = RateLimit(perSecond: limits.tokenRateMax, burst: limits.tokenBurstMax)
    }

    /// Why a request may not be served now. One without a valid credential is for its handler to
    /// refuse.
    func fault(of request: Request, _ doorkeeper: Doorkeeper) -> Fault? {
        let caller = doorkeeper.caller(
            authorization: request.fields[.authorization],
            cookies: request.fields.values(of: .cookie),
            isSecure: request.origin.isSecure, from: { request.client.host })
        guard case .known(let principal) = caller else { return nil }
        let wait = buckets.withLock { buckets in
            limit.take(
                from: &buckets[principal.credential, default: RateLimit.full],
                now: SystemTime.monotonicNanoseconds())
        }
        return wait.map { .tooManyRequests(waitSeconds: $0) }
    }
}
