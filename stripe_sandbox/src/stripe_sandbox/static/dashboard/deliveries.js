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
      make(
        'div',
        {},
        make('a', { href: `#events/${delivery.event}` }, delivery.type),
        make('br'),
        time(delivery.created),
      ),
      state(delivery),
      make('div', { className: 'address' }, code(delivery.url)),
      raw(`${delivery.attempts.length} so far`, delivery.attempts),
      button(
        'Send again',
        doing(() => sandbox.control('POST', `deliveries/${delivery.id}/resend`)),
      ),
    ]);
    const heads = ['Event', 'State', 'To', 'Attempts', 'Action'];
    const empty = 'No deliveries yet. Register a webhook endpoint, or run stripe-sandbox listen.';
    return section('Deliveries', 'The two hundred newest. Each attempt is signed afresh.', table(heads, rows, empty));
  },
};

/** @param {any} delivery */
function state({ delivered, attempts, due }) {
  const last = attempts.at(-1);
  if (delivered) return badge(String(last.status ?? 'delivered'), 'good');
  const again = due && make('div', {}, 'Again at ', time(due));
  if (last) return make('div', {}, badge(String(last.status ?? last.error), 'bad'), again);
  return badge('waiting', 'open');
}
