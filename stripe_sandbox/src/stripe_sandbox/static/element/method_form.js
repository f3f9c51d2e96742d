/**
 * The fields of one payment method, and what they come to. A kind of method says which fields it has and how the API
 * wants them; everything else is the same for all.
 *
 * @typedef {import('@stripe/stripe-js').StripePaymentElementOptions} Options
 * @typedef {import('./field.js').Field} Field
 */
import { messageFor } from './words.js';

export class MethodForm {
  /**
   * @param {string} type such as `card`; also the id of its fieldset
   * @param {Field[]} fields in the order they are read
   */
  constructor(type, fields) {
    this.type = type;
    this.fields = fields;
    this.fieldset = /** @type {HTMLFieldSetElement} */ (document.getElementById(type));
  }

  /**
   * What a PaymentMethod of this type is made of, as POST /v1/payment_methods takes it.
   *
   * @returns {Record<string, any>}
   */
  details() {
    return { type: this.type };
  }

  /** What confirming needs beyond the PaymentMethod. @returns {Record<string, any>} */
  confirmation() {
    return {};
  }

  /** @param {Options} _options what the page wants shown, hidden and filled in */
  apply(_options) {}

  /** @returns {boolean} */
  get complete() {
    return this.fields.every((field) => field.problem === null);
  }

  /** @returns {boolean} whether nothing was typed; a country is chosen from the start */
  get empty() {
    return this.fields.every((field) => field.input instanceof HTMLSelectElement || field.value === '');
  }

  /**
   * Shows what is wrong and takes the customer to the first of it.
   *
   * @returns {import('@stripe/stripe-js').StripeError | null}
   */
  validate() {
    for (const field of this.fields) field.show(field.problem);
    const first = this.fields.find((field) => field.problem !== null);
    if (!first?.problem) return null;
    first.input.focus();
    return { type: 'validation_error', code: first.problem, message: messageFor(first.problem) };
  }

  /**
   * Shows an answer of the API at the field it is about, if it is about one.
   *
   * @param {import('@stripe/stripe-js').StripeError} error
   * @param {Record<string, string>} [places] fields' names by error code
   */
  blame(error, places = {}) {
    const field = this.fields.find(({ name }) => name === places[error.code ?? '']);
    if (!field) return;
    field.show(error.code ?? '', error.message);
    field.input.focus();
  }

  clear() {
    for (const field of this.fields) field.clear();
  }
}

/**
 * Whether the page leaves it to the element to ask for something.
 *
 * @param {any} rule `fields.billingDetails` of the options: `'auto'`, `'never'` or an object of the same
 * @param {string[]} path such as `['address', 'country']`
 * @returns {boolean}
 */
export function isAsked(rule, path) {
  if (rule === 'never') return false;
  if (!path.length || typeof rule !== 'object') return true;
  return isAsked(rule[path[0]], path.slice(1));
}
