/** An IBAN as it is typed, and whether it can be one. */

/** Lengths by country, of the countries in the Single Euro Payments Area. */
const LENGTHS = parse(
  'AD24 AT20 BE16 BG22 CH21 CY28 CZ24 DE22 DK18 EE20 ES24 FI18 FR27 GB22 GI23 GR27 HR21 HU28 IE22 IS26 IT27 LI21 LT20 LU20 LV21 MC27 MT31 NL18 NO15 PL28 PT25 RO24 SE24 SI19 SK24 SM27 VA22',
);

/** @param {string} text @returns {string} without spaces, in capitals */
export const plainIban = (text) => text.replace(/[^a-z0-9]/gi, '').toUpperCase();

/** In groups of four, as on paper. @param {string} text @returns {string} */
export const formatIban = (text) =>
  (
    plainIban(text)
      .slice(0, 34)
      .match(/.{1,4}/g) ?? []
  ).join(' ');

/** @param {string} text @returns {string | null} one of Stripe's codes */
export function ibanProblem(text) {
  const iban = plainIban(text);
  if (iban.length < 4) return 'incomplete_iban';
  const length = LENGTHS.get(iban.slice(0, 2));
  if (!length) return 'invalid_iban_country_code';
  if (iban.length < length) return 'incomplete_iban';
  return iban.length === length && remainder(iban) === 1 ? null : 'invalid_iban';
}

/**
 * The check of ISO 13616: moved about and read as a number, an IBAN leaves 1 when divided by 97.
 *
 * @param {string} iban plain
 * @returns {number}
 */
function remainder(iban) {
  const digits = [...(iban.slice(4) + iban.slice(0, 4))].map((sign) => parseInt(sign, 36)).join('');
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0);
}

/** @param {string} table @returns {Map<string, number>} */
function parse(table) {
  return new Map(table.split(' ').map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]));
}
