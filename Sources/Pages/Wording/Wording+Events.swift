import Storage

extension Wording {
    /// An event of the audit log in words; one that this program does not know by its own name.
    func event(_ kind: String) -> String {
        guard let kind = AuditEvent.Kind(rawValue: kind) else { return kind }
        let (vietnamese, english) = Self.words(kind)
        return label(vietnamese, english)
    }

    private static func words(_ kind: AuditEvent.Kind) -> (String, String) {
        switch kind {
        case .signIn: ("Đăng nhập", "Signed in")
        case .signInFailed: ("Đăng nhập không thành công", "Sign-in failed")
        case .signOut: ("Đăng xuất", "Signed out")
        case .sessionRevoked: ("Kết thúc phiên đăng nhập", "Session ended")
        case .passwordChanged: ("Đổi mật khẩu", "Password changed")
        case .passwordReset: ("Đặt lại mật khẩu", "Password reset")
        case .secondFactorOn: ("Bật xác thực hai bước", "Second factor on")
        case .secondFactorOff: ("Tắt xác thực hai bước", "Second factor off")
        case .userAdded: ("Thêm người dùng", "User added")
        case .userChanged: ("Sửa người dùng", "User changed")
        case .roleGiven: ("Giao vai trò", "Role given")
        case .roleTaken: ("Thu hồi vai trò", "Role taken")
        case .invited: ("Mời người dùng", "Invited")
        case .tokenCreated: ("Tạo mã truy cập", "Token created")
        case .tokenRevoked: ("Thu hồi mã truy cập", "Token revoked")
        case .unitsChanged: ("Thay đổi đơn vị", "Units changed")
        case .unitsChangeUndone: ("Hủy thay đổi đơn vị", "Change of units undone")
        case .unitsImported: ("Nạp danh sách đơn vị", "Units imported")
        case .catalogueImported: ("Nạp danh mục", "Catalogue imported")
        case .reportsImported: ("Nạp báo cáo", "Reports imported")
        case .monthClosed: ("Khóa sổ tháng", "Month closed")
        case .monthReopened: ("Mở lại tháng", "Month reopened")
        case .deadlineExtended: ("Gia hạn nộp", "Deadline extended")
        case .backedUp: ("Sao lưu", "Backed up")
        case .restored: ("Khôi phục từ bản sao lưu", "Restored from a backup")
        }
    }
}
