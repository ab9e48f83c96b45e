/// The help page in Vietnamese.
struct HelpVietnamese {
    let origin: String

    var body: HTML {
        """
        \(reporting)\(HelpTypingVietnamese().body)\(values)\(reading)\(HelpQualityVietnamese().body)\
        \(HelpReviewVietnamese().body)\(roles)\(answers)
        """
    }

    private var reporting: HTML {
        """
        <h1>Trợ giúp</h1>
        <h2 id=bao-cao>Gửi báo cáo tháng</h2>
        <ol><li>Đăng nhập bằng mã truy cập. Trang <a href="/">Việc của tôi</a> cho biết tháng \
        nào trong 24 tháng qua đến kỳ, trễ hay bị trả lại.
        <li>Mở tháng cần nhập, điền từ trên xuống. Phím Enter xuống ô dưới; <a \
        href="#go">thêm về cách gõ</a>.
        <li><b>Lưu nháp</b> giữ lại để làm tiếp: nháp chưa vào tổng nào. <b>Gửi báo cáo</b> thì \
        máy kiểm tra; nếu còn lỗi, máy chỉ từng ô sai và giữ nguyên số đã nhập.
        <li>Gửi xong có biên nhận: số bản, giờ nhận, số bản ghi. Tổng của huyện, tỉnh và cả nước \
        có ngay số mới.</ol>
        <p>Sửa sau khi gửi: mở lại biểu, sửa, gửi lại. Bản cũ vẫn được giữ, kèm ai sửa và lúc \
        nào. Gửi lại đúng như cũ thì không ghi thêm gì.</p>
        <h3>Gửi bằng chương trình</h3>
        <p>Phần mềm của trạm hay bệnh viện gửi JSON tới <code>/api/v1/reports</code>, mã truy \
        cập ở dòng Authorization. Thêm <code>?dry_run=true</code> để kiểm tra mà không lưu.</p>
        \(HelpView.example(origin: origin))
        <p>Trả lời 201: đã nhận lần đầu; 200: đã nhận bản sửa, hoặc không có gì mới; 422: có ô \
        sai, mỗi lỗi có địa chỉ ô và một câu giải thích.</p>
        """
    }

    private var values: HTML {
        """
        <h2 id=so>0, để trống và x</h2>
        <dl><dt>0</dt><dd>Trong tháng không có ca nào. Được tính.</dd>
        <dt>để trống</dt><dd>Chưa có số liệu. Không cộng, không coi là 0; quy tắc có ô trống thì \
        không kiểm tra.</dd>
        <dt>x</dt><dd>Không áp dụng: trạm không có dịch vụ này (trong JSON viết "na"). Không \
        cộng.</dd></dl>
        <p>Mỗi số là số nguyên từ 0 đến 99.999.999. Dòng nền xám máy tự cộng. <b>Lỗi</b> thì \
        phải sửa mới gửi được; <b>cảnh báo</b> vẫn gửi được, nên ghi lời giải thích ngay dưới \
        ô.</p>
        <h2 id=han>Hạn gửi</h2>
        <p>Theo Thông tư 37/2019/TT-BYT và 23/2025/TT-BYT: 5 ngày làm việc sau tháng báo cáo. \
        Nơi có quy định riêng (như ngày 30 hằng tháng) thì theo đó. Tính đến hết ngày cuối, theo \
        giờ Việt Nam và đồng hồ máy chủ. Tháng đang diễn ra đã gửi được; tháng chưa đến thì \
        chưa.</p>
        """
    }

