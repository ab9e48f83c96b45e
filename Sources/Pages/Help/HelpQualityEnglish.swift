import Reporting

/// What the pages of completeness and of data quality mean, in English.
struct HelpQualityEnglish {
    private typealias Limits = QualityLimits

    private let wording = Wording(.english)

    var body: HTML {
        "\(completeness)\(quality)"
    }

    private var completeness: HTML {
        """
        <h2 id=completeness>Completeness and timeliness</h2>
        <p>The page <code>/completeness/UNIT-ID?period=2024</code>, opened from the figures or the \
        review, shows every unit and month, and who is missing as a text to copy into a \
        message.</p>
        <dl><dt>expected</dt><dd>One report for each month that has begun and each unit that exists \
        on its last day and has the form. A unit that has ended owes nothing.</dd>
        <dt>received</dt><dd>Sent at least once; a draft is not. A returned report stays \
        received.</dd>
        <dt>on time, late</dt><dd>By the first sending and the server's clock; a later correction \
        makes nothing late.</dd>
        <dt>without any number</dt><dd>Received with every cell blank or x.</dd></dl>
        <p>A share is never above 100 %, and 100 % only when nothing is missing. Who is missing is \
        shown only to those with a role at the unit. For programs: \
        <code>/api/v1/completeness/UNIT-ID?period=2024-Q1</code>.</p>
        """
    }

    private var quality: HTML {
        """
        <h2 id=quality>Data quality</h2>
        <p>The page <code>/quality/UNIT-ID?period=2024-01</code> names the places worth a look in a \
        month's reports; the name of an element opens its cell. They are questions and not \
        errors: a number may be right, and no question changes a sum.</p>
        <dl><dt>Broken rule</dt><dd>A warning of the form; it says so where the unit explained \
        it.</dd>
        <dt>Contradiction</dt><dd>The rule is broken by the sums of the unit's year too (at least \
        \(Limits.yearMonthsMin) months with all the numbers), by the sums over units, or two \
        forms of the month give two numbers.</dd>
        <dt>Outlier</dt><dd>Far from the unit's own months: a modified z score above \
        \(wording.written(Limits.scoreMin)) (Iglewicz and Hoaglin 1993; WHO, Data Quality \
        Review) and at least \(wording.written(Limits.distanceMin)) away, from the median and the \
        median absolute deviation of the \(Limits.historyMonths) months before, of which at least \
        \(Limits.historyMonthsMin) have a number. The deviation never counts as less than the \
        square root of the median: small counts jump by chance.</dd>
        <dt>Jump</dt><dd>Against the month before a flow grows \
        \(wording.written(Limits.flowJumpFactor)) times or halves, a stock changes by \
        \(wording.written(Limits.stockJumpShare * 100)) %, beyond chance.</dd>
        <dt>Number missing, not applicable, suddenly 0</dt><dd>Every report before had a number and \
        this one has none, or says x; or none was 0, the mean at least \(wording.written(Limits.zeroMeanMin)), and this \
        one is.</dd>
        <dt>Old report sent again</dt><dd>Every flow is as in an earlier month (at least \
        \(Limits.copiedCountsMin) not 0, \(Limits.copiedNumbersMin) different numbers above \
        1).</dd>
        <dt>Standing still</dt><dd>The same flow of \(Int(Limits.sameValueMin)) and more for \
        \(Limits.sameMonthsMin) months in a row.</dd>
        <dt>Round numbers</dt><dd>In \(Limits.historyMonths) months too many numbers of \
        \(Int(Limits.heapedValueMin)) and more are multiples of 5 or 10: chance alone does that \
        less than once in 1,000 times (binomial).</dd></dl>
        <p>For programs: <code>/api/v1/quality/UNIT-ID?period=2024-01</code>.</p>
        """
    }
}
