/** A card's expiry as it is typed and as the API wants it. */
import { digitsOf } from './card_number.js';

/**
 * `5` becomes `05 / `, `1230` becomes `12 / 30`, and `12/2030`, as browsers fill it in, too.
 *
 * @param {string} text
 * @param {boolean} deleting then nothing is added that the customer would have to delete again
 * @returns {string}
 */
export function formatExpiry(text, deleting) {
  let digits = digitsOf(text);
  if (/^[2-9]/.test(digits) || /^1\D/.test(text.trim())) digits = `0${digits}`;
  if (digits.length === 6 && digits.slice(2, 4) === '20') digits = digits.slice(0, 2) + digits.slice(4);
  digits = digits.slice(0, 4);
  if (digits.length < 2 || (digits.length === 2 && deleting)) return digits;
  return `${digits.slice(0, 2)} / ${digits.slice(2)}`;
}

/** @param {string} text as formatted @returns {{month: number, year: number}} NaN where nothing was typed */
export function parseExpiry(text) {
  const digits = digitsOf(text);
  return {
    month: parseInt(digits.slice(0, 2), 10),
    year: digits.length === 4 ? 2000 + parseInt(digits.slice(2), 10) : NaN,
  };
}

/**
 * @param {string} text
 * @param {Date} [today] a card is good until its month ends where the customer is
 * @returns {string | null} one of Stripe's codes
 */
export function expiryProblem(text, today = new Date()) {
  const { month, year } = parseExpiry(text);
  if (Number.isNaN(month) || Number.isNaN(year)) return 'incomplete_expiry';
  if (month < 1 || month > 12) return 'invalid_expiry_month';
  if (year < today.getFullYear()) return 'invalid_expiry_year_past';
  if (year === today.getFullYear() && month < today.getMonth() + 1) return 'invalid_expiry_month_past';
  return year > today.getFullYear() + 50 ? 'invalid_expiry_year' : null;
}
