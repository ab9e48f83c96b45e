// What every script of the pages needs: to find, to make and to say.

export const find = (selector, within) => (within || document).querySelector(selector);
export const all = (selector, within) =>
  Array.from((within || document).querySelectorAll(selector));

export function make(name, attributes, ...content) {
  const element = document.createElement(name);
  for (const key of Object.keys(attributes || {})) element.setAttribute(key, attributes[key]);
  element.append(...content);
  return element;
}

/** Texts as the server's table has them: `{n}`, and `{n?one|many}` with `#` for the number. */
export class Words {
  constructor(texts, language) {
    this.texts = texts;
    this.mark = language === 'vi' ? '.' : ',';
  }

  say(key, values) {
    return this.texts[key].replace(/\{(\w+)(?:\?([^|}]*)\|([^}]*))?\}/g, (whole, name, one, many) => {
      const value = String(values[name]);
      return one === undefined ? value : (value === '1' ? one : many).replace(/#/g, value);
    });
  }

  count(number) {
    return String(number).replace(/\B(?=(\d{3})+$)/g, this.mark);
  }

  time(milliseconds) {
    const two = number => String(number).padStart(2, '0');
    const date = new Date(milliseconds);
    const today = new Date().toDateString() === date.toDateString();
    const day = today ? '' : ` ${two(date.getDate())}/${two(date.getMonth() + 1)}`;
    return `${two(date.getHours())}:${two(date.getMinutes())}${day}`;
  }
}
