/// Where a request comes from, as far as signing in has to do with it.
public struct Client: Sendable {
    /// As sessions and the audit log show it.
    public let address: String
    /// What failures are counted by.
    public let network: String
    /// What the browser calls itself.
    public let agent: String

    /// No more of a browser's name is kept.
    static let agentLengthMax = 160

    public init(address: String, network: String, agent: String = "") {
        self.address = address
        self.network = network
        self.agent = String(agent.prefix(Self.agentLengthMax))
    }

    /// The command line.
    public static let command = Client(address: "", network: "")

    func keys(_ account: String? = nil) -> [SignInThrottle.Key] {
        [.address(network)] + (account.map { [.account($0)] } ?? [])
    }
}
