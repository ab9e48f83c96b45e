/// The part of the help for those who type a month: keys, drafts, warnings, no line.
struct HelpTypingEnglish {
    var body: HTML {
        """
        <h2 id=typing>Typing a month</h2>
        <table class=grid><thead><tr><th scope=col>Key<th scope=col>What it does</thead><tbody>\
        <tr><th scope=row><kbd>Enter</kbd>, <kbd>↓</kbd><td>to the field below\
        <tr><th scope=row><kbd>Shift</kbd>+<kbd>Enter</kbd>, <kbd>↑</kbd><td>to the field above\
        <tr><th scope=row><kbd>Ctrl</kbd>+<kbd>V</kbd><td>pastes a column of a spreadsheet from \
        the field downwards; of a block the first column with numbers. Rows of sums may be among \
        them\
        <tr><th scope=row><kbd>Ctrl</kbd>+<kbd>Z</kbd><td>takes back what was just pasted or \
        filled\
        <tr><th scope=row><kbd>Ctrl</kbd>+<kbd>S</kbd><td>saves a draft</tbody></table>
        <ul><li>Sums and rules are worked out while you type, by the rules the server has. Only \
        what you typed and what is wrong is red.
        <li>The page keeps what you type on your device at once, and saves a draft after a minute \
        of typing and when you leave.
        <li>Whoever sends over a warning writes one sentence below it; until then the report is \
        a draft.
        <li>If somebody else saved meanwhile, both are shown field by field and you choose; \
        nothing is lost.
        <li>A returned report says on top why and by whom. What was sent can be printed as a \
        receipt.
        <li>Without scripts it is the same form: <b>Save draft</b> and <b>Send report</b> do the \
        same, and Enter saves a draft.</ul>
        <h3>Off line</h3>
        <p>A form that was open before opens without a line too, where the server is reached by \
        HTTPS. A report sent without a line stands in the <b>outbox</b>, at the top of the form \
        and of My work, and is sent once when the line is back and one of these pages is open. \
        If the server has a newer revision, the outbox says so: open the form and choose. \
        Signing out forgets the pages kept on the device.</p>
        """
    }
}
