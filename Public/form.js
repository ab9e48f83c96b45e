// The form while someone types: sums, rules and progress, said where they belong.

import { find, all, make, Words } from './page.js';
import { Checker, read, NOT_APPLICABLE, UNREADABLE, TOO_LARGE } from './rules.js';

/** How long a person may pause within a number before it is judged. */
const PAUSE_MILLISECONDS = 700;
/** A sentence of fewer characters explains nothing. */
const EXPLANATION_LENGTH_MIN = 3;

export class Form {
  constructor(element, data) {
    this.element = element;
    this.words = new Words(data.text, document.documentElement.lang);
    this.rows = all('.r', element).map(node => this.row(node));
    this.checker = new Checker(data, row => this.words.texts.quote.replace('*', this.rows[row].label));
    this.inputs = this.rows.filter(row => row.input).map(row => row.input);
    this.sections = all('.sec', element).map(node => this.section(node));
    this.parts = new Map(data.sums.map(sum => [sum[0], sum[1]]));
    /** Rows that were typed into, and the findings now on the page. */
    this.typed = new Set(this.rows.filter(row => row.input && row.input.value));
    this.shown = new Set();
    this.explanations = new Map();
    this.takeOver();
    element.addEventListener('input', event => this.changed(event.target));
    element.addEventListener('change', () => this.judge());
    this.judge();
  }

  row(node) {
    const field = find('input,output', node);
    const input = field.tagName === 'INPUT' ? field : null;
    const label = find('label,.lab', node).firstChild.textContent.trim();
    return { node, field, input, label, code: input && input.name, id: field.id };
  }

  section(node) {
    return {
      node, rows: this.rows.filter(row => node.contains(row.node)),
      link: find(`.toc a[href="#${node.id}"]`), cells: find('header .small', node),
      fills: all('button[name=fill]', node),
    };
  }

  // What the server alone knows, such as what is unusual for this unit, stays until its number
  // is changed; what the rules here say is said anew by them.
  takeOver() {
    const known = new Set(this.checker.warnings.map(rule => rule.code));
    this.foreign = [];
    this.rows.forEach((row, index) => {
      for (const line of all('.msg [data-rule]', row.node)) {
        const code = line.getAttribute('data-rule');
        if (known.has(code)) continue;
        this.foreign.push({ row: index, rows: [index], code, message: line.lastChild.textContent.trim(), value: row.input ? row.input.value : row.field.textContent });
      }
      for (const area of all('.msg textarea', row.node)) {
        const label = find(`label[for="${area.id}"]`, row.node);
        this.explanations.set(area.name.slice('explain.'.length), [label, area]);
      }
      this.describe(row, index);
    });
  }

  // Last month's figures are read out with the field.
  describe(row, index) {
    const figures = find('.ref', row.node);
    figures.id = `p${index}`;
    row.described = figures.classList.contains('nil') ? '' : figures.id;
    if (!row.input) return;
    const said = row.input.getAttribute('aria-describedby');
    if (row.described) row.input.setAttribute('aria-describedby', said ? `${said} ${row.described}` : row.described);
  }

  value(row) {
    return row.input ? read(row.input.value) : null;
  }