    private var reading: HTML {
        """
        <h2 id=doc>Đọc số liệu</h2>
        <h3>Kỳ báo cáo</h3>
        <p>Tháng, quý, 6 tháng, 9 tháng, năm và lũy kế từ đầu năm. Trong địa chỉ: \
        <code>2024-01</code>, <code>2024-Q1</code>, <code>2024-H1</code>, <code>2024-9M</code>, \
        <code>2024</code>, <code>2024-05/ytd</code>.</p>
        <h3>Các tổng</h3>
        <ul><li>Số phát sinh (ca đẻ, lượt khám): cộng mọi tháng và mọi đơn vị.
        <li>Số cuối kỳ (phụ nữ đang có thai, cặp đang tránh thai): mỗi đơn vị lấy tháng cuối có \
        số, rồi cộng các đơn vị.
        <li>Tỷ lệ: chia một lần từ tổng, không bao giờ lấy trung bình; luôn kèm n/N.
        <li>Mỗi tổng nói rõ bao nhiêu đơn vị, tháng và báo cáo đã cho số, bao nhiêu để trống hay \
        không áp dụng. Báo cáo bị trả lại vẫn tính là đã nhận.</ul>
        <h3>Khoảng tin cậy và mục tiêu</h3>
        <p>Chấm là giá trị, nét mảnh là khoảng tin cậy 95 % (Wilson cho tỷ \
        lệ, Poisson chính xác cho tỷ suất và số ca), vạch đứng màu đất là mục \
        tiêu. Số ca ít thì khoảng rộng: đừng xếp hạng các xã chỉ vì vài ca. «Sát ngưỡng» là \
        khoảng còn chứa mục tiêu. Mục tiêu lấy của đơn vị gần nhất từ dưới lên có đặt cho năm \
        ấy; nếu không có, lấy năm sau và ghi rõ năm. Mục tiêu là một số ca (không \
        có mẫu số) chỉ xét cho chính đơn vị đặt ra.</p>
        <p>«Ít ca»: dưới 20 sự kiện, với tử vong dưới 5. So với kỳ trước và cùng kỳ năm trước, \
        «tốt hơn» hay «kém hơn» chỉ nói khi hai khoảng tin cậy rời nhau; còn chồng lên nhau là \
        «chưa rõ». Chưa đạt thì ghi còn thiếu bao nhiêu ca. Chỉ số cộng dồn trong năm (như số \
        người mới tránh thai) là «đúng tiến độ» khi đạt phần kế hoạch của các tháng đã đến \
        hạn.</p>
        <h3>Địa giới</h3>
        <p><b>Như khi báo cáo</b>: mỗi tháng cộng theo đơn vị tồn tại cuối tháng đó. <b>Hiện \
        nay</b>: báo cáo cũ được đưa vào đơn vị đã nhận nó sau sáp nhập. Xã bị chia cho nhiều \
        nơi mà không ai công bố tỷ lệ thì chỉ cộng ở cấp chứa hết các nơi ấy, và được \
        nêu tên là «chưa gồm»; các dòng của bảng khi đó cộng lại ít hơn tổng, và trang nói \
        rõ. Nơi có tỷ lệ dân số công bố thì lấy phần ấy, ghi ≈ vì là ước \
        tính.</p>
        <p><b>Khu vực</b>, như huyện cũ sau tháng 6/2025, gồm các xã theo ngày và đọc như một đơn \
        vị; không cộng vào đơn vị nào khác. Xã lấy đất của nhiều huyện được nêu tên bên cạnh, \
        không cộng vào khu vực nào. Trang của tỉnh liệt kê các khu vực, trang của xã và của \
        huyện cũ dẫn tới khu vực của mình. Kỳ mà đơn vị chưa có hay không còn thì hiện mờ, không \
        bấm được. Xã có điểm trạm được giao biểu: tổng của xã là báo cáo của \
        xã cộng các điểm trạm; bệnh viện không gửi biểu này, vì ca đẻ tính theo nơi cư trú của \
        mẹ.</p>
        <p>Người quản trị thay đổi đơn vị ở <a href="/admin/units">Quản trị</a>: sáp \
        nhập, chia, chuyển, đổi tên, lập, giải thể, đưa vào hoặc ra khỏi khu vực. Ghi mã hoặc tên \
        đơn vị; phần xem trước nêu tổng của đơn vị nào đổi, theo địa giới khi báo cáo và hiện nay. \
        Hủy được cho đến ngày hiệu lực.</p>
        <p>Số lấy về máy: thêm <code>.json</code> sau mã đơn vị, như \
        <code>/units/VN-2024-034.json?period=2023</code>.</p>
        """
    }

