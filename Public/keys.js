// The keyboard as in a spreadsheet: Enter and the arrows go from field to field, a column that
// is pasted fills downwards, and what was filled can be taken back.

import { find } from './page.js';
import { read, UNREADABLE, TOO_LARGE } from './rules.js';

export class Keys {
  constructor(form, announce) {
    this.form = form;
    this.announce = announce;
    form.element.addEventListener('keydown', event => this.pressed(event));
    form.element.addEventListener('paste', event => this.pasted(event));
    form.element.addEventListener('click', event => this.clicked(event));
    form.element.addEventListener('input', () => { this.before = null; });
  }

  pressed(event) {
    if (event.isComposing) return;
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && key === 's') {
      event.preventDefault();
      find('.dock [value=draft]').click();
    } else if ((event.ctrlKey || event.metaKey) && key === 'z' && this.before) {
      event.preventDefault();
      this.undo();
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const index = this.form.inputs.indexOf(event.target);
    if (index < 0) return;
    const step = { arrowdown: 1, arrowup: -1, enter: event.shiftKey ? -1 : 1 }[key];
    if (!step || (event.shiftKey && key !== 'enter')) return;
    event.preventDefault();
    this.go(index + step);
  }

  /** After the last field comes what is done with them. */
  go(index) {
    const inputs = this.form.inputs;
    const next = index >= inputs.length ? find('.dock .go') : inputs[Math.max(0, index)];
    next.focus();
    if (next.select) next.select();
  }

  clicked(event) {
    const button = event.target.closest('button[name=fill]');
    if (!button) return;
    event.preventDefault();
    const [filling] = button.value.split('.', 1);
    const section = this.form.sections.find(one => one.fills.includes(button));
    this.filled(this.form.fillSection(section, filling), 'filledCells');
  }

  pasted(event) {
    const from = this.form.rows.findIndex(row => row.input && row.input === event.target);
    if (from < 0) return;
    const text = event.clipboardData.getData('text/plain').replace(/\r\n?/g, '\n');
    const cells = column(text.replace(/\n$/, ''));
    if (cells.length < 2 && !text.includes('\t')) {
      const single = cleaned(text);
      if (single === text) return;
      event.preventDefault();
      this.form.fill([[this.form.rows[from], single]]);
      return;
    }
    event.preventDefault();
    const texts = placed(this.form, from, cells.map(cleaned));
    this.filled(this.form.fill(texts), 'pastedCells', cells.length);
    event.target.select();
  }

  filled(before, key) {
    this.before = before;
    this.announce(key, { n: before.size }, () => this.undo());
  }

  undo() {
    if (!this.before) return;
    const before = this.before;
    this.before = null;
    this.form.fill(before);
    this.announce('undone', {});
  }
}

const isValue = text => ![UNREADABLE, TOO_LARGE].includes(read(cleaned(text)));

/** Of a block's columns the first one with numbers that is more than a running number. */
function column(text) {
  const lines = text.split('\n').map(line => line.split('\t'));
  const width = Math.max(...lines.map(cells => cells.length));
  const columns = Array.from({ length: width }, (_, at) => lines.map(cells => cells[at] || ''));
  const isRunning = cells => cells.length > 2
    && cells.every((cell, at) => Number(cell) === Number(cells[0]) + at && cell !== '');
  const isNumeric = cells => cells.some(cell => cell.trim() !== '' && isValue(cell))
    && cells.filter(isValue).length * 2 > cells.length;
  const numeric = columns.filter(isNumeric);
  return numeric.find(cells => !isRunning(cells)) || numeric[0] || columns[0];
}

/** How spreadsheets write what the form writes otherwise. */
function cleaned(text) {
  const cell = text.trim().replace(/^\x22(.*)\x22$/, '$1');
  if (/^(na|n\/a|#n\/a|x)$/i.test(cell)) return 'x';
  if (/^[-–—]$/.test(cell)) return '';
  return cell.replace(/^(\d{1,3})((?:[\x20\u00a0\u202f]\d{3})+)$/, (_, head, rest) =>
    head + rest.replace(/\D/g, ''));
}

// The paper has computed rows between the others, and so may the sheet that is pasted from. It
// has them where its cell at every such row is the sum of its parts.
function placed(form, from, cells) {
  const rows = form.rows.slice(from);
  const fields = rows.filter(row => row.input);
  const asFields = new Map(pairs(fields, cells));
  const asRows = new Map(pairs(rows, cells));
  const number = row => asRows.has(row) ? read(asRows.get(row)) : form.value(row);
  let agreeing = 0;
  for (const [index, parts] of form.parts) {
    const row = form.rows[index];
    if (row.input || !asRows.has(row)) continue;
    const numbers = parts.map(part => number(form.rows[part]));
    const given = read(asRows.get(row));
    const sum = numbers.every(one => typeof one === 'number')
      ? numbers.reduce((a, b) => a + b, 0) : null;
    if (given !== sum && given !== null) return asFields;
    if (given) agreeing += 1;
  }
  if (!agreeing && cells.length <= fields.length) return asFields;
  return new Map(Array.from(asRows).filter(([row]) => row.input));
}

function pairs(rows, cells) {
  return cells.slice(0, rows.length).map((cell, at) => [rows[at], cell]);
}
