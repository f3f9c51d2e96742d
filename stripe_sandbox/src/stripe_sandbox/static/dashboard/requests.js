/** What the account's servers and pages asked of the API, newest first. */
import { badge, code, make, raw, section, table, time } from './page.js';

/** @type {import('./dashboard.js').View} */
export const requests = {
  title: 'Requests',
  live: true,
  async show(sandbox) {
    const list = await sandbox.control('GET', 'requests');
    const rows = list.map((/** @type {any} */ request) => [
      state(request),
      make('span', {}, `${request.method} `, code(request.path)),
      code(request.id),
      request.error ? raw(request.error.message, request) : raw('Parameters', request.params),
      time(request.created),
    ]);
    const hint = 'The newest two hundred. The log lives in memory and forgets at a restart.';
    return section(
      'Requests',
      hint,
      table(['Status', 'Request', 'Id', 'What was sent', 'Time'], rows, 'No requests yet.'),
    );
  },
};

/** @param {any} request */
function state({ status, replayed, fault }) {
  const words = [status, replayed && 'replayed', fault].filter(Boolean).join(', ');
  return badge(words, status < 400 ? 'good' : 'bad');
}
