// One's own page shows what waits for the line, and sends it.

import { find, Words } from './page.js';
import { Outbox } from './outbox.js';

const data = JSON.parse(find('#data').textContent);
const words = new Words(data.text, document.documentElement.lang);
// The page's own list tells what was sent.
new Outbox(find('#outbox'), data.reader, words, () => location.reload());
