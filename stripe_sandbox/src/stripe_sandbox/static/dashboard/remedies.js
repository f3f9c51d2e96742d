/** What a merchant does to a payment in Stripe's own dashboard: gives money back, fights a dispute or gives in. */
import { money } from '../common/money.js';
import { doing } from './actions.js';
import { button, code, make, status, table } from './page.js';

/**
 * A form that gives back all that is left of a charge, or a part; nothing where nothing is left.
 *
 * @param {import('./sandbox.js').Sandbox} sandbox
 * @param {any} charge
 */
export function refunding(sandbox, charge) {
  const left = charge?.status === 'succeeded' ? charge.amount_captured - charge.amount_refunded : 0;
  if (left <= 0) return null;
  const amount = make('input', { name: 'amount', inputMode: 'numeric', placeholder: String(left) });
  const fields = /** @type {HTMLFormElement} */ (
    make(
      'form',
      { className: 'fields' },
      make('label', {}, 'Amount in minor units (empty: all that is left)', amount),
      make('button', {}, 'Refund'),
    )
  );
  fields.onsubmit = doing(() =>
    sandbox.write('refunds', { charge: charge.id, amount: new FormData(fields).get('amount') || undefined }),
  );
  return make('div', {}, make('h2', {}, `Give back up to ${money(left, charge.currency)}`), fields);
}

/**
 * Every dispute of a payment, with the buttons that end an open one.
 *
 * @param {import('./sandbox.js').Sandbox} sandbox
 * @param {any[]} disputes
 */
export function disputed(sandbox, disputes) {
  if (!disputes.length) return null;
  const rows = disputes.map((dispute) => [
    code(dispute.id),
    money(dispute.amount, dispute.currency),
    dispute.reason.replaceAll('_', ' '),
    status(dispute.status),
    dispute.status.endsWith('needs_response') && answers(sandbox, dispute.id),
  ]);
  return make('div', {}, make('h2', {}, 'Disputes'), table(['Id', 'Amount', 'Reason', 'Status', 'Answer'], rows, ''));
}

/** @param {import('./sandbox.js').Sandbox} sandbox @param {string} id */
function answers(sandbox, id) {
  /** @param {string} evidence */
  const send = (evidence) => doing(() => sandbox.write(`disputes/${id}`, { evidence: { uncategorized_text: evidence } }));
  return make(
    'span',
    { className: 'buttons' },
    button('Accept it', doing(() => sandbox.write(`disputes/${id}/close`))),
    button('Send winning evidence', send('winning_evidence')),
    button('Send losing evidence', send('losing_evidence')),
  );
}
