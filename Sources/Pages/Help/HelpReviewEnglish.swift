/// The part of the help for those who review a month and for administrators.
struct HelpReviewEnglish {
    var body: HTML {
        """
        <h2 id=reviewing>Reviewing a month</h2>
        <ul><li><b>Review</b> lists the communes by whose turn it is. Reports that ask nothing are \
        chosen beforehand: <b>Accept the chosen reports</b> is all there is to do. A report that \
        changed while you looked is not accepted, and the page says so.
        <li><b>Look closer</b> puts the odd numbers beside last month's and last year's, to accept \
        the report or return it with a reason, which the commune reads above its form. \
        <b>Comparison</b> shows every row, <b>History</b> every time it was sent: who, when, from \
        where, why, and which figures changed.
        <li>An acceptance is taken back by <b>reopening</b>, with a reason.
        <li>For those who are missing there is a text to copy. <b>More time</b> is given to one \
        unit by a later deadline.
        <li>A <b>closed month</b> takes no reports and corrections until whoever closed it opens it \
        again. What was sent can still be accepted.</ul>
        <p>Administrators read the <a href="/admin/audit">log</a> of sign-ins, people, tokens, \
        closings and imports. <code>mebe verify --checkpoint</code> checks everything and prints a \
        signed line to keep elsewhere; <code>mebe verify --against</code> that file says whether the \
        data are still what was signed.</p>
        """
    }
}
