/**
 * What Stripe.js throws when the page uses it wrongly: a mistake of the developer's, never of the customer's.
 */
export class IntegrationError extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = 'IntegrationError';
  }
}

/**
 * @param {unknown} condition
 * @param {string} message
 * @returns {asserts condition}
 * @throws {IntegrationError} unless the condition holds
 */
export function demand(condition, message) {
  if (!condition) throw new IntegrationError(message);
}

/**
 * @param {unknown} key
 * @returns {asserts key is string}
 * @throws {IntegrationError} unless it is a publishable key
 */
export function demandPublishableKey(key) {
  demand(
    typeof key === 'string' && key !== '',
    'Please call Stripe() with your publishable key. You used an empty string.',
  );
  demand(
    !/^(sk|rk)_/.test(key),
    'You should not use your secret key with Stripe.js. Please pass a publishable key instead.',
  );
  demand(
    /^pk_(test|live)_\w+$/.test(key),
    'Please call Stripe() with a publishable key: it begins with pk_test_ or pk_live_.',
  );
}

/**
 * @param {unknown} secret
 * @param {string} call the method it was given to, named in the message
 * @returns {asserts secret is string}
 * @throws {IntegrationError} unless it is a PaymentIntent's client secret
 */
export function demandClientSecret(secret, call) {
  demand(
    typeof secret === 'string' && /^pi_[^_]+_secret_[^_]+$/.test(secret),
    `Invalid value for ${call}: clientSecret should be a client secret of the form \${id}_secret_\${secret}. You specified: ${secret}.`,
  );
}
