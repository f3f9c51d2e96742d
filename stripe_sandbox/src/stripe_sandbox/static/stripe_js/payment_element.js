/**
 * The Payment Element as the page sees it: a frame of the sandbox's origin that asks for the card. This side passes
 * on options and events; it never sees what the customer types.
 *
 * @import {StripePaymentElement} from '@stripe/stripe-js'
 * @typedef {import('@stripe/stripe-js').StripePaymentElementOptions} PaymentOptions
 * @typedef {import('@stripe/stripe-js').StripeError} StripeError
 */
import { Channel } from '../common/channel.js';
import { ElementFrame } from './element_frame.js';
import { Emitter } from './emitter.js';
import { demand } from './integration_error.js';

/** What the frame tells that the page may listen to. */
const EVENTS = ['change', 'focus', 'blur', 'escape'];

/** @implements {StripePaymentElement} */
export class PaymentElement extends Emitter {
  /**
   * @param {import('./elements.js').Elements} group
   * @param {PaymentOptions} options
   */
  constructor(group, options) {
    super();
    this.group = group;
    this.options = options;
    this.destroyed = false;
    /** @type {ElementFrame | null} */
    this.frame = null;
    /** @type {Channel | null} */
    this.channel = null;
    /** @type {Promise<{error?: StripeError}>} settled when the frame can be used, or will never be */
    this.loaded = Promise.resolve({});
  }

  /**
   * @param {string | HTMLElement} target a container, or a selector of one
   * @throws {IntegrationError} when there is no such container, or the element is elsewhere or destroyed
   */
  mount(target) {
    demand(!this.destroyed, 'This Element has already been destroyed. Please create a new one.');
    const container = containerOf(target);
    if (this.frame?.container === container) return;
    demand(!this.frame, 'This Element is already mounted. Use `unmount()` to unmount the Element before re-mounting.');
    const { api } = this.group;
    const frame = new ElementFrame(container, api.origin, this.group.options);
    this.frame = frame;
    this.channel = new Channel({ other: () => frame.window, origin: api.origin, name: frame.name });
    this.loaded = this.load(this.channel, frame);
    if (this.group.options.loader !== 'never') this.announce('loaderstart');
  }

  unmount() {
    this.channel?.close();
    this.frame?.remove();
    this.channel = null;
    this.frame = null;
  }

  destroy() {
    this.unmount();
    this.destroyed = true;
    this.group.payment = null;
  }

  focus() {
    this.frame?.focus();
    this.ask('focus');
  }

  blur() {
    this.ask('blur');
  }

  clear() {
    this.ask('clear');
  }

  /** @returns {any} itself */
  collapse() {
    this.ask('collapse');
    return this;
  }

  /** @param {Partial<PaymentOptions>} options @returns {any} itself */
  update(options) {
    this.options = { ...this.options, ...options };
    this.refresh();
    return this;
  }

  /** Gives the frame the options as they now are. */
  async refresh() {
    await this.ask('update', this.settings());
  }

  /**
   * Asks the frame, once it has loaded.
   *
   * @param {string} type
   * @param {any} [body]
   * @returns {Promise<any>} `{error}` if it never loaded
   */
  async ask(type, body) {
    const { channel } = this;
    const { error } = await this.loaded;
    if (error) return { error };
    return channel && Promise.race([channel.ask(type, body), gone(channel)]);
  }

  /**
   * @param {Channel} channel
   * @param {ElementFrame} frame
   * @returns {Promise<{error?: StripeError}>}
   */
  async load(channel, frame) {
    channel.on('height', (pixels) => frame.grow(pixels));
    channel.on('enter', () => frame.container.closest('form')?.requestSubmit());
    for (const type of EVENTS) channel.on(type, (details) => this.announce(type, details));
    const hello = new Promise((resolve) => channel.on('hello', () => resolve({})));
    const { error } = await Promise.race([
      hello.then(() => channel.ask('start', { key: this.group.api.key, ...this.settings() })),
      frame.failure(hello),
      gone(channel),
    ]);
    if (channel === this.channel) this.announce(error ? 'loaderror' : 'ready', error && { error });
    return { error };
  }

  /** All that the frame must know to draw itself; plain data, since functions cannot travel. */
  settings() {
    const { clientSecret, appearance, locale, fonts, loader } = this.group.options;
    return JSON.parse(JSON.stringify({ clientSecret, appearance, locale, fonts, loader, options: this.options }));
  }

  /** @param {string} type @param {object} [details] */
  announce(type, details) {
    this.emit(type, { elementType: 'payment', ...details });
  }
}

/**
 * What is still asked of an element when the page takes it away.
 *
 * @param {Channel} channel
 * @returns {Promise<{error: StripeError}>}
 */
async function gone(channel) {
  await channel.closed;
  return {
    error: { type: 'invalid_request_error', message: 'The Payment Element was unmounted before it could answer.' },
  };
}

/**
 * @param {string | HTMLElement} target
 * @returns {HTMLElement}
 * @throws {IntegrationError}
 */
function containerOf(target) {
  const found = typeof target === 'string' ? document.querySelector(target) : target;
  demand(
    found !== null,
    `The selector you specified (${target}) applies to no DOM elements that are currently on the page. Make sure the element exists on the page before calling mount().`,
  );
  demand(found instanceof HTMLElement, 'Invalid DOM element. Call mount() with a valid DOM element or selector.');
  return found;
}
