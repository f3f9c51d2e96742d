/**
 * The Payment Element's own document. It alone sees the card: it makes the PaymentMethod and confirms, and tells the
 * page no more than how the form stands and what the API answered.
 *
 * @typedef {import('@stripe/stripe-js').StripeError} StripeError
 * @typedef {import('@stripe/stripe-js').PaymentIntent} PaymentIntent
 */
import { Api } from '../common/api.js';
import { channelToParent } from '../common/channel.js';
import { applyAppearance, applyFonts } from './appearance.js';
import { Payment } from './pay.js';
import { PaymentForm } from './payment_form.js';
import { speak } from './words.js';

const page = channelToParent();
const failure = /** @type {HTMLElement} */ (document.getElementById('failure'));
const skeleton = /** @type {HTMLElement} */ (document.getElementById('skeleton'));

if (page) serve(page);
else failure.textContent = 'This form works only inside a page that uses Stripe.js.';

/** @param {import('../common/channel.js').Channel} page */
function serve(page) {
  const form = new PaymentForm((state) => page.tell('change', state));
  /** @type {Payment} */
  let payment;
  page.on('start', async ({ key, ...settings }) => {
    payment = new Payment(new Api(location.origin, key), form);
    skeleton.hidden = settings.loader === 'never';
    await dress(settings);
    return finishLoading(form, await payment.open(settings));
  });
  page.on('update', async (settings) => {
    await dress(settings);
    payment.change(settings.options);
  });
  page.on('fetchUpdates', async () => {
    const { error } = await payment.refresh();
    return error ? { error: { message: error.message } } : {};
  });
  page.on('submit', () => payment.submit());
  page.on('confirm', (confirmParams) => payment.confirm(confirmParams));
  page.on('focus', () => form.focus());
  page.on('blur', () => /** @type {HTMLElement} */ (document.activeElement)?.blur());
  page.on('clear', () => form.clear());
  page.on('collapse', () => form.collapse());
  listen(page, form);
  page.tell('hello');
}

/** @param {any} settings */
async function dress({ appearance, fonts, locale }) {
  applyAppearance(appearance);
  applyFonts(fonts);
  await speak(locale);
}

/**
 * @param {PaymentForm} form
 * @param {{error?: StripeError}} loaded
 * @returns {{error?: StripeError}} the same
 */
function finishLoading(form, loaded) {
  skeleton.hidden = true;
  form.form.hidden = Boolean(loaded.error);
  failure.textContent = loaded.error?.message ?? '';
  return loaded;
}

/**
 * What the page learns of keys, focus and height.
 *
 * @param {import('../common/channel.js').Channel} page
 * @param {PaymentForm} form
 */
function listen(page, form) {
  window.addEventListener('focus', () => page.tell('focus'));
  window.addEventListener('blur', () => page.tell('blur'));
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') page.tell('escape');
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement) page.tell('enter');
  });
  form.form.addEventListener('submit', (event) => event.preventDefault());
  new ResizeObserver(() => page.tell('height', Math.ceil(document.body.getBoundingClientRect().height))).observe(
    document.body,
  );
}
