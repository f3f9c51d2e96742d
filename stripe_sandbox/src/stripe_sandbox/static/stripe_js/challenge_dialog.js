/**
 * The bank's challenge (3D Secure) in a dialog over the page. It lives in a shadow tree with a constructed stylesheet,
 * so that neither the page's styles nor its content security policy get in its way; `<dialog>` itself keeps the focus
 * inside, makes the rest inert and gives the focus back afterwards.
 */
import { Channel } from '../common/channel.js';

const STYLES = `
  dialog { width: min(30rem, calc(100vw - 2rem)); max-height: calc(100dvh - 2rem); box-sizing: border-box; padding: 0;
    border: 0; border-radius: 12px; overflow: hidden; background: #fff; color: #30313d; color-scheme: light;
    font: 16px/1.4 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; box-shadow: 0 16px 48px rgb(0 0 0 / 0.3); }
  dialog::backdrop { background: rgb(20 24 32 / 0.55); }
  .bar { display: flex; align-items: center; justify-content: space-between; gap: 1rem; padding: 0.75rem 0.75rem 0.75rem 1.5rem;
    border-bottom: 1px solid #e3e5ea; }
  h2 { margin: 0; font-size: 1rem; font-weight: 600; }
  button { min-height: 2.75rem; padding: 0 0.875rem; border: 0; border-radius: 8px; background: none; color: #4a5060;
    font: inherit; cursor: pointer; }
  button:hover { background: #f1f2f5; }
  button:focus-visible { outline: 3px solid #0570de; outline-offset: -3px; }
  iframe { display: block; width: 100%; height: 21rem; border: 0; color-scheme: light; }
`;

/**
 * Shows the challenge until it is passed, failed or cancelled. Cancelling counts as failing, as it does at Stripe.
 *
 * @param {string} origin the sandbox's
 * @param {string} attempt the authentication attempt's id
 * @returns {Promise<void>} settles when the attempt has ended at the sandbox and the dialog is gone
 */
export function challenge(origin, attempt) {
  const { host, dialog, cancel, frame } = build();
  const name = `stripe-challenge-${attempt}`;
  const channel = new Channel({ other: () => frame.contentWindow, origin, name });
  frame.src = `${origin}/3ds/challenge.html?${new URLSearchParams({ attempt, origin: location.origin, channel: name })}`;
  document.body.append(host);
  dialog.showModal();
  return new Promise((resolve) => {
    const finish = () => {
      channel.close();
      dialog.close();
      host.remove();
      resolve();
    };
    // A frame that never spoke cannot be asked to give up: then the challenge is merely abandoned.
    let giveUp = finish;
    channel.on('hello', () => (giveUp = () => channel.tell('cancel')));
    channel.on('height', (pixels) => (frame.style.height = `${pixels}px`));
    channel.on('finished', finish);
    cancel.addEventListener('click', () => giveUp());
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      giveUp();
    });
  });
}

/** The dialog, not yet on the page; `host` is what goes there. */
function build() {
  const host = document.createElement('div');
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES);
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [sheet];
  const dialog = add(root, 'dialog');
  const bar = add(dialog, 'div', { className: 'bar' });
  const title = add(bar, 'h2', { id: 'title', textContent: 'Test challenge' });
  const cancel = add(bar, 'button', { type: 'button', textContent: 'Cancel' });
  const frame = add(dialog, 'iframe', { title: 'Test challenge of the bank' });
  dialog.setAttribute('aria-modal', 'true');
  dialog.setAttribute('aria-labelledby', title.id);
  return { host, dialog, cancel, frame };
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Node} parent
 * @param {Tag} tag
 * @param {Partial<HTMLElementTagNameMap[Tag]>} [properties]
 * @returns {HTMLElementTagNameMap[Tag]}
 */
function add(parent, tag, properties = {}) {
  const element = Object.assign(document.createElement(tag), properties);
  parent.appendChild(element);
  return element;
}
