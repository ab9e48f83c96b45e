import ArgumentParser
import Serving

/// The limits as options; what each means stands in `LimitSettings`.
struct LimitOptions: ParsableArguments {
    @Option(help: LimitSetting.maxConnections.help) var maxConnections: String?
    @Option(help: LimitSetting.reservedDescriptors.help) var reservedDescriptors: String?
    @Option(help: LimitSetting.connectionsPerAddress.help) var connectionsPerAddress: String?
    @Option(help: LimitSetting.requestRate.help) var requestRate: String?
    @Option(help: LimitSetting.requestBurst.help) var requestBurst: String?
    @Option(help: LimitSetting.tokenRate.help) var tokenRate: String?
    @Option(help: LimitSetting.tokenBurst.help) var tokenBurst: String?
    @Option(help: LimitSetting.memoryBudget.help) var memoryBudget: String?
    @Option(help: LimitSetting.maxRequestLine.help) var maxRequestLine: String?
    @Option(help: LimitSetting.maxHead.help) var maxHead: String?
    @Option(help: LimitSetting.maxFields.help) var maxFields: String?
    @Option(help: LimitSetting.maxBody.help) var maxBody: String?
    @Option(help: LimitSetting.maxDiscardedBody.help) var maxDiscardedBody: String?
    @Option(help: LimitSetting.maxPendingOutput.help) var maxPendingOutput: String?
    @Option(help: LimitSetting.maxSpool.help) var maxSpool: String?
    @Option(help: LimitSetting.timeoutHead.help) var timeoutHead: String?
    @Option(help: LimitSetting.timeoutBody.help) var timeoutBody: String?
    @Option(help: LimitSetting.minBodyRate.help) var minBodyRate: String?
    @Option(help: LimitSetting.timeoutWrite.help) var timeoutWrite: String?
    @Option(help: LimitSetting.minReadRate.help) var minReadRate: String?
    @Option(help: LimitSetting.timeoutIdle.help) var timeoutIdle: String?
    @Option(help: LimitSetting.timeoutLinger.help) var timeoutLinger: String?
    @Option(help: LimitSetting.timeoutDrain.help) var timeoutDrain: String?
    @Option(help: LimitSetting.timeoutHandover.help) var timeoutHandover: String?
    @Option(help: LimitSetting.timeoutDrainIdle.help) var timeoutDrainIdle: String?
    @Option(help: LimitSetting.maxRefused.help) var maxRefused: String?

    @Flag(
        help: """
            Giới hạn theo địa chỉ cũng áp dụng cho chính máy này / limits per address bind this \
            machine's own addresses too (MEBE_LIMIT_LOOPBACK)
            """)
    var limitLoopback = false

    /// What the command line, the environment and the defaults come to.
    func limits() throws -> ServeLimits {
        var limits = ServeLimits()
        for (setting, argument) in settings { try setting.apply(argument, to: &limits) }
        limits.server.bindsLoopback = limitLoopback || Setting.isOn("MEBE_LIMIT_LOOPBACK")
        return limits
    }

    private var settings: [(LimitSetting, String?)] {
        [
            (.maxConnections, maxConnections), (.reservedDescriptors, reservedDescriptors),
            (.connectionsPerAddress, connectionsPerAddress), (.requestRate, requestRate),
            (.requestBurst, requestBurst), (.tokenRate, tokenRate), (.tokenBurst, tokenBurst),
            (.memoryBudget, memoryBudget), (.maxRequestLine, maxRequestLine),
            (.maxHead, maxHead), (.maxFields, maxFields), (.maxBody, maxBody),
            (.maxDiscardedBody, maxDiscardedBody), (.maxPendingOutput, maxPendingOutput),
            (.maxSpool, maxSpool), (.timeoutHead, timeoutHead), (.timeoutBody, timeoutBody),
            (.minBodyRate, minBodyRate), (.timeoutWrite, timeoutWrite),
            (.minReadRate, minReadRate), (.timeoutIdle, timeoutIdle),
            (.timeoutLinger, timeoutLinger), (.timeoutDrain, timeoutDrain),
            (.timeoutHandover, timeoutHandover),
            (.timeoutDrainIdle, timeoutDrainIdle), (.maxRefused, maxRefused),
        ]
    }
}
