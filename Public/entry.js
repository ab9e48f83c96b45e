// The entry form as it is used by many hands every month; without this it is the same form with
// a button.

import { find, make } from './page.js';
import { Form } from './form.js';
import { Keys } from './keys.js';
import { Drafts } from './drafts.js';
import { Outbox } from './outbox.js';

const element = find('form.entry');
const data = JSON.parse(find('#data').textContent);
const form = new Form(element, data);
const words = form.words;

/** Says something in the bar, with one thing that can be done about it. */
function announce(key, values, act, label) {
  const line = find('.dock .said');
  line.textContent = words.say(key, values || {});
  if (!act) return;
  const button = make('button', { type: 'button', class: 'link' }, words.texts[label || 'undo']);
  button.addEventListener('click', act);
  line.append(' ', button);
}

/** Says something above the form that stays until it is settled. */
function warn(key, ...content) {
  const id = `say-${key}`, old = find(`#${id}`);
  if (old) old.remove();
  find('#findings').before(make(
    'div', { id, class: 'box warn', role: 'status' }, make('p', {}, words.say(key, {}), ' ', ...content)));
}

/** Gives the form to the server as a page would without scripts: it shows what is to be done. */
function hand(status) {
  drafts.isLeaving = true;
  element.append(make('input', { type: 'hidden', name: 'status', value: status }));
  HTMLFormElement.prototype.submit.call(element);
}

function button(label, act) {
  const one = make('button', { type: 'button', class: 'btn small' }, words.texts[label]);
  one.addEventListener('click', act);
  return one;
}

const heard = {
  kept: at => navigator.onLine === false && announce('savedHere', { time: words.time(at) }),
  saved: at => announce('savedAt', { time: words.time(at) }),
  offLine: () => announce('offLine'),
  restored: (at, drop) => announce('restored', { time: words.time(at) }, drop, 'discard'),
  newer: () => warn('newer', button('compare', () => hand('draft'))),
  signIn: () => warn('signIn', make(
    'a', { href: `/login?next=${encodeURIComponent(location.pathname)}` }, words.texts.signInLink)),
};

const drafts = new Drafts(form, data.reader, data.unsaved, (what, ...more) => heard[what](...more));
const outbox = new Outbox(find('#outbox'), data.reader, words, (address, answer) => {
  if (address !== drafts.address) return;
  drafts.isLeaving = true;
  location.assign(answer.location);
});
new Keys(form, announce);

async function send(status) {
  if (status === 'submitted') {
    form.judge(true);
    if (form.errors.length) return find('#findings a').focus();
    const [open] = form.unexplained();
    if (open) {
      announce('explainFirst');
      return open.focus();
    }
  }
  announce('isSending');
  const fields = drafts.fields();
  try {
    const response = await drafts.post(status, fields);
    if (!response.ok) return response.status === 401 ? null : hand(status);
    await outbox.remove(drafts.address);
    if (status === 'draft') return null;
    drafts.isLeaving = true;
    location.assign(drafts.answer.location);
  } catch (error) {
    if (status === 'draft') {
      await drafts.keep();
      return announce('offLine');
    }
    await outbox.add(drafts.address, data.title, drafts.body(status, fields));
    drafts.saved = fields;
    find('#outbox').scrollIntoView({ block: 'center' });
    await drafts.forget();
    announce('queued');
  }
  return null;
}

// Browsers of that age do not say which button sent a form.
let pressed = 'draft';
element.addEventListener('click', event => {
  const one = event.target.closest('button[name=status]');
  if (one) pressed = one.value;
});
element.addEventListener('submit', event => {
  event.preventDefault();
  send(pressed);
});

// The page itself says what became of the last save; what is kept here is older than that.
if (/[?&](sent|saved|same)=/.test(location.search)) {
  history.replaceState(null, '', location.pathname);
  drafts.forget().then(() => outbox.remove(drafts.address));
} else if (data.unsaved) {
  drafts.keep();
} else {
  drafts.restore();
}
find('.keys').hidden = false;

if ('serviceWorker' in navigator) {
  navigator.serviceWorker.register('/sw.js').then(() => navigator.serviceWorker.ready)
    .then(ready => ready.active.postMessage({ keep: location.pathname }));
}
