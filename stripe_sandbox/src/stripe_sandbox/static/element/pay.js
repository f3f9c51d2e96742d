/**
 * One PaymentIntent in the element: opens it, and pays it with what the form holds.
 *
 * @typedef {import('@stripe/stripe-js').StripeError} StripeError
 * @typedef {import('@stripe/stripe-js').PaymentIntent} PaymentIntent
 */

/** Where a PaymentIntent cannot be paid any more. */
const OVER = ['succeeded', 'canceled', 'processing', 'requires_capture'];

export class Payment {
  /**
   * @param {import('../common/api.js').Api} api
   * @param {import('./payment_form.js').PaymentForm} form
   */
  constructor(api, form) {
    this.api = api;
    this.form = form;
    this.clientSecret = '';
    /** @type {string[]} what the intent may be paid with */
    this.allowed = [];
    /** @type {any} the Payment Element's options */
    this.options = {};
  }

  /**
   * @param {{clientSecret: string, options: object}} settings
   * @returns {Promise<{error?: StripeError}>}
   */
  async open({ clientSecret, options }) {
    this.clientSecret = clientSecret;
    this.options = options;
    return this.refresh();
  }

  /** Reads the intent and offers what it allows. @returns {Promise<{error?: StripeError}>} */
  async refresh() {
    const { paymentIntent, error } = await this.api.retrieve(this.clientSecret);
    if (error) return { error };
    if (OVER.includes(paymentIntent.status)) return { error: overError(paymentIntent) };
    this.allowed = paymentIntent.payment_method_types;
    this.change(this.options);
    return this.form.types.length ? {} : { error: unsupportedError(this.allowed) };
  }

  /** @param {object} options */
  change(options) {
    this.options = options;
    this.form.offer(this.allowed, this.options);
  }

  /** @returns {{selectedPaymentMethod?: string, error?: StripeError}} */
  submit() {
    const error = this.form.method.validate();
    return error ? { error } : { selectedPaymentMethod: this.form.type };
  }

  /**
   * @param {Record<string, any>} confirmParams as the page gave them
   * @returns {Promise<import('@stripe/stripe-js').PaymentIntentResult>}
   */
  async confirm({ payment_method_data: extra = {}, ...params }) {
    const method = this.form.method;
    const invalid = method.validate();
    if (invalid) return { error: invalid };
    this.form.freeze(true);
    const result = await this.pay(merged(extra, method.details()), { ...method.confirmation(), ...params });
    this.form.freeze(Boolean(this.options.readOnly));
    if (result.error) method.blame(result.error);
    return result;
  }

  /**
   * @param {Record<string, any>} details
   * @param {Record<string, any>} params
   * @returns {Promise<import('@stripe/stripe-js').PaymentIntentResult>}
   */
  async pay(details, params) {
    const made = await this.api.call('POST', '/v1/payment_methods', details);
    if (made.error) return { error: made.error };
    return this.api.confirm(this.clientSecret, { ...params, payment_method: made.value.id });
  }
}

/**
 * What the customer typed goes over what the page knew.
 *
 * @param {Record<string, any>} under
 * @param {Record<string, any>} over
 * @returns {Record<string, any>}
 */
function merged(under, over) {
  const result = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const nested = value && typeof value === 'object' && typeof under[key] === 'object';
    if (value !== undefined) result[key] = nested ? merged(under[key], value) : value;
  }
  return result;
}

/** @param {PaymentIntent} intent @returns {StripeError} */
function overError(intent) {
  const message = `This PaymentIntent is ${intent.status}: Elements cannot collect a payment for it any more.`;
  return { type: 'invalid_request_error', code: 'payment_intent_unexpected_state', message, payment_intent: intent };
}

/** @param {string[]} types @returns {StripeError} */
function unsupportedError(types) {
  return {
    type: 'invalid_request_error',
    message: `The sandbox's Payment Element has no form for ${types.join(', ')}.`,
  };
}