  changed(target) {
    const row = this.rows.find(one => one.input === target);
    if (!row) return;
    this.typed.add(row);
    this.update();
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.judge(), PAUSE_MILLISECONDS);
  }

  /** Shows what is wrong among the numbers that were typed, or among all. */
  judge(everything) {
    clearTimeout(this.pause);
    this.update(finding =>
      everything || finding.rows.some(index => this.typed.has(this.rows[index])));
  }

  /** Brings sums and progress up to date; what is right again is no longer called wrong. */
  update(isNew) {
    const { errors, warnings, values } = this.findings();
    const keep = finding => {
      const isShown = this.shown.has(finding.key) || Boolean(isNew && isNew(finding));
      return isShown;
    };
    this.errors = errors.filter(keep);
    this.warnings = warnings.filter(keep);
    this.shown = new Set(this.errors.concat(this.warnings).map(finding => finding.key));
    this.values = values;
    this.showSums();
    this.rows.forEach((row, index) => this.showFindings(row, index));
    this.showProgress();
    this.showSummary();
  }

  findings() {
    const given = this.rows.map(row => this.value(row)), errors = [];
    given.forEach((value, row) => {
      if (value !== UNREADABLE && value !== TOO_LARGE) return;
      given[row] = null;
      const kind = value === UNREADABLE ? 'unreadable' : 'tooLarge';
      errors.push({ row, rows: [row], kind });
    });
    const result = this.checker.check(given);
    const foreign = this.foreign.filter(one => {
      const row = this.rows[one.row];
      return (row.input ? row.input.value : row.field.textContent) === one.value;
    });
    const named = finding => Object.assign({}, finding, {
      message: finding.message || this.words.say(finding.kind, {
        label: this.rows[finding.row].label, sum: this.words.count(finding.sum) }),
      key: `${finding.row} ${finding.code || finding.kind || finding.message}`,
    });
    return {
      values: result.values, errors: errors.concat(result.errors).map(named),
      warnings: result.warnings.concat(foreign).map(named),
    };
  }

  showSums() {
    for (const [index, parts] of this.parts) {
      const row = this.rows[index];
      if (row.input) continue;
      const show = value => typeof value === 'number' ? this.words.count(value) : value || '–';
      const sum = this.values[index];
      row.field.textContent = show(sum);
      const how = find('.how', row.node);
      if (how && parts.length <= 3) {
        how.textContent = this.words.say('sumOf', { parts: parts.map(part => show(this.values[part])).join(' + ') });
      }
    }
  }

  showFindings(row, index) {
    const errors = this.errors.filter(finding => finding.row === index);
    const warnings = this.warnings.filter(finding => finding.row === index);
    const state = errors.concat(warnings).map(finding => finding.key).join('|');
    if (row.state === state) return;
    row.state = state;
    row.node.classList.toggle('err', errors.length > 0);
    row.node.classList.toggle('wrn', !errors.length && warnings.length > 0);
    const old = find('.msg', row.node);
    const id = `m${index}`;
    if (row.input) {
      if (errors.length) row.input.setAttribute('aria-invalid', 'true');
      else row.input.removeAttribute('aria-invalid');
      const said = `${state ? id : ''} ${row.described}`.trim();
      if (said) row.input.setAttribute('aria-describedby', said);
      else row.input.removeAttribute('aria-describedby');
    }
    const next = state ? this.messages(id, errors, warnings) : null;
    if (old && next) old.replaceWith(next);
    else if (old) old.remove();
    else if (next) row.node.append(next);
  }

  messages(id, errors, warnings) {
    const line = (finding, word, tone) => make(
      'p', { class: tone }, make('b', {}, `${this.words.texts[word]}:`), ` ${finding.message}`);
    const lines = errors.map(finding => line(finding, 'error', 'no'))
      .concat(warnings.map(finding => line(finding, 'warning', 'near')));
    const areas = warnings.map(finding => this.explanation(finding.code));
    return make('div', { class: 'msg' }, make('div', { id }, ...lines), ...[].concat(...areas));
  }

  /** The place to say why an odd number is right; what was written there comes back with it. */
  explanation(code) {
    if (!this.explanations.has(code)) {
      const id = `x-${code}`;
      this.explanations.set(code, [
        make('label', { for: id }, this.words.texts.explain),
        make('textarea', { id, name: `explain.${code}`, maxlength: 500 })]);
    }
    return this.explanations.get(code);
  }

  /** The places where a sentence is still wanted, marked as such. */
  unexplained() {
    const areas = this.warnings.map(finding => this.explanation(finding.code)[1]);
    return areas.concat(all('#whole textarea')).filter(area => {
      const isMissing = area.value.replace(/\s/g, '').length < EXPLANATION_LENGTH_MIN;
      if (isMissing) area.setAttribute('aria-invalid', 'true');
      else area.removeAttribute('aria-invalid');
      return isMissing;
    });
  }

  showProgress() {
    let filled = 0;
    for (const section of this.sections) {
      const inputs = section.rows.filter(row => row.input);
      const count = inputs.filter(row => row.input.value.trim()).length;
      filled += count;
      const cells = { filled: count, fields: inputs.length };
      section.cells.textContent = this.words.say('cells', cells);
      section.link.classList.toggle('full', count === inputs.length);
      find('em', section.link).textContent = `${count}/${inputs.length}`;
      all('small', section.link).forEach(node => node.remove());
      const within = list => list.filter(one => section.rows.includes(this.rows[one.row])).length;
      section.link.append(...this.tallies(within(this.errors), within(this.warnings)));
      this.showFills(section, inputs.length - count);
    }
    const bar = find('.dock progress');
    if (bar) {
      bar.value = filled;
      const text = this.words.say('cells', { filled, fields: this.inputs.length });
      bar.setAttribute('aria-label', text);
      find('.dock .cells').textContent = text;
    }
  }

  tallies(errors, warnings) {
    const one = (tone, key, n) =>
      n ? [make('small', { class: tone }, this.words.say(key, { n }))] : [];
    return one('no', 'errors', errors).concat(one('near', 'warnings', warnings));
  }

  showFills(section, blank) {
    for (const button of section.fills) {
      button.hidden = blank === 0;
      if (button.value.startsWith('zero.')) {
        button.textContent = this.words.say('fillZero', { n: blank });
      }
    }
  }

  /** The list above the form, each line a way to its field. */
  showSummary() {
    const box = find('#findings'), link = find('.dock .wrong');
    const count = this.errors.length + this.warnings.length;
    box.hidden = count === 0;
    link.hidden = count === 0;
    if (!count) return;
    box.className = `box ${this.errors.length ? 'bad' : 'warn'}`;
    const numbers = { errors: this.errors.length, warnings: this.warnings.length };
    const key = !numbers.errors ? 'findingsWarnings'
      : numbers.warnings ? 'findingsBoth' : 'findingsErrors';
    const line = (finding, word) => make(
      'li', {}, `${this.words.texts[word]}: `,
      make('a', { href: `#${this.rows[finding.row].id}` }, finding.message));
    const list = make('ul', {}, ...this.errors.map(one => line(one, 'error')),
      ...this.warnings.map(one => line(one, 'warning')));
    box.replaceChildren ? box.replaceChildren(make('h2', {}, this.words.say(key, numbers)), list)
      : (box.textContent = '', box.append(make('h2', {}, this.words.say(key, numbers)), list));
    link.textContent = '';
    link.append(...this.tallies(numbers.errors, numbers.warnings));
    link.className = `wrong ${numbers.errors ? 'no' : 'near'}`;
  }

  /** Puts texts into fields as if they had been typed; answers what stood there before. */
  fill(texts) {
    const before = new Map();
    for (const [row, text] of texts) {
      before.set(row, row.input.value);
      row.input.value = text;
      this.typed.add(row);
    }
    this.judge();
    this.element.dispatchEvent(new Event('filled'));
    return before;
  }

  /** A section's blank fields with what a button puts there. */
  fillSection(section, filling) {
    const texts = new Map();
    for (const row of section.rows.filter(one => one.input && !one.input.value.trim())) {
      const before = find('.ref i', row.node);
      const last = before && read(before.lastChild.textContent);
      const text = { zero: '0', na: NOT_APPLICABLE, last: last === null ? '' : String(last) }[filling];
      if (text && text !== UNREADABLE && text !== 'undefined') texts.set(row, text);
    }
    return this.fill(texts);
  }
}
