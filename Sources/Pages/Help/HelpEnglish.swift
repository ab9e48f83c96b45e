/// The help page in English.
struct HelpEnglish {
    let origin: String

    var body: HTML {
        """
        \(reporting)\(HelpTypingEnglish().body)\(values)\(reading)\(HelpQualityEnglish().body)\
        \(HelpReviewEnglish().body)\(roles)\(answers)
        """
    }

    private var reporting: HTML {
        """
        <h1>Help</h1>
        <h2 id=report>Sending the monthly report</h2>
        <ol><li>Sign in with your access token. <a href="/">My work</a> says which months \
        of the last 24 are due, late or returned.
        <li>Open the month and fill it from top to bottom. Enter goes to the field below; \
        <a href="#typing">more on typing</a>.
        <li><b>Save draft</b> keeps it for later: a draft enters no sum. <b>Send report</b> \
        checks it; if something is wrong, each field is named and what you typed stays.
        <li>A sent report gives a receipt: revision, time, journal entry. The sums of district, \
        province and country have it at once.</ol>
        <p>To correct, open the form again, change and send. The earlier revision is kept, with \
        who changed it and when. Sending the same again adds nothing.</p>
        <h3>Sending from a program</h3>
        <p>Software of a station or hospital posts JSON to <code>/api/v1/reports</code> with the \
        token in the Authorization header. <code>?dry_run=true</code> checks without \
        storing.</p>
        \(HelpView.example(origin: origin))
        <p>201: received for the first time; 200: a correction, or nothing new; 422: fields are \
        wrong, each named by a pointer and explained in a sentence.</p>
        """
    }

    private var values: HTML {
        """
        <h2 id=numbers>0, blank and x</h2>
        <dl><dt>0</dt><dd>No case in the month. It counts.</dd>
        <dt>blank</dt><dd>No number yet. It is not added and is not 0; a rule with a blank in it \
        is not checked.</dd>
        <dt>x</dt><dd>Not applicable: the station does not offer this ("na" in JSON). Not \
        added.</dd></dl>
        <p>Every number is whole, 0 to 99,999,999. Grey rows are added up by the program. An \
        <b>error</b> must be corrected before sending; with a <b>warning</b> the report can be \
        sent, and an explanation below the field helps.</p>
        <h2 id=due>When reports are due</h2>
        <p>By circulars 37/2019/TT-BYT and 23/2025/TT-BYT: five working days after the month. \
        Where a place has its own rule (such as the 30th), that holds. Through the end of the \
        last day, Vietnam time, by the server's clock. The current month can be sent already, a \
        coming one not.</p>
        """
    }

    private var reading: HTML {
        """
        <h2 id=read>Reading the figures</h2>
        <h3>Periods</h3>
        <p>Month, quarter, half, nine months, year, and the year to date. In addresses: \
        <code>2024-01</code>, <code>2024-Q1</code>, <code>2024-H1</code>, <code>2024-9M</code>, \
        <code>2024</code>, <code>2024-05/ytd</code>.</p>
        <h3>Sums</h3>
        <ul><li>Events (births, visits): all months and units are added.
        <li>Stocks (women now pregnant, couples protected): each unit's last month with a \
        number, then added over units.
        <li>Rates: divided once from sums, never averaged; always with n/N.
        <li>Every sum says how many units, months and reports gave a number, and how many left \
        it blank or said that it does not apply. A returned report stays received.</ul>
        <h3>Intervals and targets</h3>
        <p>The dot is the value, the thin line its 95 % confidence interval (Wilson for shares, \
        exact Poisson for rates and counts), the ochre tick the target. Few cases make a wide interval: do not rank communes by a handful of \
        cases. "Close" means that the interval still holds the target. A target is taken from \
        the nearest unit upwards that set one for the year; if none did, the next year's, and \
        the year is named. A target that is a number of cases (no denominator) is held against \
        the unit that set it alone.</p>
        <p>"Few cases": below 20 events, or 5 deaths. Against the period before and the year \
        before, "better" or "worse" is said only where the two intervals lie apart. A target \
        that is not met says how many events are missing. A figure that grows through the year \
        (such as new users of contraception) is on track when it has reached the plan's part of \
        the months that are due.</p>
        <h3>Boundaries</h3>
        <p><b>As reported</b>: each month by the units that existed at its end. <b>Today's</b>: \
        earlier reports are carried into the units that took theirs over. Where a commune was \
        divided and nobody published by which share, it counts only at the level that holds all \
        its parts, and is named as left out below; the rows of a table then add to less than the \
        total, and the page says so. A published share of its population brings \
        that part, marked ≈ as an estimate.</p>
        <p>An <b>area</b>, such as a former district after June 2025, groups communes by date and \
        is read like a unit; it is in nobody's sum. A commune with land of several districts is \
        named beside and summed in none. A province's page lists its areas; the pages of a \
        commune and of a former district lead to theirs. A period in which the unit did not \
        exist is shown pale and leads nowhere. Where station points are assigned the form, a commune's \
        sum is its own report and theirs; hospitals do not send it, since births are counted \
        where the mother lives.</p>
        <p>Administrators change units at <a href="/admin/units">Administration</a>: merge, \
        split, move, rename, open, close, join or leave an area. Units are named by id or name; the \
        preview says at which units sums move, as reported and in today's boundaries. Each can be \
        undone until its day.</p>
        <p>For download, add <code>.json</code> to the unit's id: \
        <code>/units/VN-2024-034.json?period=2023</code>.</p>
        """
    }

