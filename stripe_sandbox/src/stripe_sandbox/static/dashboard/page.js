/** Small pieces that the dashboard's views are made of. Everything is text: nothing that came by the API is markup. */

/** @typedef {Node | string | number | null | undefined | false} Part */

/**
 * @param {string} tag
 * @param {Record<string, any>} properties set on the element; `onclick` and the like as well
 * @param {...Part} parts
 * @returns {HTMLElement}
 */
export function make(tag, properties = {}, ...parts) {
  const element = document.createElement(tag);
  const { dataset, ...rest } = properties;
  Object.assign(element, rest);
  Object.assign(element.dataset, dataset);
  const kept = parts.filter((part) => part !== null && part !== undefined && part !== false);
  element.append(
    .../** @type {(Node | string)[]} */ (kept.map((part) => (typeof part === 'number' ? String(part) : part))),
  );
  return element;
}

/**
 * A section with its heading; says what to do when it has nothing to show.
 *
 * @param {string} title
 * @param {string} hint shown under the heading
 * @param {...Part} parts
 */
export const section = (title, hint, ...parts) =>
  make('section', {}, make('h1', {}, title), make('p', { className: 'hint' }, hint), ...parts);

/**
 * @param {string[]} heads
 * @param {Part[][]} rows
 * @param {string} empty what to say when there are no rows
 */
export function table(heads, rows, empty) {
  if (!rows.length) return make('p', { className: 'empty' }, empty);
  const head = make('tr', {}, ...heads.map((name) => make('th', { scope: 'col' }, name)));
  const body = rows.map((cells) =>
    make('tr', {}, ...cells.map((cell, i) => make('td', { dataset: { head: heads[i] } }, cell))),
  );
  return make(
    'div',
    { className: 'scroll', tabIndex: 0, role: 'region', ariaLabel: heads.join(', ') },
    make('table', {}, make('thead', {}, head), make('tbody', {}, ...body)),
  );
}

/** @param {string} text @param {(event: Event) => any} onclick */
export const button = (text, onclick) => make('button', { type: 'button', onclick }, text);

/** A state in words, coloured by whether it is good. @param {string} text @param {'good' | 'bad' | 'open'} kind */
export const badge = (text, kind) => make('span', { className: `badge ${kind}` }, text.replaceAll('_', ' '));

/** Anything from the API, folded away. @param {string} title @param {object} value */
export const raw = (title, value) =>
  make('details', {}, make('summary', {}, title), make('pre', { tabIndex: 0 }, JSON.stringify(value, null, 2)));

/** @param {string} text */
export const code = (text) => make('code', {}, text);

/** @param {number} seconds since 1970 @returns {Node} in the reader's own time zone */
export function time(seconds) {
  const date = new Date(seconds * 1000);
  return make(
    'time',
    { dateTime: date.toISOString() },
    date.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' }),
  );
}

/** @param {string} status a PaymentIntent's, charge's or refund's @returns {HTMLElement} */
export function status(status) {
  const bad = ['canceled', 'failed', 'lost', 'requires_payment_method'];
  return badge(status, ['succeeded', 'won'].includes(status) ? 'good' : bad.includes(status) ? 'bad' : 'open');
}
