/** A card: number, expiry, security code, and the address its bank checks. */
import { countries, likelyCountry, postalCodeProblem, wantsPostalCode } from './address.js';
import { brandOf, cvcProblem, digitsOf, formatNumber, numberProblem } from './card_number.js';
import { expiryProblem, formatExpiry, parseExpiry } from './expiry.js';
import { Field } from './field.js';
import { isAsked, MethodForm } from './method_form.js';
import { formatAsTyped } from './typing.js';
import { postalCodeLabel, spoken } from './words.js';

/** Which field an answer of the API is about. */
const PLACES = {
  incorrect_number: 'number',
  invalid_number: 'number',
  expired_card: 'expiry',
  invalid_expiry_month: 'expiry',
  invalid_expiry_year: 'expiry',
  incorrect_cvc: 'cvc',
  invalid_cvc: 'cvc',
  incorrect_zip: 'postalCode',
};

export class CardForm extends MethodForm {
  constructor() {
    const number = new Field('number', numberProblem);
    const expiry = new Field('expiry', (value) => expiryProblem(value));
    const cvc = new Field('cvc', (value) => cvcProblem(value, number.value));
    const country = new Field('country', (value) => (value ? null : 'incomplete_country'));
    const postalCode = new Field('postalCode', (value) => postalCodeProblem(value, country.value));
    super('card', [number, expiry, cvc, country, postalCode]);
    this.number = number;
    this.expiry = expiry;
    this.cvc = cvc;
    this.country = country;
    this.postalCode = postalCode;
    this.asksPostalCode = true;
    /** @type {string | undefined} what the page last gave as the customer's country */
    this.defaultCountry = undefined;
    this.listen();
  }

  /** @override */
  details() {
    const { month, year } = parseExpiry(this.expiry.value);
    const address = { country: shown(this.country), postal_code: shown(this.postalCode) };
    return {
      type: 'card',
      card: { number: digitsOf(this.number.value), exp_month: month, exp_year: year, cvc: this.cvc.value },
      billing_details: { address },
    };
  }

  /** @override @param {import('./method_form.js').Options} options */
  apply({ fields, defaultValues }) {
    const asked = fields?.card?.billingDetails ?? fields?.billingDetails;
    const known = defaultValues?.billingDetails?.address;
    this.listCountries();
    this.country.box.hidden = !isAsked(asked, ['address', 'country']);
    this.asksPostalCode = isAsked(asked, ['address', 'postalCode']);
    // A default counts when the page names it, not each time other options change: the customer may have chosen since.
    if (known?.country && known.country !== this.defaultCountry) this.country.input.value = known.country;
    this.defaultCountry = known?.country;
    if (known?.postal_code && this.postalCode.value === '') this.postalCode.input.value = known.postal_code;
    this.followCountry();
  }

  /** @override @param {import('@stripe/stripe-js').StripeError} error */
  blame(error) {
    super.blame(error, PLACES);
  }

  /** @override */
  clear() {
    super.clear();
    this.followNumber();
  }

  /** The countries in the language that is spoken now; what was chosen stays chosen. */
  listCountries() {
    const chosen = this.country.value || likelyCountry();
    this.country.input.replaceChildren(...countries(spoken()).map(({ code, name }) => new Option(name, code)));
    this.country.input.value = chosen;
  }

  listen() {
    formatAsTyped(/** @type {HTMLInputElement} */ (this.number.input), formatNumber);
    formatAsTyped(/** @type {HTMLInputElement} */ (this.expiry.input), formatExpiry);
    formatAsTyped(/** @type {HTMLInputElement} */ (this.cvc.input), digitsOf);
    this.number.input.addEventListener('input', () => this.followNumber());
    this.country.input.addEventListener('input', () => this.followCountry());
  }

  /** The brand's mark, its name for those who do not see it, and the length of its security code. */
  followNumber() {
    const brand = brandOf(this.number.value);
    document.getElementById('brand')?.setAttribute('href', `brands.svg#${brand.name}`);
    /** @type {HTMLElement} */ (document.getElementById('brand-name')).textContent = brand.label;
    if (numberProblem(this.number.value) === 'invalid_number') this.number.show('invalid_number');
  }

  /** The postal code is asked for where banks check it; the country then shares its row. */
  followCountry() {
    const country = this.country.value;
    this.postalCode.box.hidden = !this.asksPostalCode || this.country.box.hidden || !wantsPostalCode(country);
    this.country.box.classList.toggle('wide', Boolean(this.postalCode.box.hidden));
    this.postalCode.label.textContent = postalCodeLabel(country);
    this.postalCode.show(null);
  }
}

/** @param {Field} field @returns {string | undefined} nothing when the page did not want it asked for */
const shown = (field) => (field.box.hidden ? undefined : field.value);
