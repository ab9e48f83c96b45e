import Reporting
import Storage

/// The administrators' first page: where everything is, and how the server stands.
struct AdminView {
    let frame: Frame
    let state: ServerState
    /// How the data stand is the country's administrators' affair.
    let showsState: Bool

    private var wording: Wording { frame.wording }

    var html: HTML {
        let title = wording.say(.navAdmin)
        return Document(
            frame: frame, place: .admin, title: title,
            main: """
                <h1>\(title)</h1>\(AdminTabs(wording: wording, current: "/admin").body)\
                <ul class=plain>\(links)</ul>\(if: showsState, standing)
                """
        ).html
    }

    private var links: [HTML] {
        let places = [
            (
                "/admin/units", wording.label("Thay đổi đơn vị", "Changes of units"),
                wording.label(
                    "sáp nhập, chia tách, đổi tên, theo ngày", "merge, split, rename, by date")
            ),
            (
                "/people", wording.label("Người dùng", "People"),
                wording.label(
                    "mời, giao vai trò, đặt lại mật khẩu", "invite, give roles, reset passwords")
            ),
            (
                "/tokens", wording.label("Mã truy cập", "Tokens"),
                wording.label("cho chương trình khác", "for other programs")
            ),
            (
                "/admin/audit", wording.label("Nhật ký hệ thống", "Audit log"),
                wording.label("ai đã làm gì, lúc nào", "who did what, and when")
            ),
        ]
        return places.map { path, name, what in
            "<li><a href=\"\(path)\">\(name)</a>: \(what)"
        }
    }

    private var standing: HTML {
        """
        <section><h2 id=state>\(wording.label("Tình trạng máy chủ", "State of the server"))</h2>\
        <div class=scroll tabindex=0 role=group aria-labelledby=state>\
        <table class="grid rows"><tbody>\(lines)</tbody></table></div></section>
        """
    }

    private var lines: [HTML] {
        let megabytes = state.databaseLength / 1_000_000
        let facts: [(String, String)] = [
            (
                wording.label("Nhật ký báo cáo, số thứ tự cuối", "Journal, last position"),
                wording.count(Int(state.seq))
            ),
            (
                wording.label("Sự kiện trong nhật ký hệ thống", "Events in the audit log"),
                wording.count(Int(state.eventCount))
            ),
            (
                wording.label("Dung lượng dữ liệu", "Size of the database"),
                wording.count(Int(megabytes)) + " MB"
            ),
            (wording.label("Lần sao lưu cuối", "Last backup"), backup),
            (wording.label("Điểm kiểm đã ký cuối", "Last signed checkpoint"), checkpoint),
        ]
        return facts.map { "<tr><th scope=row>\($0.0)<td class=l>\($0.1)" }
    }

    private var backup: String {
        guard let backup = state.lastBackup else {
            return wording.label("chưa có; chạy mebe backup", "none yet; run mebe backup")
        }
        return wording.moment(backup.at) + ", " + backup.subject
    }

    private var checkpoint: String {
        guard let checkpoint = state.lastCheckpoint else {
            return wording.label("chưa có", "none yet")
        }
        return wording.moment(checkpoint.madeAt) + ", "
            + wording.label("đến số ", "through ") + wording.count(Int(checkpoint.lastSeq))
    }
}
