import HTTPWire
import Serving

/// The limits of `mebe serve`, each with its range, its place and its words. The order is that of
/// `mebe serve --help`.
extension LimitSetting {
    static var maxConnections: LimitSetting {
        LimitSetting(
            name: "max-connections", quantity: .count, range: 1...10_000_000,
            vietnamese: "Số kết nối mở cùng lúc",
            english: "open connections in all",
            read: { $0.server.connectionCountMax },
            write: { $0.server.connectionCountMax = $1 },
            otherDefault: "what the descriptors allow, at most 65536")
    }

    static var reservedDescriptors: LimitSetting {
        LimitSetting(
            "reserved-descriptors", .count, 16...1_000_000, \.server.reservedDescriptorCount,
            vietnamese: "Số tệp mở dành cho cơ sở dữ liệu và tệp khi không đặt --max-connections",
            english:
                "descriptors left to files and the database where --max-connections is "
                + "not set")
    }

    static var connectionsPerAddress: LimitSetting {
        LimitSetting(
            "connections-per-address", .count, 1...1_000_000, \.server.connectionsPerAddressMax,
            vietnamese: "Số kết nối mở từ một địa chỉ (IPv6: một /64)",
            english: "open connections from one address (IPv6: one /64)")
    }

    static var requestRate: LimitSetting {
        LimitSetting(
            "request-rate", .count, 0...1_000_000, \.server.requestRateMax,
            vietnamese: "Số yêu cầu mỗi giây từ một địa chỉ; 0 là không giới hạn",
            english: "requests a second from one address; 0 sets no limit")
    }

    static var requestBurst: LimitSetting {
        LimitSetting(
            "request-burst", .count, 1...1_000_000, \.server.requestBurstMax,
            vietnamese: "Số yêu cầu gửi dồn được sau khi nghỉ",
            english: "requests at once after a rest")
    }

    static var tokenRate: LimitSetting {
        LimitSetting(
            "token-rate", .count, 0...1_000_000, \.tokenRateMax,
            vietnamese: "Số yêu cầu mỗi giây của một mã truy cập; 0 là không giới hạn",
            english: "requests a second of one token; 0 sets no limit")
    }

    static var tokenBurst: LimitSetting {
        LimitSetting(
            "token-burst", .count, 1...1_000_000, \.tokenBurstMax,
            vietnamese: "Số yêu cầu gửi dồn được của một mã sau khi nghỉ",
            english: "requests of one token at once after a rest")
    }

    static var memoryBudget: LimitSetting {
        LimitSetting(
            "memory-budget", .octets, 1 << 20...1 << 40, \.server.heldLengthMax,
            vietnamese: "Bộ nhớ giữ cho mọi kết nối: nội dung đang nhận, trả lời chưa gửi",
            english: "memory held for all connections: bodies coming in, responses not yet sent")
    }

    static var maxRequestLine: LimitSetting {
        LimitSetting(
            "max-request-line", .octets, 1_024...1 << 20, \.server.head.requestLineLengthMax,
            vietnamese: "Độ dài dòng đầu của yêu cầu",
            english: "the request line")
    }

    static var maxHead: LimitSetting {
        LimitSetting(
            "max-head", .octets, 1_024...1 << 20, \.server.head.headLengthMax,
            vietnamese: "Độ dài phần đầu của yêu cầu",
            english: "the whole head of a request")
    }

    static var maxFields: LimitSetting {
        LimitSetting(
            "max-fields", .count, 8...10_000, \.server.head.fieldCountMax,
            vietnamese: "Số trường ở phần đầu",
            english: "header fields of a request")
    }

    static var maxBody: LimitSetting {
        LimitSetting(
            "max-body", .octets, 1_024...1 << 40, \.server.bodyLengthMax,
            vietnamese: "Độ dài nội dung gửi lên",
            english: "a request's body")
    }

    static var maxDiscardedBody: LimitSetting {
        LimitSetting(
            "max-discarded-body", .octets, 0...1 << 30, \.server.discardedBodyLengthMax,
            vietnamese: "Phần nội dung của yêu cầu bị từ chối được đọc bỏ để giữ kết nối",
            english: "a refused request's body that is read and dropped to keep the connection")
    }

    static var maxPendingOutput: LimitSetting {
        LimitSetting(
            "max-pending-output", .octets, 1_024...1 << 30, \.server.pendingOutputLengthMax,
            vietnamese: "Phần trả lời chưa gửi của một kết nối trước khi ngừng phục vụ tiếp",
            english: "responses that a connection may owe before more is served to it")
    }