    private var roles: HTML {
        """
        <h2 id=vai-tro>Ai làm được gì</h2>
        <table class=grid><thead><tr><th scope=col>Vai trò<th scope=col>Được làm</tr></thead><tbody>
        <tr><th scope=row>Người báo cáo (reporter)<td>nhập, gửi, sửa báo cáo của đơn vị mình
        <tr><th scope=row>Người rà soát (reviewer)<td>xem mọi báo cáo của đơn vị mình và bên \
        dưới, duyệt, trả lại
        <tr><th scope=row>Người xem (viewer)<td>xem số liệu, không sửa
        <tr><th scope=row>Quản trị (admin)<td>mọi việc trên, và người dùng, biểu, mục tiêu, đơn \
        vị</tbody></table>
        <p>Vai trò ở một đơn vị gồm cả những đơn vị bên dưới, và những đơn vị cũ đã nhập trọn \
        vào đó.</p>
        <p>Người quản trị thêm người ở trang <a href="/people">Người dùng</a> và gửi mỗi người một \
        liên kết để tự đặt mật khẩu; quản trị viên huyện hoặc tỉnh làm việc đó cho bên dưới, và tạo \
        liên kết mới khi ai quên mật khẩu. Ở trang <a href="/account">Tài khoản</a> có thể đổi mật \
        khẩu, bật xác thực hai bước (mã trên điện thoại, kèm mười mã dự phòng để chép lại), xem \
        mình đang đăng nhập ở đâu, và đăng xuất khỏi mọi nơi. Phiên đăng nhập hết sau 14 ngày, hoặc \
        3 ngày không dùng. Chương trình dùng <a href="/tokens">mã truy cập</a>; qua API: \
        <code>/api/v1/me</code>, <code>/users</code>, <code>/tokens</code>, \
        <code>/sessions</code>.</p>
        <p>Trên máy chủ, người quản trị thêm người bằng <code>mebe user add TÊN --unit MÃ-ĐƠN-VỊ \
        --role VAI-TRÒ</code>, cấp mã bằng lệnh <code>mebe token create --unit MÃ-ĐƠN-VỊ --role \
        reporter</code>, và sao lưu mọi dữ liệu khi máy chủ vẫn chạy bằng <code>mebe backup \
        TỆP</code>. Mọi cài đặt: <code>mebe serve --help</code>; cài đặt nào cũng là một \
        biến môi trường (<code>MEBE_LISTEN</code>…).</p>
        """
    }

