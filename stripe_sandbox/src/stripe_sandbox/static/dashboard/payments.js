/** Payments, newest first, and each with all that became of it. */
import { money } from '../common/money.js';
import { code, make, raw, section, status, table, time } from './page.js';
import { disputed, refunding } from './remedies.js';

/** @type {import('./dashboard.js').View} */
export const payments = {
  title: 'Payments',
  live: true,
  show: (sandbox, id) => (id ? one(sandbox, id) : all(sandbox)),
};

/** @param {import('./sandbox.js').Sandbox} sandbox */
async function all(sandbox) {
  const { data } = await sandbox.read('payment_intents', { limit: 50 });
  const rows = data.map((/** @type {any} */ intent) => [
    make('a', { href: `#payments/${intent.id}` }, money(intent.amount, intent.currency)),
    status(intent.status),
    intent.description ?? '',
    code(intent.id),
    time(intent.created),
  ]);
  const heads = ['Amount', 'Status', 'Description', 'PaymentIntent', 'Created'];
  return section(
    'Payments',
    'The fifty newest PaymentIntents.',
    table(heads, rows, 'No payments yet. Create a PaymentIntent with this account’s key.'),
  );
}

/** @param {import('./sandbox.js').Sandbox} sandbox @param {string} id */
async function one(sandbox, id) {
  const [intent, charges, refunds, disputes, events] = await Promise.all([
    sandbox.read(`payment_intents/${encodeURIComponent(id)}`),
    sandbox.read('charges', { payment_intent: id }),
    sandbox.read('refunds', { payment_intent: id }),
    sandbox.read('disputes', { payment_intent: id }),
    sandbox.read('events', { limit: 100 }),
  ]);
  return section(
    money(intent.amount, intent.currency),
    `${id}, received ${money(intent.amount_received, intent.currency)}.`,
    make('p', {}, status(intent.status)),
    make('h2', {}, 'Timeline'),
    timeline(events.data, id),
    make('h2', {}, 'Charges and refunds'),
    movements([...charges.data, ...refunds.data]),
    disputed(sandbox, disputes.data),
    refunding(sandbox, charges.data[0]),
    raw('The PaymentIntent', intent),
  );
}

/** What was told of this payment, oldest first. @param {any[]} events @param {string} id */
function timeline(events, id) {
  const ours = events.filter(({ data: { object } }) => object.id === id || object.payment_intent === id).reverse();
  const lines = ours.map((event) =>
    make('li', {}, time(event.created), ' ', make('a', { href: `#events/${event.id}` }, event.type)),
  );
  return lines.length
    ? make('ol', { className: 'timeline' }, ...lines)
    : make('p', { className: 'empty' }, 'Not among the hundred newest events.');
}

/** @param {any[]} objects charges and refunds */
function movements(objects) {
  const rows = objects.map((object) => [
    code(object.id),
    money(object.amount, object.currency),
    status(object.status),
    object.failure_message ?? '',
  ]);
  return table(['Id', 'Amount', 'Status', 'Why it failed'], rows, 'None yet.');
}
