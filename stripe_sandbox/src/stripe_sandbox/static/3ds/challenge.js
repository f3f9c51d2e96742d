/**
 * The bank's test challenge (3D Secure). In a dialog it tells the page when it has ended; opened by a redirect it goes
 * back to the page the merchant named.
 */
import { channelToParent } from '../common/channel.js';
import { money } from '../common/money.js';

const attempt = encodeURIComponent(new URLSearchParams(location.search).get('attempt') ?? '');
const page = channelToParent();
const box = element('challenge');
const buttons = /** @type {HTMLButtonElement[]} */ ([element('pass'), element('fail')]);

document.documentElement.toggleAttribute('data-whole-page', !page);
if (!page) box.setAttribute('role', 'main');
element('pass').addEventListener('click', () => end('pass'));
element('fail').addEventListener('click', () => end('fail'));
page?.on('cancel', cancel);
document.addEventListener('keydown', (event) => event.key === 'Escape' && cancel());
if (page) new ResizeObserver(() => page.tell('height', Math.ceil(box.getBoundingClientRect().height))).observe(box);
page?.tell('hello');
show();

/** Shows what is being paid. */
async function show() {
  box.querySelector('h1')?.focus();
  const { value, error } = await ask();
  if (!value) return complain(error);
  const lines = { To: value.merchant, Amount: money(value.amount, value.currency), Card: `ending ${value.card.last4}` };
  for (const [name, text] of Object.entries(lines)) element('purchase').append(line('dt', name), line('dd', text));
  box.removeAttribute('aria-busy');
  for (const button of buttons) button.disabled = false;
}

/** @param {'pass' | 'fail'} outcome */
async function end(outcome) {
  for (const button of buttons) button.disabled = true;
  const { value, error } = await ask({ method: 'POST', body: new URLSearchParams({ outcome }) });
  if (!value) return complain(error);
  if (page) page.tell('finished');
  else if (value.return_url) location.replace(value.return_url);
  else complain('Done. The merchant named no page to return to: you can close this one.');
}

/** An attempt that is over already cannot fail again, but whoever cancels wants to leave the dialog in any case. */
async function cancel() {
  await end('fail');
  page?.tell('finished');
}

/**
 * @param {RequestInit} [request]
 * @returns {Promise<{value?: any, error?: string}>}
 */
async function ask(request) {
  try {
    const response = await fetch(`/_sandbox/3ds/${attempt}`, request);
    const body = await response.json();
    return response.ok ? { value: body } : { error: body.error?.message ?? body.error };
  } catch {
    return { error: 'The sandbox does not answer. Is it still running?' };
  }
}

/** @param {string} [message] */
function complain(message) {
  element('problem').textContent = message ?? 'The sandbox could not say why, but this did not work.';
}

/** @param {string} tag @param {string} text */
function line(tag, text) {
  return Object.assign(document.createElement(tag), { textContent: text });
}

/** @param {string} id @returns {HTMLElement} */
function element(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}
