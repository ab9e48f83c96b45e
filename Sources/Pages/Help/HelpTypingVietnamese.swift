/// The part of the help for those who type a month: keys, drafts, warnings, no line.
struct HelpTypingVietnamese {
    var body: HTML {
        """
        <h2 id=go>Gõ số liệu của tháng</h2>
        <table class=grid><thead><tr><th scope=col>Phím<th scope=col>Việc</thead><tbody>\
        <tr><th scope=row><kbd>Enter</kbd>, <kbd>↓</kbd><td>xuống ô dưới\
        <tr><th scope=row><kbd>Shift</kbd>+<kbd>Enter</kbd>, <kbd>↑</kbd><td>lên ô trên\
        <tr><th scope=row><kbd>Ctrl</kbd>+<kbd>V</kbd><td>dán cả cột của Excel, LibreOffice từ ô \
        đang đứng trở xuống; dán nhiều cột thì lấy cột số đầu tiên. Cột có cả dòng tổng cũng được\
        <tr><th scope=row><kbd>Ctrl</kbd>+<kbd>Z</kbd><td>bỏ lần dán hoặc lần điền vừa rồi\
        <tr><th scope=row><kbd>Ctrl</kbd>+<kbd>S</kbd><td>lưu nháp</tbody></table>
        <ul><li>Dòng tổng và quy tắc được tính ngay khi gõ, theo đúng quy tắc của máy chủ. Chỉ ô \
        đã gõ mà sai mới đỏ.
        <li>Trang giữ ngay mọi chữ trên máy của bạn, và lưu nháp lên máy chủ sau một phút gõ hoặc \
        khi rời trang.
        <li>Gửi khi còn cảnh báo thì viết một câu giải thích dưới mỗi cảnh báo; chưa viết thì báo \
        cáo nằm ở nháp.
        <li>Nếu người khác vừa lưu, trang so hai bên từng ô để bạn chọn; không mất số nào.
        <li>Báo cáo bị trả lại ghi lý do và người trả ở đầu biểu. Báo cáo đã gửi in được biên \
        nhận.
        <li>Trình duyệt tắt JavaScript vẫn dùng được biểu này: <b>Lưu nháp</b> và <b>Gửi báo \
        cáo</b> làm như vậy, Enter lưu nháp.</ul>
        <h3>Khi mất mạng</h3>
        <p>Biểu đã mở trước đó vẫn mở được khi mất mạng, nếu máy chủ dùng HTTPS. Báo cáo gửi lúc \
        mất mạng nằm trong <b>hộp chờ</b>, ở đầu biểu và ở Việc của tôi, và tự gửi một lần khi có \
        mạng lại mà một trong hai trang đang mở. Nếu máy chủ đã có bản mới hơn, hộp chờ báo: mở \
        biểu để chọn. Thoát thì máy xóa các trang đã giữ.</p>
        """
    }
}
