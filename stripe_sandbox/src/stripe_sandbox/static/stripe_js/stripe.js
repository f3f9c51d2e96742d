/**
 * Stripe.js as far as a page with a Payment Element needs it: defines `window.Stripe`. The server joins this file and
 * all it imports into one classic script, because `Stripe(key)` must work on the line after the script tag.
 *
 * @typedef {import('@stripe/stripe-js').Stripe} StripeInterface
 */
import { Api } from '../common/api.js';
import { absent } from './absent.js';
import { confirmPayment } from './confirm_payment.js';
import { Elements } from './elements.js';
import { demand, demandClientSecret, demandPublishableKey } from './integration_error.js';
import { handleNextAction } from './next_action.js';

/** The sandbox's own origin: wherever this script came from. */
const ORIGIN = new URL(/** @type {HTMLScriptElement} */ (document.currentScript).src).origin;

/**
 * @param {string} key the publishable key
 * @param {import('@stripe/stripe-js').StripeConstructorOptions} [options]
 * @throws {IntegrationError} when the key is missing, secret or malformed
 */
function Stripe(key, options = {}) {
  demandPublishableKey(key);
  demand(!options.stripeAccount, 'The sandbox has no connected accounts: call Stripe() without stripeAccount.');
  const api = new Api(ORIGIN, key);
  /** @satisfies {Pick<StripeInterface, 'elements' | 'confirmPayment' | 'handleNextAction' | 'retrievePaymentIntent'>} */
  const stripe = {
    ...absent,
    /** @param {import('@stripe/stripe-js').StripeElementsOptions} [group] */
    elements: (group) => new Elements(api, { locale: options.locale, ...group }),
    /** @type {StripeInterface['confirmPayment']} */
    confirmPayment: (/** @type {any} */ request) => confirmPayment(api, request),
    /** @type {StripeInterface['handleNextAction']} */
    handleNextAction: (/** @type {any} */ request) => handleNextAction(api, request),
    /** @param {string} clientSecret */
    retrievePaymentIntent: async (clientSecret) => {
      demandClientSecret(clientSecret, 'stripe.retrievePaymentIntent()');
      return api.retrieve(clientSecret);
    },
  };
  return stripe;
}

/** Which of Stripe's release trains this follows, told as the real script tells it. */
Stripe.version = 'endive';

Object.assign(window, { Stripe });
