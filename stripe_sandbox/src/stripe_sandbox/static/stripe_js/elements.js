/**
 * A group of elements that share one PaymentIntent and one appearance. The sandbox has one kind: the Payment Element.
 *
 * @import {StripeElements} from '@stripe/stripe-js'
 * @typedef {import('@stripe/stripe-js').StripePaymentElementOptions} PaymentOptions
 * @typedef {{clientSecret?: string, mode?: string, locale?: string, appearance?: object, fonts?: object[],
 *   loader?: string}} GroupOptions
 */
import { Emitter } from './emitter.js';
import { demand, demandClientSecret, IntegrationError } from './integration_error.js';
import { PaymentElement } from './payment_element.js';

/** @implements {StripeElements} */
export class Elements {
  /**
   * @param {import('../common/api.js').Api} api
   * @param {GroupOptions} options
   * @throws {IntegrationError} without a client secret, or with a malformed one
   */
  constructor(api, options) {
    demand(
      !options.mode,
      'The sandbox has no deferred intents: create a PaymentIntent and give its clientSecret to elements().',
    );
    demandClientSecret(options.clientSecret, 'elements()');
    this.api = api;
    this.clientSecret = options.clientSecret;
    this.options = options;
    this.events = new Emitter();
    /** @type {PaymentElement | null} */
    this.payment = null;
  }

  /**
   * @overload
   * @param {'payment'} type
   * @param {PaymentOptions} [options]
   * @returns {PaymentElement}
   */
  /**
   * @overload
   * @param {string} type
   * @param {object} [options]
   * @returns {never}
   */
  /**
   * @param {string} type
   * @param {PaymentOptions} [options]
   * @returns {PaymentElement}
   * @throws {IntegrationError} for another kind of element, or a second Payment Element
   */
  create(type, options = {}) {
    demand(
      type === 'payment',
      `A valid Element name must be provided. Valid Elements are: payment; you passed: ${type}.`,
    );
    demand(!this.payment, 'Can only create one Element of type payment in one group of Elements.');
    this.payment = new PaymentElement(this, options);
    return this.payment;
  }

  /**
   * @overload
   * @param {'payment'} type
   * @returns {PaymentElement | null}
   */
  /**
   * @overload
   * @param {any} type
   * @returns {null}
   */
  /** @param {string} type @returns {PaymentElement | null} */
  getElement(type) {
    return type === 'payment' ? this.payment : null;
  }

  /** @param {'update-end'} type @param {() => void} handler */
  on(type, handler) {
    this.events.on(type, handler);
  }

  /**
   * Changes locale, appearance or fonts, in the mounted element too.
   *
   * @param {GroupOptions} options
   * @throws {IntegrationError} on a try to change the client secret
   */
  async update(options) {
    demand(
      !('clientSecret' in options),
      'elements.update() cannot change the clientSecret: make a new group of Elements.',
    );
    this.options = { ...this.options, ...options };
    await this.payment?.refresh();
    this.events.emit('update-end');
  }

  /** Reads the PaymentIntent again and shows the payment methods it now allows. */
  async fetchUpdates() {
    return this.mounted('elements.fetchUpdates()').ask('fetchUpdates');
  }

  /** Checks what the customer typed and shows what is wrong with it. */
  async submit() {
    return this.mounted('elements.submit()').ask('submit');
  }

  /**
   * @param {string} call the method that needs it, named in the message
   * @returns {PaymentElement}
   * @throws {IntegrationError} when no Payment Element is mounted
   */
  mounted(call) {
    if (!this.payment?.frame)
      throw new IntegrationError(`Invalid value for ${call}: elements should have a mounted Payment Element.`);
    return this.payment;
  }
}
