/**
 * `stripe.confirmPayment`: the frame makes the payment method and confirms; this side looks after what the page must
 * see, which is the bank's challenge and the way to the return page.
 *
 * @typedef {{elements?: import('./elements.js').Elements, clientSecret?: string, confirmParams?: Record<string, any>,
 *   redirect?: 'always' | 'if_required'}} Request
 * @typedef {import('@stripe/stripe-js').PaymentIntentResult} Result
 */
import { demand, demandClientSecret } from './integration_error.js';
import { followNextAction, goTo } from './next_action.js';

/** Confirmations under way, by client secret: a second call joins the first, so that no payment is sent twice. */
const underWay = new Map();

// A page that comes back from the browser's cache starts afresh: what it was waiting for is over.
window.addEventListener('pagehide', () => underWay.clear());

/**
 * @param {import('../common/api.js').Api} api
 * @param {Request} request
 * @returns {Promise<any>} `{paymentIntent}` or `{error}`; with `redirect: 'always'` it settles only with an error
 * @throws {IntegrationError} on wrong use
 */
export async function confirmPayment(api, request) {
  demand(
    request && typeof request === 'object',
    'stripe.confirmPayment() needs an object with elements or clientSecret.',
  );
  const secret = request.clientSecret ?? request.elements?.clientSecret;
  demandClientSecret(secret, 'stripe.confirmPayment()');
  demandReturnUrl(request);
  if (!underWay.has(secret)) {
    underWay.set(
      secret,
      settle(api, request, secret).finally(() => underWay.delete(secret)),
    );
  }
  return underWay.get(secret);
}

/**
 * @param {import('../common/api.js').Api} api
 * @param {Request} request
 * @param {string} secret
 * @returns {Promise<Result>}
 */
async function settle(api, { elements, confirmParams = {}, redirect = 'always' }, secret) {
  const first = elements ? await confirmWithElement(elements, confirmParams) : await api.confirm(secret, confirmParams);
  const result = await followNextAction(api, first);
  if (result.paymentIntent && redirect === 'always')
    return goTo(returnAddress(confirmParams.return_url, result.paymentIntent));
  return result;
}

/**
 * @param {import('./elements.js').Elements} elements
 * @param {Record<string, any>} confirmParams
 * @returns {Promise<Result>}
 */
async function confirmWithElement(elements, confirmParams) {
  const element = elements.mounted('stripe.confirmPayment()');
  demandWithheld(element.options.fields?.billingDetails, confirmParams.payment_method_data?.billing_details);
  return element.ask('confirm', JSON.parse(JSON.stringify(confirmParams)));
}

/** @param {Request} request @throws {IntegrationError} */
function demandReturnUrl({ redirect = 'always', confirmParams }) {
  demand(['always', 'if_required'].includes(redirect), "redirect should be one of: 'always', 'if_required'.");
  const url = confirmParams?.return_url;
  if (redirect === 'always') {
    demand(url, 'stripe.confirmPayment(): confirmParams.return_url is required unless redirect is "if_required".');
  }
  demand(
    !url || /^[a-z][a-z0-9+.-]*:\/\/\S+$/i.test(url),
    `stripe.confirmPayment(): confirmParams.return_url must be a full URL. You specified: ${url}.`,
  );
}

/**
 * A field that the page told the element never to ask for must come from the page itself.
 *
 * @param {any} fields `'never'`, or an object of the same by field
 * @param {any} given
 * @param {string} path
 * @throws {IntegrationError}
 */
function demandWithheld(fields, given, path = 'billing_details') {
  if (!fields || typeof fields === 'string') return;
  for (const [name, rule] of Object.entries(fields)) {
    const key = name === 'postalCode' ? 'postal_code' : name;
    if (typeof rule === 'object') demandWithheld(rule, given?.[key], `${path}.${key}`);
    const missing = rule === 'never' && given?.[key] === undefined;
    demand(
      !missing,
      `You specified "never" for fields.${path}.${key} when creating the payment Element, but did not pass confirmParams.payment_method_data.${path}.${key} when calling stripe.confirmPayment().`,
    );
  }
}

/**
 * The return page's address with Stripe's three hints; they prove nothing, so a server asks Stripe itself.
 *
 * @param {string} url
 * @param {import('@stripe/stripe-js').PaymentIntent} intent
 * @returns {string}
 */
function returnAddress(url, intent) {
  const address = new URL(url);
  address.searchParams.set('payment_intent', intent.id);
  address.searchParams.set('payment_intent_client_secret', intent.client_secret ?? '');
  address.searchParams.set('redirect_status', intent.status === 'requires_capture' ? 'succeeded' : intent.status);
  return address.href;
}
