// What is typed and not sent: kept on this device at once and on the server now and then, and
// never twice the same, since each save there is a revision for good.

import * as store from './store.js';

const KEEP_MILLISECONDS = 150;
const SAVE_MILLISECONDS = 60000;
/** Fields that are not the report's. */
const APART = ['base_revision', 'csrf', 'status'];

export class Drafts {
  /** `isUnsaved`: the page came back with what was sent, and the server has stored none of it. */
  constructor(form, reader, isUnsaved, hear) {
    this.form = form;
    this.element = form.element;
    this.reader = reader;
    this.hear = hear;
    this.address = new URL(this.element.action).pathname;
    this.revision = this.element.elements.base_revision;
    this.saved = isUnsaved ? {} : this.fields();
    this.lastSave = Date.now();
    this.channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('mebe');
    this.listen();
  }

  listen() {
    const touched = () => {
      clearTimeout(this.keeping);
      this.keeping = setTimeout(() => this.keep(), KEEP_MILLISECONDS);
      this.saving = this.saving || setTimeout(() => this.save(), SAVE_MILLISECONDS);
    };
    this.element.addEventListener('input', touched);
    this.element.addEventListener('filled', touched);
    // A person who goes to and fro between this and a spreadsheet leaves no trail of revisions.
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState !== 'hidden') return;
      this.keep();
      if (Date.now() - this.lastSave > SAVE_MILLISECONDS) this.save();
    });
    addEventListener('pagehide', () => this.leave());
    addEventListener('pageshow', event => { if (event.persisted) location.reload(); });
    addEventListener('online', () => this.save());
    if (this.channel) this.channel.onmessage = event => this.told(event.data);
  }

  fields() {
    const fields = {};
    new FormData(this.element).forEach((value, name) => {
      if (!APART.includes(name)) fields[name] = value;
    });
    return fields;
  }

  /** What differs from what the server is known to have. */
  changes() {
    const now = this.fields(), changes = {};
    for (const name of Object.keys(Object.assign({}, this.saved, now))) {
      if ((now[name] || '') !== (this.saved[name] || '')) changes[name] = now[name] || '';
    }
    return changes;
  }

  get isChanged() { return Object.keys(this.changes()).length > 0; }

  async keep() {
    if (this.isLeaving) return null;
    const fields = this.changes();
    if (!Object.keys(fields).length) return this.forget();
    const at = Date.now();
    await store.put('drafts', {
      reader: this.reader, address: this.address, fields, base: this.revision.value, at });
    return this.hear('kept', at);
  }

  forget() { return store.remove('drafts', this.reader, this.address); }

  /** Takes up what was typed before and never reached the server. */
  async restore() {
    const [draft, queued] = await Promise.all(
      ['drafts', 'outbox'].map(name => store.get(name, this.reader, this.address)));
    if (!draft && !queued) return;
    const kept = queued ? asDraft(queued) : draft;
    if (draft) Object.assign(kept.fields, draft.fields);
    const now = this.fields();
    const names = Object.keys(kept.fields).filter(name => (now[name] || '') !== kept.fields[name]);
    if (!names.length) return this.forget();
    const isOld = kept.base !== this.revision.value;
    this.revision.value = kept.base;
    this.write(kept.fields, names);
    if (queued) this.saved = this.fields();
    this.hear('restored', kept.at, () => this.drop());
    if (isOld) this.hear('newer');
  }

  async drop() {
    this.isLeaving = true;
    await this.forget();
    await store.remove('outbox', this.reader, this.address);
    location.reload();
  }

  write(fields, names) {
    const rows = this.form.rows.filter(row => row.input && names.includes(row.code));
    this.form.fill(rows.map(row => [row, fields[row.code]]));
    for (const name of names) {
      if (!name.startsWith('explain.') && name !== 'note') continue;
      const area = name === 'note' ? this.element.elements.note
        : this.form.explanation(name.slice('explain.'.length))[1];
      if (area) area.value = fields[name];
    }
  }

  body(status, fields) {
    const body = new URLSearchParams(fields || this.fields());
    const csrf = this.element.elements.csrf;
    if (csrf) body.set('csrf', csrf.value);
    body.set('base_revision', this.revision.value);
    body.set('status', status);
    return body;
  }

  /** Saves a draft where something changed; answers the response, or nothing. */
  async save() {
    clearTimeout(this.saving);
    this.saving = null;
    if (!this.isChanged || this.isBusy) return null;
    this.isBusy = true;
    const fields = this.fields();
    try {
      return await this.post('draft', fields);
    } catch (error) {
      this.hear('offLine');
      return null;
    } finally {
      this.isBusy = false;
    }
  }

  // Nobody is there any more to hear the answer; what is kept here goes when the form is opened
  // again and has it all.
  leave() {
    if (this.isLeaving || !this.isChanged) return;
    this.keep();
    fetch(this.address, {
      method: 'POST', body: this.body('draft'), credentials: 'same-origin', keepalive: true,
      headers: { Accept: 'application/json' } }).catch(() => {});
  }

  async post(status, fields) {
    const response = await fetch(this.address, {
      method: 'POST', body: this.body(status, fields), credentials: 'same-origin',
      headers: { Accept: 'application/json' } });
    if (response.status === 401) this.hear('signIn');
    else if (response.status === 409 || response.status === 412) this.hear('newer');
    if (response.ok) await this.stored(await response.json(), fields);
    return response;
  }

  async stored(answer, fields) {
    this.answer = answer;
    // The server has left alone what it could not read.
    this.form.rows.filter(row => row.input && typeof this.form.value(row) === 'string'
      && row.input.value === fields[row.code] && this.form.value(row) !== 'x')
      .forEach(row => { fields[row.code] = this.saved[row.code] || ''; });
    this.saved = fields;
    this.lastSave = Date.now();
    this.revision.value = answer.revision;
    await this.keep();
    if (this.channel) this.channel.postMessage({ address: this.address, revision: answer.revision });
    this.hear('saved', answer.at);
  }

  // Another window of the same form has saved.
  told(news) {
    if (news.address !== this.address || Number(this.revision.value) >= news.revision) return;
    if (this.isChanged) this.hear('newer');
    else location.reload();
  }
}

/** What waits in the outbox, as the form that it was. */
function asDraft(queued) {
  const fields = {};
  new URLSearchParams(queued.body).forEach((value, name) => {
    if (!APART.includes(name)) fields[name] = value;
  });
  return { fields, base: new URLSearchParams(queued.body).get('base_revision'), at: queued.at };
}
