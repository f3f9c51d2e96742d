/** Every webhook that was sent or will be, with what came back; any of them can be sent again. */
import { doing } from './actions.js';
import { badge, button, code, make, raw, section, table, time } from './page.js';

/** @type {import('./dashboard.js').View} */
export const deliveries = {
  title: 'Deliveries',
  live: true,
  async show(sandbox) {
    const list = await sandbox.control('GET', 'deliveries');
    const rows = list.map((/** @type {any} */ delivery) => [
      make('a', { href: `#events/${delivery.event}` }, delivery.type),
      state(delivery),
      code(delivery.url),
      raw(`${delivery.attempts.length} so far`, delivery.attempts),
      time(delivery.created),
      button(
        'Send again',
        doing(() => sandbox.control('POST', `deliveries/${delivery.id}/resend`)),
      ),
    ]);
    const heads = ['Event', 'State', 'To', 'Attempts', 'Created', 'Action'];
    const empty = 'No deliveries yet. Register a webhook endpoint, or run stripe-sandbox listen.';
    return section('Deliveries', 'The two hundred newest. Each attempt is signed afresh.', table(heads, rows, empty));
  },
};

/** @param {any} delivery */
function state({ delivered, attempts, due }) {
  const last = attempts.at(-1);
  if (delivered) return badge(String(last.status ?? 'delivered'), 'good');
  if (last) return badge(`${last.status ?? last.error}${due ? ', will be tried again' : ''}`, 'bad');
  return badge('waiting', 'open');
}
