/**
 * What the element says, in the language that the page's `locale` asks for. The codes of problems are Stripe's own.
 *
 * @typedef {{labels: Record<string, string>, hints: Record<string, string>, problems: Record<string, string>,
 *   nobody: string, mandate: (merchant: string) => string}} Words `nobody` stands for a merchant who gave no name
 */
import { words as english } from './words/en.js';

/** The languages there is a file for; anyone else is spoken to in English. */
const LANGUAGES = ['de', 'en', 'es', 'fr'];

/** @type {Words} */
let words = english;
let language = 'en';

/**
 * Learns the language and writes it on everything that is the same for all payments.
 *
 * @param {string} [locale] as Stripe takes it: `auto` follows the browser
 */
export async function speak(locale = 'auto') {
  language = languageOf(locale === 'auto' ? navigator.language : locale);
  words = (await import(`./words/${language}.js`)).words;
  document.documentElement.lang = language;
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-word]'))) {
    place.textContent = words.labels[place.dataset.word ?? ''];
  }
  for (const [id, hint] of Object.entries(words.hints)) document.getElementById(id)?.setAttribute('placeholder', hint);
}

/** @param {string} locale @returns {string} */
function languageOf(locale) {
  const [wanted] = locale.toLowerCase().split('-');
  return LANGUAGES.includes(wanted) ? wanted : 'en';
}

/** @returns {string} such as `de` */
export const spoken = () => language;

/** @param {string} code @returns {string} */
export const messageFor = (code) => words.problems[code];

/** @param {string} country @returns {string} what the postal code is called there */
export const postalCodeLabel = (country) => words.labels[country === 'US' ? 'zipCode' : 'postalCode'];

/** @param {string} [merchant] @returns {string} */
export const mandateFor = (merchant) => words.mandate(merchant ?? words.nobody);
