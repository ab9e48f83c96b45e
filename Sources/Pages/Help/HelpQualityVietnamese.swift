import Reporting

/// What the pages of completeness and of data quality mean, in Vietnamese.
struct HelpQualityVietnamese {
    private typealias Limits = QualityLimits

    private let wording = Wording(.vietnamese)

    var body: HTML {
        "\(completeness)\(quality)"
    }

    private var completeness: HTML {
        """
        <h2 id=du-han>Báo cáo đủ và đúng hạn</h2>
        <p>Trang <code>/completeness/MÃ-ĐƠN-VỊ?period=2024</code>, mở từ trang số liệu hoặc trang \
        rà soát, cho thấy từng đơn vị, từng tháng, và danh sách còn thiếu để chép vào tin nhắn.</p>
        <dl><dt>phải có</dt><dd>Mỗi tháng đã bắt đầu, mỗi đơn vị tồn tại vào ngày cuối tháng và có \
        biểu này: một báo cáo. Đơn vị đã giải thể không còn phải báo cáo.</dd>
        <dt>đã nhận</dt><dd>Đã gửi ít nhất một lần; nháp thì chưa. Báo cáo bị trả lại vẫn là đã \
        nhận.</dd>
        <dt>đúng hạn, trễ</dt><dd>Theo lần gửi đầu tiên và đồng hồ máy chủ; sửa sau không làm thành \
        trễ.</dd>
        <dt>không có số nào</dt><dd>Đã nhận nhưng mọi ô để trống hoặc x.</dd></dl>
        <p>Tỷ lệ không bao giờ quá 100 %, và chỉ là 100 % khi không thiếu báo cáo nào. Ai còn thiếu \
        thì chỉ người có vai trò ở đơn vị ấy xem được. Bằng chương trình: \
        <code>/api/v1/completeness/MÃ-ĐƠN-VỊ?period=2024-Q1</code>.</p>
        """
    }

    private var quality: HTML {
        """
        <h2 id=chat-luong>Chất lượng số liệu</h2>
        <p>Trang <code>/quality/MÃ-ĐƠN-VỊ?period=2024-01</code> nêu những chỗ nên xem lại trong báo \
        cáo của một tháng; bấm tên chỉ tiêu để mở đúng ô. Đó là câu hỏi, không phải lỗi: số có \
        thể đúng, và không câu hỏi nào làm đổi các tổng.</p>
        <dl><dt>Trái quy tắc</dt><dd>Một cảnh báo của biểu; đơn vị đã giải thích thì có ghi.</dd>
        <dt>Mâu thuẫn</dt><dd>Quy tắc vẫn sai khi cộng cả năm của đơn vị (ít nhất \
        \(Limits.yearMonthsMin) tháng đủ số), khi cộng các đơn vị, hoặc hai biểu cùng tháng ghi \
        hai số khác nhau.</dd>
        <dt>Khác thường</dt><dd>Xa các tháng trước của chính đơn vị: điểm z sửa đổi trên \
        \(wording.written(Limits.scoreMin)) (Iglewicz và Hoaglin 1993; WHO, Data Quality Review), \
        lệch ít nhất \(wording.written(Limits.distanceMin)), tính từ trung vị và độ lệch tuyệt đối \
        trung vị của \(Limits.historyMonths) tháng trước, có ít nhất \(Limits.historyMonthsMin) \
        tháng. Độ lệch không bao giờ tính nhỏ hơn căn bậc hai của trung vị: số nhỏ nhảy vì may \
        rủi.</dd>
        <dt>Nhảy vọt</dt><dd>So với tháng trước, số phát sinh gấp \
        \(wording.written(Limits.flowJumpFactor)) lần hoặc còn một nửa, số cuối kỳ đổi từ \
        \(wording.written(Limits.stockJumpShare * 100)) %, và quá mức may rủi.</dd>
        <dt>Mất số, không áp dụng, bỗng bằng 0</dt><dd>Mọi báo cáo trước đều có số, nay trống, hay \
        nay ghi x; hoặc trước không \
        tháng nào là 0, trung bình từ \(wording.written(Limits.zeroMeanMin)), nay là 0.</dd>
        <dt>Gửi lại báo cáo cũ</dt><dd>Mọi số phát sinh giống hệt một tháng trước (ít nhất \
        \(Limits.copiedCountsMin) số khác 0, \(Limits.copiedNumbersMin) số khác nhau lớn hơn \
        1).</dd>
        <dt>Số đứng yên</dt><dd>Cùng một số phát sinh, từ \(Int(Limits.sameValueMin)) trở lên, \
        \(Limits.sameMonthsMin) tháng liền.</dd>
        <dt>Nhiều số tròn</dt><dd>Trong \(Limits.historyMonths) tháng, quá nhiều số từ \
        \(Int(Limits.heapedValueMin)) trở lên chia hết cho 5 hoặc 10: may rủi chỉ gây ra ít hơn 1 \
        lần trong 1.000 (phân phối nhị thức).</dd></dl>
        <p>Bằng chương trình: <code>/api/v1/quality/MÃ-ĐƠN-VỊ?period=2024-01</code>.</p>
        """
    }
}
