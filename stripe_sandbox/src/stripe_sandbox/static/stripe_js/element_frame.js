/**
 * The iframe that holds the Payment Element. Styled through the DOM only: the page's content security policy need not
 * allow inline styles.
 */

/** How long after the frame's document has loaded its script may take to speak, in milliseconds. */
const PATIENCE = 3000;

/** Room around the content for its focus rings, in pixels; the element's stylesheet has the same figure. */
const BLEED = 4;

let made = 0;

export class ElementFrame {
  /**
   * @param {HTMLElement} container
   * @param {string} origin the sandbox's
   * @param {{appearance?: any}} options
   */
  constructor(container, origin, { appearance }) {
    this.container = container;
    this.name = `__privateStripeFrame${++made}`;
    this.element = document.createElement('iframe');
    const query = new URLSearchParams({ origin: location.origin, channel: this.name });
    Object.assign(this.element, { name: this.name, title: 'Secure payment input frame', allow: 'payment *' });
    this.element.src = `${origin}/element/payment.html?${query}`;
    this.style(firstHeight(appearance), appearance?.disableAnimations);
    container.replaceChildren(this.element);
  }

  get window() {
    return this.element.contentWindow;
  }

  /** @param {number} pixels the height of the frame's content */
  grow(pixels) {
    this.element.style.height = `${pixels}px`;
  }

  focus() {
    this.element.focus();
  }

  remove() {
    this.element.remove();
  }

  /**
   * Settles, with an error, only if the frame's document came but its script stayed silent: the sandbox is down, or
   * the page's policy forbids the frame.
   *
   * @param {Promise<unknown>} hello settled when the script has spoken
   * @returns {Promise<{error: import('@stripe/stripe-js').StripeError}>}
   */
  failure(hello) {
    let spoken = false;
    hello.then(() => (spoken = true));
    return new Promise((resolve) => {
      const giveUp = () =>
        !spoken &&
        resolve({ error: { type: 'api_connection_error', message: 'The payment form could not be loaded.' } });
      this.element.addEventListener('load', () => setTimeout(giveUp, PATIENCE));
    });
  }

  /** @param {number} height in pixels @param {boolean} [still] whether to forgo animation */
  style(height, still) {
    const calm = still || matchMedia('(prefers-reduced-motion: reduce)').matches;
    Object.assign(this.element.style, {
      border: '0',
      colorScheme: 'light',
      display: 'block',
      height: `${height}px`,
      margin: `-${BLEED}px`,
      maxWidth: 'none',
      transition: calm ? 'none' : 'height 0.2s ease',
      width: `calc(100% + ${2 * BLEED}px)`,
    });
  }
}

/**
 * The height of an untouched card form, so that what follows on the page stays where it is when the form appears.
 * It follows the element's stylesheet: three rows of a label over an input.
 *
 * @param {any} appearance
 * @returns {number} pixels
 */
function firstHeight(appearance) {
  const { fontSizeBase = '16px', spacingUnit = '4px' } = appearance?.variables ?? {};
  const font = pixels(fontSizeBase);
  const unit = pixels(spacingUnit);
  const row = font * 0.93 * 1.3 + unit + font * 1.4 + 6 * unit + 2;
  return Math.ceil(3 * row + 2 * 3 * unit + 2 * BLEED);
}

/** @param {string} length in px, rem or em @returns {number} */
function pixels(length) {
  const number = parseFloat(length);
  return /em$/.test(length) ? number * 16 : number;
}
