/**
 * An amount as a person reads it.
 *
 * @param {number} amount in minor units, as the API counts them
 * @param {string} currency ISO 4217, in any case
 * @param {string} [locale]
 * @returns {string}
 */
export function money(amount, currency, locale = navigator.language) {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  // Stripe counts the Icelandic króna in hundredths, although it has none.
  const digits = currency.toLowerCase() === 'isk' ? 2 : (format.resolvedOptions().maximumFractionDigits ?? 2);
  return format.format(amount / 10 ** digits);
}
