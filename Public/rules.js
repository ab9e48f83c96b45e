// What a typed text means and which rules it breaks: the server's own checks, said once more.
// The rules themselves come with the page, in the server's catalogue's words.

export const COUNT_MAX = 99999999;
export const NOT_APPLICABLE = 'x';
/** What a text can be instead of a value. */
export const UNREADABLE = 'unreadable', TOO_LARGE = 'too large';

/** A count, 'x', null for nothing, or one of the two words above. */
export function read(text) {
  const typed = text.replace(/^[\x20\t\u00a0]+|[\x20\t\u00a0]+$/g, '');
  if (typed === '') return null;
  if (typed === 'x' || typed === 'X') return NOT_APPLICABLE;
  const isGrouped = /^[1-9]\d{0,2}((\.\d{3})+|(,\d{3})+)$/.test(typed);
  if (!isGrouped && !/^\d+$/.test(typed)) return UNREADABLE;
  const count = Number(typed.replace(/[.,]/g, ''));
  return count > COUNT_MAX ? TOO_LARGE : count;
}

/** `$3+2*$4<=$5`, where `$3` is the fourth row of the form. */
export function compiled(text) {
  const [, left, comparison, right] = /^(.+?)(<=|>=|==)(.+)$/.exec(text);
  const sides = { left: terms(left), right: terms(right) };
  const named = sides.left.concat(sides.right).map(term => term.row).filter(row => row >= 0);
  return Object.assign(sides, { comparison, rows: Array.from(new Set(named)) });
}

function terms(text) {
  return text.match(/[+-]?[^+-]+/g).map(part => {
    const [, sign, factor, row, alone] = /^([+-]?)(?:(\d+)\*)?(?:\$(\d+)|(\d+))$/.exec(part);
    const size = Number(factor === undefined ? (alone === undefined ? 1 : alone) : factor);
    return { factor: sign === '-' ? -size : size, row: row === undefined ? -1 : Number(row) };
  });
}

/** Whether a rule holds; null where one of its rows has no number. */
function holds(rule, values) {
  const left = sum(rule.left, values), right = sum(rule.right, values);
  if (left === null || right === null) return null;
  if (rule.comparison === '<=') return left <= right;
  return rule.comparison === '>=' ? left >= right : left == right;
}

// A factor is at most a million and a side has at most 200 terms, so a side can leave the
// integers that a double holds exactly; only then is the slower kind of number asked for.
function sum(side, values) {
  let total = 0, size = 0;
  for (const term of side) {
    const count = term.row < 0 ? 1 : values[term.row];
    if (typeof count !== 'number') return null;
    total += term.factor * count;
    size += Math.abs(term.factor * count);
  }
  if (size <= Number.MAX_SAFE_INTEGER || typeof BigInt === 'undefined') return total;
  return side.reduce(
    (whole, term) =>
      whole + BigInt(term.factor) * BigInt(term.row < 0 ? 1 : values[term.row]), BigInt(0));
}

/** Fills computed rows and holds every rule against the numbers, in the server's order. */
export class Checker {
  /** `sums`: [row, its parts, whether a rule of the catalogue says its sentence]. */
  constructor(data, label) {
    this.sums = data.sums;
    const said = text => text.replace(/\{(\d+)\}/g, (_, row) => label(Number(row)));
    const rule = ([text, message, code]) =>
      Object.assign(compiled(text), { message: said(message), code });
    this.errors = data.errors.map(rule);
    this.warnings = data.warnings.map(rule);
  }

  check(given) {
    const values = given.slice(), errors = [];
    for (const [row, parts, hasRule] of this.sums) {
      const numbers = parts.map(part => values[part]);
      if (!numbers.every(number => typeof number === 'number')) continue;
      const sum = numbers.reduce((a, b) => a + b, 0);
      if (values[row] === null) {
        if (sum <= COUNT_MAX) values[row] = sum;
        else errors.push({ row, rows: parts, kind: 'sumTooLarge', sum });
      } else if (values[row] !== sum && !(hasRule && typeof values[row] === 'number')) {
        errors.push({ row, rows: parts.concat(row), kind: 'sumUnequal', sum });
      }
    }
    const broken = rules => rules.filter(rule => holds(rule, values) === false).map(rule => (
      { row: rule.rows[0], rows: rule.rows, message: rule.message, code: rule.code }));
    return { values, errors: errors.concat(broken(this.errors)), warnings: broken(this.warnings) };
  }
}
