import Access
import HTTPWire
import Serving

/// Slows down programs that try tokens nobody was given. Expired and revoked ones are no guesses,
/// and right ones are never kept waiting.
enum WrongTokens {
    static func fault(of request: Request, _ doorkeeper: Doorkeeper) -> Fault? {
        guard let authorization = request.fields[.authorization],
            !doorkeeper.hasIssued(authorization: authorization)
        else { return nil }
        let keys = [SignInThrottle.Key.address(AddressKey(request.client).description)]
        if let seconds = doorkeeper.wrongTokens.begin(keys) {
            return .tooManyRequests(waitSeconds: seconds)
        }
        doorkeeper.wrongTokens.end(keys, failed: true)
        return nil
    }
}
