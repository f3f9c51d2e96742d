/** What may go wrong on request. */
import { doing } from './actions.js';
import { button, code, make, section, table } from './page.js';

/** The faults that last for a while. */
const LASTING = ['slow', 'delay', 'reorder'];

/** @type {import('./dashboard.js').View} */
export const faults = {
  title: 'Faults',
  async show(sandbox) {
    const { rules, kinds } = await sandbox.control('GET', 'faults');
    const rows = rules.map((/** @type {any} */ rule) => [
      code(rule.kind),
      `${Math.round(rule.probability * 100)} %`,
      rule.times ?? 'for ever',
      rule.match || 'all',
      LASTING.includes(rule.kind) ? `${rule.seconds} s` : '–',
      button(
        'Lift',
        doing(() => sandbox.control('DELETE', `faults/${rule.kind}`)),
      ),
    ]);
    return section(
      'Faults',
      'They hold for every account of this sandbox, until lifted or used up.',
      table(['Fault', 'Probability', 'Times left', 'Only where', 'For', 'Action'], rows, 'None in force: everything works.'),
      make('h2', {}, 'Put one in force'),
      form(sandbox, kinds),
    );
  },
};

/** @param {import('./sandbox.js').Sandbox} sandbox @param {Record<string, string>} kinds names and what they do */
function form(sandbox, kinds) {
  const choice = make(
    'select',
    { name: 'kind' },
    ...Object.entries(kinds).map(([kind, words]) => new Option(`${kind}: ${words}`, kind)),
  );
  const fields = /** @type {HTMLFormElement} */ (
    make(
      'form',
      { className: 'fields' },
      make('label', {}, 'Fault', choice),
      make(
        'label',
        {},
        'Probability, 0 to 1',
        make('input', { name: 'probability', inputMode: 'decimal', value: '1' }),
      ),
      make('label', {}, 'Times (empty: for ever)', make('input', { name: 'times', inputMode: 'numeric' })),
      make(
        'label',
        {},
        `Seconds, for ${LASTING.join(', ')} (empty: 2)`,
        make('input', { name: 'seconds', inputMode: 'decimal' }),
      ),
      make('label', {}, 'Only where the path or event type has', make('input', { name: 'match' })),
      make('button', {}, 'Put in force'),
    )
  );
  fields.onsubmit = doing(() => sandbox.control('POST', 'faults', Object.fromEntries(new FormData(fields))));
  return fields;
}