    /// Each code is the anchor that the `type` of a problem links to.
    private var answers: HTML {
        """
        <h2 id=loi>Các câu trả lời của máy chủ</h2>
        <table class=grid><thead><tr><th scope=col>Mã<th scope=col>Nghĩa<th scope=col>Làm \
        gì</tr></thead><tbody>
        <tr id=malformed><th scope=row>400 <code>malformed</code><td>không đọc được<td>sửa theo \
        dòng và cột được nêu
        <tr id=sign-in-first><th scope=row>401 <code>sign-in-first</code><td>chưa đăng nhập, mã \
        sai hoặc hết hạn<td>đăng nhập lại, xin mã mới
        <tr id=outside-scope><th scope=row>403 <code>outside-scope</code><td>đơn vị ngoài phạm vi \
        của bạn<td>hỏi người quản trị
        <tr id=role-too-weak><th scope=row>403 <code>role-too-weak</code><td>vai trò của bạn \
        không được làm việc này<td>xem <a href="#vai-tro">ai làm được gì</a>, hỏi người quản trị
        <tr id=foreign-origin><th scope=row>403 <code>foreign-origin</code><td>biểu mẫu gửi từ \
        một trang khác<td>mở trang ở đây rồi gửi lại
        <tr id=csrf><th scope=row>403 <code>csrf</code><td>biểu mẫu thuộc lần đăng nhập khác, \
        hoặc chương trình gửi cookie mà thiếu <code>X-CSRF-Token</code><td>mở lại trang rồi gửi \
        biểu mẫu của trang đó; chương trình nên gửi mã truy cập
        <tr id=not-found><th scope=row>404 <code>not-found</code><td>không có, hoặc bạn không \
        được xem<td>kiểm tra địa chỉ
        <tr id=accepted><th scope=row>409 <code>accepted</code><td>báo cáo đã duyệt<td>xin mở lại
        <tr id=not-submitted><th scope=row>409 <code>not-submitted</code><td>báo cáo chưa gửi, \
        hoặc đã trả lại mà chưa gửi lại<td>đợi trạm gửi
        <tr id=not-accepted><th scope=row>409 <code>not-accepted</code><td>báo cáo chưa duyệt thì \
        không cần mở lại<td>trạm sửa và gửi thẳng
        <tr id=month-closed><th scope=row>409 <code>month-closed</code><td>tháng đã khóa sổ<td>xin \
        nơi đã khóa mở lại tháng
        <tr id=undo-refused><th scope=row>409 <code>undo-refused</code><td>thay đổi đơn vị đã có \
        hiệu lực, hoặc có thay đổi khác dựa vào<td>hủy thay đổi sau trước, hoặc lập thay đổi mới
        <tr id=stale-revision><th scope=row>412 <code>stale-revision</code><td>đã có bản mới hơn \
        bản bạn đang sửa<td>xem chỗ khác nhau rồi gửi lại
        <tr><th scope=row>413<td>dữ liệu quá lớn<td>gửi ít hơn mỗi lần
        <tr id=invalid-report><th scope=row>422 <code>invalid-report</code><td>có ô sai hoặc trái \
        quy tắc<td>sửa các ô được nêu
        <tr id=invalid-unit-change><th scope=row>422 <code>invalid-unit-change</code><td>thay đổi \
        đơn vị có chỗ sai<td>sửa các chỗ được nêu
        <tr id=bad-parameter><th scope=row>422 <code>bad-parameter</code><td>tham số trong địa \
        chỉ không dùng được<td>sửa tham số được nêu
        <tr id=unit-succeeded><th scope=row>422 <code>unit-succeeded</code><td>đơn vị nay không \
        còn, nên không xem được theo địa giới hiện nay<td>xem đơn vị kế tục được nêu, hoặc xem \
        như khi báo cáo
        <tr id=invalid-input><th scope=row>422 <code>invalid-input</code><td>tên, mật khẩu, vai \
        trò, biểu hoặc mã không dùng được<td>sửa chỗ được nêu
        <tr id=guessed-too-often><th scope=row>429 <code>guessed-too-often</code><td>sai mật khẩu \
        hoặc mã quá nhiều lần<td>đợi theo <code>Retry-After</code>
        <tr id=too-many-requests><th scope=row>429 <code>too-many-requests</code><td>địa chỉ hoặc \
        mã của bạn gửi nhiều hơn mức máy chủ nhận<td>đợi đủ số giây ghi ở \
        <code>Retry-After</code> rồi gửi lại; gửi lại không bị trùng
        <tr id=internal-error><th scope=row>500 <code>internal-error</code><td>lỗi của máy \
        chủ<td>báo người quản trị mã yêu cầu hiện trên trang, đã gửi gì, lúc nào
        <tr id=unavailable><th scope=row>503 <code>unavailable</code><td>máy chủ đang \
        bận<td>đợi rồi gửi lại; gửi lại không bị trùng
        <tr id=storage-read-only><th scope=row>503 <code>storage-read-only</code><td>máy chủ tạm \
        thời chỉ cho đọc: chưa lưu gì<td>đợi rồi gửi lại; nếu kéo dài, báo người quản trị
        <tr id=storage-full><th scope=row>507 <code>storage-full</code><td>đĩa của máy chủ đã \
        đầy: chưa lưu gì<td>báo người quản trị, rồi gửi lại</tbody></table>
        """
    }
}
