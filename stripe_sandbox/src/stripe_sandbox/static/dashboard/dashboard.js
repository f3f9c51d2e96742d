/**
 * The sandbox's dashboard: one account at a time, one section at a time, named in the address after `#`. It draws
 * itself anew whenever something happened in the account.
 *
 * @typedef {import('./sandbox.js').Account} Account
 * @typedef {{title: string, live?: boolean, show: (sandbox: Sandbox, id: string) => Promise<Node>}} View `live` ones
 *   are drawn anew by themselves
 */
import { cards } from './cards.js';
import { clock } from './clock.js';
import { deliveries } from './deliveries.js';
import { events } from './events.js';
import { faults } from './faults.js';
import { button, make, section } from './page.js';
import { payments } from './payments.js';
import { requests } from './requests.js';
import { accounts, Sandbox } from './sandbox.js';

/** @type {Record<string, View>} */
const VIEWS = { payments, events, deliveries, requests, clock, faults, cards };

/** Milliseconds to gather what happens at once, such as a payment's events, into one drawing. */
const PAUSE = 200;

const view = /** @type {HTMLElement} */ (document.getElementById('view'));
const notice = /** @type {HTMLElement} */ (document.getElementById('notice'));
const picker = /** @type {HTMLSelectElement} */ (document.getElementById('account'));

/** @type {Sandbox | null} */
let sandbox = null;
let listening = new AbortController();

const place = () => {
  const [name, id = ''] = location.hash.slice(1).split('/');
  return { name: name in VIEWS ? name : 'payments', id: decodeURIComponent(id) };
};

/** How often it was drawn: what was asked for earlier and comes later is not shown. */
let drawing = 0;

/** How many drawings have been asked for and are not there yet. */
let underWay = 0;

/** Whether somebody is about to press something, types, or reads an unfolded part. */
const inUse = () => view.querySelector('details[open], :focus') !== null;

/** @param {boolean} [gently] whether nobody asked for it: then what is in use by the time it is there stays */
async function draw(gently = false) {
  underWay += 1;
  await show(++drawing, gently);
  underWay -= 1;
}

/** @param {number} turn @param {boolean} gently */
async function show(turn, gently) {
  const { name, id } = place();
  for (const link of document.querySelectorAll('nav a'))
    link.ariaCurrent = link.getAttribute('href') === `#${name}` ? 'page' : null;
  document.title = `${VIEWS[name].title} · Stripe sandbox`;
  try {
    const shown = sandbox ? await VIEWS[name].show(sandbox, id) : nobody();
    if (turn !== drawing) return;
    if (gently && inUse()) redraw();
    else view.replaceChildren(shown);
  } catch (problem) {
    if (turn !== drawing) return;
    const { message } = /** @type {Error} */ (problem);
    if (view.childElementCount) notice.textContent = message;
    else view.replaceChildren(section('Not here', message, make('a', { href: `#${name}` }, VIEWS[name].title)));
  }
}

/** What to do first, in a sandbox that nobody has used yet. */
function nobody() {
  const hint =
    'Any key that begins with sk_test_ opens an account of its own. Make a request with one, and it appears here.';
  return section('No account yet', hint, button('Look again', start));
}

/** @type {number | undefined} */
let pause;

/** Draws again after a pause, and after more pauses while what is there is in use. */
function redraw() {
  clearTimeout(pause);
  pause = setTimeout(() => {
    if (!VIEWS[place().name].live) return;
    if (inUse() || underWay) redraw();
    else draw(true);
  }, PAUSE);
}

/** Draws what a person asked for, and leaves the focus where they can read on. */
async function follow() {
  notice.textContent = '';
  await draw();
  view.focus();
}

/** The account that this browser tab looked at last. */
const LOOKED_AT = 'stripe-sandbox-account';

/** @param {Account} account */
function open(account) {
  sessionStorage.setItem(LOOKED_AT, account.name);
  listening.abort();
  listening = new AbortController();
  sandbox = new Sandbox(account);
  sandbox.listen(redraw, listening.signal).catch(() => {});
  draw();
}

async function start() {
  const known = await accounts().catch(() => []);
  const last = known.findIndex(({ name }) => name === sessionStorage.getItem(LOOKED_AT));
  picker.replaceChildren(...known.map(({ name }) => new Option(name.split('/').reverse().join(', '))));
  picker.disabled = !known.length;
  picker.selectedIndex = Math.max(0, last);
  picker.onchange = () => {
    // What was open belongs to the account before.
    history.replaceState(null, '', `#${place().name}`);
    open(known[picker.selectedIndex]);
  };
  if (known.length) open(known[picker.selectedIndex]);
  else draw();
}

const links = Object.entries(VIEWS).map(([name, { title }]) => make('a', { href: `#${name}` }, title));
document.getElementById('sections')?.append(...links);
window.addEventListener('hashchange', follow);
view.addEventListener('changed', follow);
view.addEventListener('failed', (event) => (notice.textContent = /** @type {CustomEvent} */ (event).detail));
start();
