/** The test cards and accounts, to copy. */
import { formatNumber } from '../element/card_number.js';
import { formatIban } from '../element/iban.js';
import { button, code, make, section, table } from './page.js';

/** @type {import('./dashboard.js').View} */
export const cards = {
  title: 'Test cards',
  async show(sandbox) {
    const { cards, ibans } = await sandbox.control('GET', 'cards');
    const rows = cards.map((/** @type {any} */ card) => [
      code(formatNumber(card.number)),
      outcome(card),
      code(card.payment_method),
      copying(formatNumber(card.number)),
    ]);
    const debits = ibans.map((/** @type {any} */ { iban, outcome }) => [
      code(formatIban(iban)),
      outcome.replaceAll('_', ' '),
      copying(formatIban(iban)),
    ]);
    return section(
      'Test cards',
      'Any date ahead and any security code will do.',
      table(['Number', 'What happens', 'On a server', 'Action'], rows, ''),
      make('h2', {}, 'Bank accounts for SEPA Direct Debit'),
      table(['IBAN', 'What happens', 'Action'], debits, ''),
    );
  },
};

/** @param {any} card */
function outcome(card) {
  const words = [
    card.three_d_secure === 'always' && 'asks for 3D Secure',
    card.three_d_secure === 'unless_set_up' && 'asks for 3D Secure unless set up',
    card.blocked && 'blocked as fraudulent',
    card.decline && `declined: ${card.decline.replaceAll('_', ' ')}`,
    card.dispute &&
      (card.dispute === 'inquiry'
        ? 'succeeds, then an inquiry'
        : `succeeds, then disputed: ${card.dispute.replaceAll('_', ' ')}`),
    card.refund !== 'succeeded' && (card.refund === 'pending' ? 'refunds succeed later' : 'refunds fail later'),
    card.available_at_once && 'funds available at once',
  ].filter(Boolean);
  return words.length ? words.join('; ') : 'succeeds';
}

/** @param {string} number */
function copying(number) {
  const copy = /** @type {HTMLButtonElement} */ (
    button('Copy', () => navigator.clipboard.writeText(number).then(() => (copy.textContent = 'Copied')))
  );
  copy.ariaLabel = `Copy ${number}`;
  return copy;
}
