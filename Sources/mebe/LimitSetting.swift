import ArgumentParser
import Serving

/// One limit as a setting of the command line, or of the environment.
struct LimitSetting {
    let name: String
    let quantity: Quantity
    let range: ClosedRange<Int>
    let vietnamese: String
    let english: String
    /// What it is without the setting; nil is told by `otherDefault`.
    let read: (ServeLimits) -> Int?
    let write: (inout ServeLimits, Int) -> Void
    /// Said in place of a number.
    var otherDefault = ""

    var environmentName: String {
        "MEBE_" + name.uppercased().split(separator: "-").joined(separator: "_")
    }

    var defaultText: String {
        read(ServeLimits()).map(quantity.text) ?? otherDefault
    }

    var help: ArgumentHelp {
        ArgumentHelp(
            "\(vietnamese) / \(english) (\(environmentName); default \(defaultText))",
            valueName: quantity.placeholder)
    }

    /// Sets what the command line says, or else the environment.
    func apply(_ argument: String?, to limits: inout ServeLimits) throws {
        guard let text = argument ?? Setting.environment(environmentName) else { return }
        guard let value = quantity.value(of: text), range.contains(value) else {
            let name = argument == nil ? environmentName : "--" + self.name
            let (low, high) = (
                quantity.text(of: range.lowerBound), quantity.text(of: range.upperBound)
            )
            throw Failure(
                "mebe: \(name): «\(text)» không dùng được, cần từ \(low) đến \(high) / "
                    + "is not \(quantity.nameInEnglish) from \(low) to \(high)",
                status: .wrongUse)
        }
        write(&limits, value)
    }
}

extension Quantity {
    fileprivate var placeholder: String {
        switch self {
        case .count: "n"
        case .octets: "size"
        case .time: "time"
        }
    }

    fileprivate var nameInEnglish: String {
        switch self {
        case .count: "a whole number"
        case .octets: "a size such as 64KiB"
        case .time: "a time such as 20s or 500ms"
        }
    }
}
