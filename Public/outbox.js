// Reports that were sent without a line. They stand in sight until the server has them, and each
// is sent once: it names the revision that it is based on, and the same again is no revision.

import * as store from './store.js';
import { make } from './page.js';

const RETRY_MILLISECONDS = 30000;

export class Outbox {
  /** `texts` are those of the page; `done` is told each address that the server has taken. */
  constructor(box, reader, words, done) {
    Object.assign(this, { box, reader, words, done });
    addEventListener('online', () => this.flush());
    setInterval(() => this.flush(), RETRY_MILLISECONDS);
    this.flush();
  }

  async add(address, title, body) {
    await store.put('outbox', {
      reader: this.reader, address, title, body: String(body), at: Date.now(), state: 'waiting' });
    return this.show();
  }

  async remove(address) {
    await store.remove('outbox', this.reader, address);
    return this.show();
  }

  async flush() {
    if (this.isBusy) return;
    this.isBusy = true;
    const send = async () => {
      for (const one of await store.list('outbox', this.reader)) {
        if (one.state === 'waiting') await this.send(one);
      }
    };
    try {
      await (navigator.locks ? navigator.locks.request('mebe-outbox', send) : send());
    } catch (error) {
      // Still no line: everything stays where it is.
    } finally {
      this.isBusy = false;
      await this.show();
    }
  }

  async send(one) {
    const body = new URLSearchParams(one.body);
    const csrf = document.querySelector('[name=csrf]');
    if (csrf) body.set('csrf', csrf.value);
    const response = await fetch(one.address, {
      method: 'POST', body, credentials: 'same-origin', headers: { Accept: 'application/json' } });
    if (response.ok) {
      await store.remove('outbox', this.reader, one.address);
      await store.remove('drafts', this.reader, one.address);
      return this.done(one.address, await response.json());
    }
    // The server answered and has something to ask; who wrote the report goes to its form.
    if (response.status === 401) one.state = 'waiting';
    else if (response.status < 500) one.state = 'asked';
    if (one.state === 'asked') await store.put('outbox', one);
  }

  async show() {
    const waiting = await store.list('outbox', this.reader);
    this.box.hidden = !waiting.length;
    this.box.textContent = '';
    if (!waiting.length) return;
    const line = one => make(
      'li', {}, make('a', { href: one.address }, one.title), ' ',
      this.words.say(one.state === 'asked' ? 'outboxAsked' : 'outboxWaiting',
        { time: this.words.time(one.at) }));
    this.box.append(
      make('h2', {}, this.words.say('outbox', { n: waiting.length })),
      make('ul', {}, ...waiting.map(line)));
  }
}
