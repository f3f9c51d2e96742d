/** Countries, and the postal codes that banks in some of them check. */

/** ISO 3166-1 alpha-2, less the places without people or post. */
const CODES =
  'AC AD AE AF AG AI AL AM AO AQ AR AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CD CF CG CH CI CK CL CM CN CO CR CV CW CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IS IT JE JM JO JP KE KG KH KI KM KN KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MK ML MM MN MO MQ MR MS MT MU MV MW MX MY MZ NA NC NE NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PY QA RE RO RS RU RW SA SB SC SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SZ TA TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VN VU WF WS XK YE YT ZA ZM ZW';

/** Where a card's postal code is asked for, and what it looks like. @type {Record<string, RegExp>} */
const POSTAL_CODES = {
  CA: /^[A-Z]\d[A-Z] ?\d[A-Z]\d$/i,
  GB: /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i,
  US: /^\d{5}(-?\d{4})?$/,
};

/**
 * @param {string} language
 * @returns {{code: string, name: string}[]} in the order of their names
 */
export function countries(language) {
  const names = new Intl.DisplayNames(language, { type: 'region' });
  return CODES.split(' ')
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .sort((a, b) => a.name.localeCompare(b.name, language));
}

/** The country the browser's own language names, which is the best guess without asking anybody. @returns {string} */
export function likelyCountry() {
  const region = new Intl.Locale(navigator.language).maximize().region ?? '';
  return CODES.split(' ').includes(region) ? region : 'GB';
}

/** @param {string} country @returns {boolean} */
export const wantsPostalCode = (country) => country in POSTAL_CODES;

/** @param {string} text @param {string} country @returns {string | null} one of Stripe's codes */
export function postalCodeProblem(text, country) {
  const pattern = POSTAL_CODES[country];
  if (!pattern || pattern.test(text)) return null;
  return text === '' ? 'incomplete_zip' : 'invalid_zip';
}
