/**
 * The form in the element: which methods there are, which one is chosen, and what the page is told of it.
 *
 * @typedef {import('@stripe/stripe-js').StripePaymentElementOptions} Options
 * @typedef {import('./method_form.js').MethodForm} MethodForm
 */
import { CardForm } from './card_form.js';
import { SepaForm } from './sepa_form.js';

export class PaymentForm {
  /** @param {(state: object) => void} changed told after every change of what `change` events tell */
  constructor(changed) {
    this.form = /** @type {HTMLFormElement} */ (document.getElementById('form'));
    this.chooser = /** @type {HTMLFieldSetElement} */ (document.getElementById('methods'));
    /** @type {Record<string, MethodForm>} */
    this.forms = { card: new CardForm(), sepa_debit: new SepaForm() };
    /** @type {string[]} */
    this.types = [];
    this.type = 'card';
    this.collapsed = false;
    this.changed = changed;
    this.told = '';
    this.form.addEventListener('input', (event) => this.follow(event));
  }

  /** @returns {MethodForm} of the method that is chosen */
  get method() {
    return this.forms[this.type];
  }

  /**
   * Shows the methods that the intent allows, as far as there is a form for them.
   *
   * @param {string[]} allowed the intent's payment_method_types
   * @param {Options} options
   */
  offer(allowed, options) {
    const order = [...(options.paymentMethodOrder ?? []), ...allowed];
    this.types = [...new Set(order)].filter((type) => type in this.forms && allowed.includes(type));
    const tabs = this.types.map((type) => this.radio(type).closest('.Tab'));
    for (const radio of this.radios)
      /** @type {HTMLElement} */ (radio.closest('.Tab')).hidden = !this.types.includes(radio.value);
    this.chooser.append(.../** @type {Element[]} */ (tabs));
    for (const form of Object.values(this.forms)) form.apply(options);
    this.choose(this.types.includes(this.type) ? this.type : this.types[0]);
    this.freeze(Boolean(options.readOnly));
  }

  /** @param {string} type */
  choose(type) {
    this.type = type;
    this.draw();
    this.tell();
  }

  collapse() {
    this.collapsed = true;
    this.draw();
    this.tell();
  }

  clear() {
    for (const form of Object.values(this.forms)) form.clear();
    this.tell();
  }

  focus() {
    this.method.fields.find((field) => !field.box.hidden)?.input.focus();
  }

  /** @param {boolean} frozen whether nothing may be changed */
  freeze(frozen) {
    for (const field of this.form.querySelectorAll('fieldset')) field.disabled = frozen;
  }

  /** @param {Event} event */
  follow({ target }) {
    if (target instanceof HTMLInputElement && target.name === 'method') {
      this.collapsed = false;
      this.choose(target.value);
    } else {
      this.tell();
    }
  }

  draw() {
    this.chooser.hidden = this.types.length < 2 && !this.collapsed;
    for (const radio of this.radios) radio.checked = radio.value === this.type && !this.collapsed;
    for (const form of Object.values(this.forms)) form.fieldset.hidden = form.type !== this.type || this.collapsed;
  }

  /** Tells the page how the form stands, unless it stands as it stood; never what was typed. */
  tell() {
    const { empty, complete } = this.method;
    const state = {
      empty,
      complete: complete && !this.collapsed,
      collapsed: this.collapsed,
      value: { type: this.type },
    };
    const words = JSON.stringify(state);
    if (words !== this.told) this.changed(state);
    this.told = words;
  }

  get radios() {
    return /** @type {NodeListOf<HTMLInputElement>} */ (this.chooser.querySelectorAll('input'));
  }

  /** @param {string} type @returns {HTMLInputElement} */
  radio(type) {
    return /** @type {HTMLInputElement} */ ([...this.radios].find(({ value }) => value === type));
  }
}
