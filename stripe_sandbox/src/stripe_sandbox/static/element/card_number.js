/** What a card's number tells before anybody is asked: its brand, its shape, and whether it can be a number at all. */

/** @typedef {{name: string, label: string, starts: RegExp, lengths: number[], groups: number[], cvc: number}} Brand */

/** @type {Brand} */
const UNKNOWN = {
  name: 'unknown',
  label: '',
  starts: /^/,
  lengths: [13, 14, 15, 16, 17, 18, 19],
  groups: [4, 4, 4, 4, 3],
  cvc: 3,
};

/** The brands by the digits their numbers begin with; the first that fits counts. @type {Brand[]} */
const BRANDS = [
  { name: 'visa', label: 'Visa', starts: /^4/, lengths: [16], groups: [4, 4, 4, 4], cvc: 3 },
  {
    name: 'mastercard',
    label: 'Mastercard',
    starts: /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/,
    lengths: [16],
    groups: [4, 4, 4, 4],
    cvc: 3,
  },
  { name: 'amex', label: 'American Express', starts: /^3[47]/, lengths: [15], groups: [4, 6, 5], cvc: 4 },
  { name: 'diners', label: 'Diners Club', starts: /^3(0[0-5]|[689])/, lengths: [14, 16], groups: [4, 6, 4, 2], cvc: 3 },
  { name: 'discover', label: 'Discover', starts: /^6(011|4[4-9]|5)/, lengths: [16], groups: [4, 4, 4, 4], cvc: 3 },
  { name: 'jcb', label: 'JCB', starts: /^35(2[89]|[3-8])/, lengths: [16], groups: [4, 4, 4, 4], cvc: 3 },
  { name: 'unionpay', label: 'UnionPay', starts: /^62/, lengths: [16, 17, 18, 19], groups: [4, 4, 4, 4, 3], cvc: 3 },
];

/** @param {string} text @returns {string} */
export const digitsOf = (text) => text.replace(/\D/g, '');

/** @param {string} number with or without spaces @returns {Brand} */
export function brandOf(number) {
  const digits = digitsOf(number);
  return BRANDS.find((brand) => brand.starts.test(digits)) ?? UNKNOWN;
}

/** Sets the digits in the groups that are printed on the card. @param {string} text @returns {string} */
export function formatNumber(text) {
  const { groups, lengths } = brandOf(text);
  const digits = digitsOf(text).slice(0, Math.max(...lengths));
  const parts = [];
  for (let start = 0, i = 0; start < digits.length; start += groups[i], i += 1) {
    parts.push(digits.slice(start, start + groups[i]));
  }
  return parts.join(' ');
}

/** @param {string} text @returns {string | null} what is wrong with it, as one of Stripe's codes */
export function numberProblem(text) {
  const digits = digitsOf(text);
  const { lengths } = brandOf(digits);
  if (digits.length < Math.min(...lengths)) return 'incomplete_number';
  return lengths.includes(digits.length) && passesLuhn(digits) ? null : 'invalid_number';
}

/** @param {string} text @param {string} number the card's @returns {string | null} */
export function cvcProblem(text, number) {
  const brand = brandOf(number);
  const digits = digitsOf(text).length;
  const enough = brand === UNKNOWN ? digits >= 3 : digits === brand.cvc;
  return enough ? null : 'incomplete_cvc';
}

/** The check digit of ISO/IEC 7812: catches every single wrong digit. @param {string} digits @returns {boolean} */
function passesLuhn(digits) {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
