/** What the element says. Codes are Stripe's own. */

/** @type {Record<string, string>} */
const PROBLEMS = {
  incomplete_number: 'Your card number is incomplete.',
  invalid_number: 'Your card number is invalid.',
  incomplete_expiry: "Your card's expiration date is incomplete.",
  invalid_expiry_month: "Your card's expiration month is invalid.",
  invalid_expiry_month_past: "Your card's expiration date is in the past.",
  invalid_expiry_year_past: "Your card's expiration year is in the past.",
  invalid_expiry_year: "Your card's expiration year is invalid.",
  incomplete_cvc: "Your card's security code is incomplete.",
  incomplete_country: 'Please choose a country.',
  incomplete_zip: 'Your postal code is incomplete.',
  invalid_zip: 'Your postal code is invalid.',
  incomplete_iban: 'Your IBAN is incomplete.',
  invalid_iban: 'Your IBAN is invalid.',
  invalid_iban_country_code: 'Your IBAN begins with letters of no country in the SEPA area.',
  incomplete_name: 'Please provide your full name.',
  incomplete_email: 'Please provide your email.',
  invalid_email: 'Your email is invalid: it should look like you@example.com.',
};

/** @param {string} code @returns {string} */
export const messageFor = (code) => PROBLEMS[code];

/** @param {string} country @returns {string} what the postal code is called there */
export const postalCodeLabel = (country) => (country === 'US' ? 'ZIP code' : 'Postal code');

/** @param {string} merchant @returns {string} */
export const mandateFor = (merchant) =>
  `By paying you allow ${merchant}, through this sandbox of Stripe, to collect this payment from your account, and your bank to let it. ` +
  'You may have it returned by your bank within eight weeks of the day it was collected. This is a test: no real account is touched.';
