/**
 * What the real Stripe.js can do and this cannot. It is there to be found, since `@stripe/react-stripe-js` takes nothing
 * for Stripe that lacks the first three, and to say so when it is called.
 */
import { IntegrationError } from './integration_error.js';

const NAMES = /** @satisfies {(keyof import('@stripe/stripe-js').Stripe)[]} */ ([
  'confirmCardPayment',
  'createPaymentMethod',
  'createToken',
  'confirmCardSetup',
  'confirmSepaDebitPayment',
  'confirmSetup',
  'createConfirmationToken',
  'handleCardAction',
  'paymentRequest',
  'retrieveSetupIntent',
]);

/** @param {string} name @returns {() => Promise<never>} */
const refusing = (name) => async () => {
  throw new IntegrationError(`The sandbox has no stripe.${name}(): it takes payments by stripe.confirmPayment() only.`);
};

export const absent = Object.fromEntries(NAMES.map((name) => [name, refusing(name)]));