    private var roles: HTML {
        """
        <h2 id=roles>Who may do what</h2>
        <table class=grid><thead><tr><th scope=col>Role<th scope=col>May</tr></thead><tbody>
        <tr><th scope=row>reporter<td>enter, send and correct the reports of the own unit
        <tr><th scope=row>reviewer<td>read all reports of the unit and below, accept, return
        <tr><th scope=row>viewer<td>read figures, change nothing
        <tr><th scope=row>admin<td>all of this, and people, forms, targets, units</tbody></table>
        <p>A role at a unit covers the units below it, and former units that went whole into it.</p>
        <p>An administrator adds people on <a href="/people">People</a> and hands each a link that \
        sets a password; one of a district or province does so for the people below, and makes a \
        link anew when a password is forgotten. On <a href="/account">one's account</a> one \
        changes the password, turns on a second factor (a code on the telephone, with ten \
        recovery codes to write down), sees where one is signed in, and signs out everywhere. A \
        session ends after 14 days, or 3 days without use. Programs sign in with a \
        <a href="/tokens">token</a>; through the API: <code>/api/v1/me</code>, \
        <code>/users</code>, <code>/tokens</code>, <code>/sessions</code>.</p>
        <p>On the server an administrator makes tokens with <code>mebe token create --unit UNIT-ID \
        --role reporter</code>, adds people with <code>mebe user add NAME --unit UNIT-ID --role \
        ROLE</code>, and copies all data beside the running server with <code>mebe backup \
        FILE</code>. All settings: <code>mebe serve --help</code>; each is an environment \
        variable too (<code>MEBE_LISTEN</code>…).</p>
        """
    }

    /// Each code is the anchor that the `type` of a problem links to.
    private var answers: HTML {
        """
        <h2 id=errors>What the server answers</h2>
        <table class=grid><thead><tr><th scope=col>Code<th scope=col>Meaning<th scope=col>What \
        to do</tr></thead><tbody>
        <tr id=malformed><th scope=row>400 <code>malformed</code><td>cannot be read<td>correct \
        it at the line and column named
        <tr id=sign-in-first><th scope=row>401 <code>sign-in-first</code><td>not signed in, \
        token wrong or expired<td>sign in again, ask for a token
        <tr id=outside-scope><th scope=row>403 <code>outside-scope</code><td>the unit is outside \
        your scope<td>ask the administrator
        <tr id=role-too-weak><th scope=row>403 <code>role-too-weak</code><td>your role does not \
        allow this<td>see <a href="#roles">who may do what</a>, ask the administrator
        <tr id=foreign-origin><th scope=row>403 <code>foreign-origin</code><td>the form was sent \
        from another site<td>open the page here and send it again
        <tr id=csrf><th scope=row>403 <code>csrf</code><td>the form belongs to another sign-in, or \
        a program sends the session's cookie without <code>X-CSRF-Token</code><td>open the page \
        again and send its form; a program had better send a token
        <tr id=not-found><th scope=row>404 <code>not-found</code><td>there is no such thing, or \
        it is not for you to see<td>check the address
        <tr id=accepted><th scope=row>409 <code>accepted</code><td>the report is accepted<td>ask \
        to have it reopened
        <tr id=not-submitted><th scope=row>409 <code>not-submitted</code><td>the report was not \
        sent, or was returned and not sent again<td>wait for the station
        <tr id=not-accepted><th scope=row>409 <code>not-accepted</code><td>a report that is not \
        accepted needs no reopening<td>the station corrects and sends it
        <tr id=month-closed><th scope=row>409 <code>month-closed</code><td>the month is \
        closed<td>ask whoever closed it to reopen it
        <tr id=undo-refused><th scope=row>409 <code>undo-refused</code><td>the change of units is \
        in force, or another one rests on it<td>undo the later one first, or make a new change
        <tr id=stale-revision><th scope=row>412 <code>stale-revision</code><td>a newer revision \
        came in between<td>look at the differences, send again
        <tr><th scope=row>413<td>too large<td>send less at a time
        <tr id=invalid-report><th scope=row>422 <code>invalid-report</code><td>a field is wrong \
        or breaks a rule<td>correct the fields named
        <tr id=invalid-unit-change><th scope=row>422 <code>invalid-unit-change</code><td>a change \
        of units cannot be made as it is<td>correct the places named
        <tr id=bad-parameter><th scope=row>422 <code>bad-parameter</code><td>a parameter of the \
        address cannot be used<td>correct the one named
        <tr id=unit-succeeded><th scope=row>422 <code>unit-succeeded</code><td>the unit no longer \
        exists, so it has none of today's boundaries<td>ask for one of the successors named, or \
        as reported
        <tr id=invalid-input><th scope=row>422 <code>invalid-input</code><td>a name, password, \
        role, form or code cannot be taken<td>correct what is named
        <tr id=guessed-too-often><th scope=row>429 <code>guessed-too-often</code><td>passwords or \
        codes were wrong too often<td>wait as long as <code>Retry-After</code> says
        <tr id=too-many-requests><th scope=row>429 <code>too-many-requests</code><td>more comes \
        from your address or token than the server takes<td>wait as many seconds as \
        <code>Retry-After</code> says and repeat; nothing is counted twice
        <tr id=internal-error><th scope=row>500 <code>internal-error</code><td>the server \
        failed<td>tell the administrator the request id shown, what you sent and when
        <tr id=unavailable><th scope=row>503 <code>unavailable</code><td>the server is \
        busy<td>wait and repeat; nothing is counted twice
        <tr id=storage-read-only><th scope=row>503 <code>storage-read-only</code><td>the server \
        can only be read for now: nothing was stored<td>wait and repeat; if it lasts, tell the \
        administrator
        <tr id=storage-full><th scope=row>507 <code>storage-full</code><td>the server's disk is \
        full: nothing was stored<td>tell the administrator, then send again</tbody></table>
        """
    }
}
