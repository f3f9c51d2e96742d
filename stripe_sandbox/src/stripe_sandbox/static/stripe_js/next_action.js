/**
 * What a PaymentIntent in `requires_action` asks for: a challenge in a dialog, or a trip to another page.
 *
 * @typedef {import('@stripe/stripe-js').PaymentIntentResult} Result
 */
import { challenge } from './challenge_dialog.js';
import { demand, demandClientSecret } from './integration_error.js';

/**
 * @param {import('../common/api.js').Api} api
 * @param {{clientSecret?: string}} request
 * @returns {Promise<Result>}
 * @throws {IntegrationError} unless the PaymentIntent requires an action
 */
export async function handleNextAction(api, request) {
  demandClientSecret(request?.clientSecret, 'stripe.handleNextAction()');
  const found = await api.retrieve(request.clientSecret);
  const status = found.paymentIntent?.status;
  demand(
    !status || status === 'requires_action',
    `handleNextAction: The PaymentIntent supplied is not in the requires_action state, but ${status}.`,
  );
  return followNextAction(api, found);
}

/**
 * @param {import('../common/api.js').Api} api
 * @param {Result} result
 * @returns {Promise<Result>} the same when nothing is asked for, else how the intent stands afterwards
 */
export async function followNextAction(api, result) {
  const intent = result.paymentIntent;
  if (intent?.status !== 'requires_action' || !intent.next_action) return result;
  const { type, redirect_to_url, use_stripe_sdk } = intent.next_action;
  if (type === 'redirect_to_url') return goTo(redirect_to_url?.url ?? '');
  demand(type === 'use_stripe_sdk', `The sandbox cannot handle a next action of type ${type}.`);
  const { source } = /** @type {{source: string}} */ (use_stripe_sdk);
  await challenge(api.origin, source);
  return outcome(await api.retrieve(intent.client_secret ?? ''));
}

/**
 * After the challenge a failure is told by the intent itself, no longer by an answer: this gives it back as the error
 * it is.
 *
 * @param {Result} result
 * @returns {Result}
 */
function outcome(result) {
  const intent = result.paymentIntent;
  if (intent?.status !== 'requires_payment_method' || !intent.last_payment_error) return result;
  return { error: { ...intent.last_payment_error, payment_intent: intent } };
}

/**
 * Leaves the page.
 *
 * @param {string} url
 * @returns {Promise<never>} never settles, so that the page does not act on a payment it is about to leave
 */
export function goTo(url) {
  window.location.assign(url);
  return new Promise(() => {});
}
