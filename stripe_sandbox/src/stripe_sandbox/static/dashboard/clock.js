/** The sandbox's clock, which can be moved on to see debits settle, retries come and keys expire. */
import { doing } from './actions.js';
import { button, make, section, time } from './page.js';

/** Steps worth taking, in seconds: what each brings about. @type {[string, number][]} */
const STEPS = [
  ['3 minutes: slow debits settle', 180],
  ['1 hour: the first retries', 3600],
  ['1 day: idempotency keys expire', 86400],
  ['7 days: authorisations lapse, funds arrive', 7 * 86400],
  ['30 days: events are forgotten', 30 * 86400],
];

/** @type {import('./dashboard.js').View} */
export const clock = {
  title: 'Clock',
  async show(sandbox) {
    const { now, offset, next_due: due } = await sandbox.control('GET', 'clock');
    const advance = (/** @type {number} */ seconds) =>
      doing(() => sandbox.control('POST', 'clock', { advance: seconds }));
    const steps = STEPS.map(([words, seconds]) => button(words, advance(seconds)));
    const ahead =
      offset >= 1 ? `${Math.round(offset / 60)} minutes ahead of this machine’s.` : 'In step with this machine’s.';
    return section(
      'Clock',
      'It goes forward only. What falls due on the way is done at once.',
      make('p', { className: 'large' }, time(now)),
      make(
        'p',
        {},
        ahead,
        ' ',
        due ? make('span', {}, 'Next to do: ', time(due), '.') : 'Nothing is waiting for its time.',
      ),
      make('h2', {}, 'Advance by'),
      make('div', { className: 'buttons' }, ...steps),
    );
  },
};
