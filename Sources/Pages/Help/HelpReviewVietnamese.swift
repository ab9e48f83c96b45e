/// The part of the help for those who review a month and for administrators.
struct HelpReviewVietnamese {
    var body: HTML {
        """
        <h2 id=ra-soat>Rà soát một tháng</h2>
        <ul><li><b>Rà soát</b> liệt kê các xã theo việc: chờ bạn, chờ xã, xong. Ô nào không còn gì \
        phải hỏi thì đã chọn sẵn: bấm <b>Duyệt báo cáo đã chọn</b> là xong. Báo cáo vừa đổi \
        trong lúc bạn xem thì không được duyệt, và trang nói rõ.
        <li><b>Xem xét</b> đặt các số lạ cạnh tháng trước và cùng kỳ, để duyệt hoặc trả lại kèm lý \
        do; xã đọc lý do ấy ở đầu biểu. <b>So sánh</b> xem mọi dòng, <b>Lịch sử</b> xem mọi lần \
        gửi: ai, lúc nào, từ đâu, vì sao, số nào đổi.
        <li>Duyệt rồi mới thấy sai thì <b>mở lại</b> kèm lý do.
        <li>Xã còn thiếu: chép lời nhắc có sẵn vào Zalo hoặc tin nhắn. Cho một xã thêm ngày ở \
        <b>Gia hạn</b>.
        <li><b>Khóa tháng</b> thì không ai gửi hay sửa được nữa, cho đến khi nơi đã khóa mở lại. \
        Báo cáo đã gửi vẫn duyệt được.</ul>
        <p>Người quản trị xem <a href="/admin/audit">nhật ký</a> đăng nhập, người dùng, mã truy cập, \
        khóa tháng, nhập dữ liệu. <code>mebe verify --checkpoint</code> kiểm tra toàn bộ rồi in \
        một dòng có chữ ký để cất nơi khác; <code>mebe verify --against</code> tệp ấy cho biết dữ \
        liệu có còn nguyên hay không.</p>
        """
    }
}
