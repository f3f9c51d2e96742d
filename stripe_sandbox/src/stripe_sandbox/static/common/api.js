/**
 * Requests to the sandbox's API with a publishable key. Both the page's script and the element's frame use it;
 * everything travels as "simple" requests (form body, key as a field), so that no CORS preflight is needed.
 *
 * @typedef {import('@stripe/stripe-js').StripeError} StripeError
 * @typedef {import('@stripe/stripe-js').PaymentIntent} PaymentIntent
 */

/** The way to say that no answer came at all; Stripe.js words it for the customer, not for the developer. */
const UNREACHABLE = 'The payment service cannot be reached. Please check your internet connection and try again.';

/**
 * Flattens nested values into Stripe's form fields: `{card: {cvc: '1'}}` becomes `card[cvc]=1`.
 * `undefined` and `null` are left out; everything else is sent as text.
 *
 * @param {Record<string, any>} params
 * @returns {URLSearchParams}
 */
export function formOf(params) {
  const form = new URLSearchParams();
  /** @param {string} name @param {any} value */
  const add = (name, value) => {
    if (value === undefined || value === null) return;
    if (typeof value !== 'object') form.append(name, String(value));
    else for (const [key, inner] of Object.entries(value)) add(name ? `${name}[${key}]` : key, inner);
  };
  add('', params);
  return form;
}

export class Api {
  /**
   * @param {string} origin where the sandbox answers, such as `http://127.0.0.1:8001`
   * @param {string} key a publishable key
   */
  constructor(origin, key) {
    this.origin = origin;
    this.key = key;
  }

  /**
   * One request. Never throws: what goes wrong comes back as an `error` in Stripe's shape.
   *
   * @param {'GET' | 'POST'} method
   * @param {string} path such as `/v1/payment_methods`
   * @param {Record<string, any>} params
   * @returns {Promise<{value: any, error?: undefined} | {value?: undefined, error: StripeError}>}
   */
  async call(method, path, params) {
    const form = formOf({ ...params, key: this.key });
    const url = `${this.origin}${path}`;
    try {
      const response = await (method === 'GET' ? fetch(`${url}?${form}`) : fetch(url, { method, body: form }));
      const body = await response.json();
      return response.ok ? { value: body } : { error: body.error };
    } catch {
      return { error: { type: 'api_connection_error', message: UNREACHABLE } };
    }
  }

  /**
   * The PaymentIntent as its client secret lets a browser see it.
   *
   * @param {string} clientSecret `pi_…_secret_…`
   * @returns {Promise<import('@stripe/stripe-js').PaymentIntentResult>}
   */
  async retrieve(clientSecret) {
    const path = `/v1/payment_intents/${intentId(clientSecret)}`;
    return resultOf(await this.call('GET', path, { client_secret: clientSecret }));
  }

  /**
   * Confirms with a payment method that exists already.
   *
   * @param {string} clientSecret
   * @param {Record<string, any>} params `payment_method`, `return_url`, `mandate_data` …
   * @returns {Promise<import('@stripe/stripe-js').PaymentIntentResult>}
   */
  async confirm(clientSecret, params) {
    const path = `/v1/payment_intents/${intentId(clientSecret)}/confirm`;
    const fields = { ...params, client_secret: clientSecret, use_stripe_sdk: true };
    return resultOf(await this.call('POST', path, fields));
  }
}

/** @param {string} clientSecret @returns {string} the `pi_…` it begins with */
function intentId(clientSecret) {
  return encodeURIComponent(clientSecret.split('_secret_')[0]);
}

/**
 * @param {{value?: any, error?: StripeError}} answer
 * @returns {import('@stripe/stripe-js').PaymentIntentResult}
 */
function resultOf({ value, error }) {
  return error ? { error } : { paymentIntent: value };
}
