/** A bank account in the SEPA area, debited with a mandate. */
import { Field } from './field.js';
import { formatIban, ibanProblem, plainIban } from './iban.js';
import { isAsked, MethodForm } from './method_form.js';
import { formatAsTyped } from './typing.js';
import { mandateFor } from './words.js';

export class SepaForm extends MethodForm {
  constructor() {
    const iban = new Field('iban', ibanProblem);
    const name = new Field('name', (value) => (value ? null : 'incomplete_name'));
    const email = new Field('email', emailProblem);
    super('sepa_debit', [iban, name, email]);
    this.iban = iban;
    this.name = name;
    this.email = email;
    formatAsTyped(/** @type {HTMLInputElement} */ (iban.input), formatIban);
  }

  /** @override */
  details() {
    const person = { name: this.name.value || undefined, email: this.email.value || undefined };
    return { type: 'sepa_debit', sepa_debit: { iban: plainIban(this.iban.value) }, billing_details: person };
  }

  /** The mandate is given by paying under the words shown. @override */
  confirmation() {
    return { mandate_data: { customer_acceptance: { type: 'online', online: { infer_from_client: true } } } };
  }

  /** @override @param {import('./method_form.js').Options} options */
  apply({ fields, defaultValues, business, terms }) {
    const asked = fields?.sepa_debit?.billingDetails ?? fields?.billingDetails;
    const known = defaultValues?.billingDetails;
    this.name.box.hidden = !isAsked(asked, ['name']);
    this.email.box.hidden = !isAsked(asked, ['email']);
    if (known?.name && this.name.value === '') this.name.input.value = known.name;
    if (known?.email && this.email.value === '') this.email.input.value = known.email;
    const mandate = /** @type {HTMLElement} */ (document.getElementById('mandate'));
    mandate.textContent = mandateFor(business?.name);
    mandate.hidden = terms?.sepaDebit === 'never';
  }

  /** @override @param {import('@stripe/stripe-js').StripeError} error */
  blame(error) {
    super.blame(error, { invalid_iban: 'iban', invalid_bank_account_iban: 'iban', email_invalid: 'email' });
  }
}

/** @param {string} value @returns {string | null} */
function emailProblem(value) {
  if (value === '') return 'incomplete_email';
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? null : 'invalid_email';
}