    static var maxSpool: LimitSetting {
        LimitSetting(
            "max-spool", .octets, 0...1 << 50, \.server.spooledLengthMax,
            vietnamese: "Phần trả lời để tạm trên đĩa cho mọi kết nối còn đang gửi",
            english: "answers put aside on disk for all clients that still send")
    }

    static var timeoutHead: LimitSetting {
        LimitSetting(
            "timeout-head", .time, 100...86_400_000, \.server.headTimeoutMilliseconds,
            vietnamese: "Thời gian nhận phần đầu",
            english: "for a request's head")
    }

    static var timeoutBody: LimitSetting {
        LimitSetting(
            "timeout-body", .time, 100...86_400_000, \.server.bodyTimeoutMilliseconds,
            vietnamese: "Khoảng thời gian đo tốc độ nhận nội dung",
            english: "span in which a body must keep its least rate")
    }

    static var minBodyRate: LimitSetting {
        LimitSetting(
            "min-body-rate", .count, 1...1_000_000_000, \.server.bodyRateMin,
            vietnamese: "Số byte mỗi giây ít nhất của nội dung gửi lên",
            english: "octets a second at which a body must come")
    }

    static var timeoutWrite: LimitSetting {
        LimitSetting(
            "timeout-write", .time, 100...86_400_000, \.server.writeTimeoutMilliseconds,
            vietnamese: "Khoảng thời gian đo tốc độ đọc trả lời",
            english: "span in which a reader must keep its least rate")
    }

    static var minReadRate: LimitSetting {
        LimitSetting(
            "min-read-rate", .count, 1...1_000_000_000, \.server.writeRateMin,
            vietnamese: "Số byte mỗi giây ít nhất mà người đọc nhận",
            english: "octets a second at which a client must read")
    }

    static var timeoutIdle: LimitSetting {
        LimitSetting(
            "timeout-idle", .time, 100...86_400_000, \.server.idleTimeoutMilliseconds,
            vietnamese: "Thời gian kết nối được nghỉ",
            english: "how long a kept connection may rest")
    }

    static var timeoutLinger: LimitSetting {
        LimitSetting(
            "timeout-linger", .time, 10...3_600_000, \.server.lingerTimeoutMilliseconds,
            vietnamese: "Thời gian đợi đầu kia đóng sau trả lời cuối",
            english: "for the client to close after the last response")
    }

    static var timeoutDrain: LimitSetting {
        LimitSetting(
            "timeout-drain", .time, 0...86_400_000, \.server.drainTimeoutMilliseconds,
            vietnamese: "Khi dừng: thời gian làm nốt việc dở",
            english: "when stopping: for what was begun")
    }

    static var timeoutHandover: LimitSetting {
        LimitSetting(
            "timeout-handover", .time, 100...86_400_000, \.server.handoverTimeoutMilliseconds,
            vietnamese: "Khi khởi động lại bằng SIGUSR2: khoảng thời gian đầu kia phải gửi hoặc "
                + "đọc được 16 KiB",
            english: "when starting anew by SIGUSR2: span in which a client that is waited for "
                + "must send or read 16 KiB")
    }

    static var timeoutDrainIdle: LimitSetting {
        LimitSetting(
            "timeout-drain-idle", .time, 0...3_600_000, \.server.drainIdleTimeoutMilliseconds,
            vietnamese: "Khi dừng: thời gian kết nối đang nghỉ được gửi thêm một yêu cầu",
            english: "when stopping: for a resting connection's last request")
    }

    static var maxRefused: LimitSetting {
        LimitSetting(
            "max-refused", .count, 0...1_000_000, \.server.refusedCountMax,
            vietnamese: "Số kết nối bị từ chối được đợi đọc lý do",
            english: "refused connections that are waited for until they have read why")
    }
}

extension LimitSetting {
    fileprivate init(
        _ name: String, _ quantity: Quantity, _ range: ClosedRange<Int>,
        _ place: WritableKeyPath<ServeLimits, some FixedWidthInteger>,
        vietnamese: String, english: String
    ) {
        self.init(
            name: name, quantity: quantity, range: range, vietnamese: vietnamese,
            english: english, read: { Int(clamping: $0[keyPath: place]) },
            write: { $0[keyPath: place] = .init(clamping: $1) })
    }
}
