/** What the account was told, newest first. */
import { code, make, raw, section, table, time } from './page.js';

/** @type {import('./dashboard.js').View} */
export const events = {
  title: 'Events',
  live: true,
  show: (sandbox, id) => (id ? one(sandbox, id) : all(sandbox)),
};

/** @param {import('./sandbox.js').Sandbox} sandbox */
async function all(sandbox) {
  const { data } = await sandbox.read('events', { limit: 100 });
  const rows = data.map((/** @type {any} */ event) => [
    make('a', { href: `#events/${event.id}` }, event.type),
    code(event.data.object.id ?? ''),
    event.pending_webhooks,
    time(event.created),
  ]);
  return section(
    'Events',
    'The hundred newest.',
    table(['Type', 'About', 'Still to deliver', 'Created'], rows, 'No events yet.'),
  );
}

/** @param {import('./sandbox.js').Sandbox} sandbox @param {string} id */
async function one(sandbox, id) {
  const event = await sandbox.read(`events/${encodeURIComponent(id)}`);
  const body = make('pre', { tabIndex: 0 }, JSON.stringify(event.data, null, 2));
  const before = event.request?.id
    ? `Caused by request ${event.request.id}.`
    : 'Caused by no request: its time had come.';
  return section(
    event.type,
    `${id}. ${before}`,
    make('p', {}, time(event.created)),
    body,
    raw('The whole event', event),
  );
}
