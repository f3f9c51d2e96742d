/** The official Node SDK against a sandbox of its own: another reader of the same answers than the Python SDK. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';

import Stripe from 'stripe';

const DINNER = { amount: 2000, currency: 'gbp', payment_method_types: ['card'] };
const PAID = { ...DINNER, confirm: true, payment_method: 'pm_card_visa' };

/** Milliseconds after which something that waits for the sandbox has failed. */
const PATIENCE = { timeout: 30_000 };

let server, url;

before(async () => {
  const STRIPE_SANDBOX_HOME = mkdtempSync(join(tmpdir(), 'stripe-sandbox-'));
  const command = ['-m', 'stripe_sandbox', 'serve', '--port', '0', '--json'];
  server = spawn(process.env.PYTHON, command, { env: { ...process.env, STRIPE_SANDBOX_HOME } });
  server.stderr.pipe(process.stderr);
  const [line] = await once(createInterface(server.stdout), 'line');
  url = new URL(JSON.parse(line).url);
}, PATIENCE);
after(() => server.kill());

/** A client with that key. Each test takes an account of its own, and so sees nothing of the others. */
function client(key, options = {}) {
  const there = { protocol: 'http', host: url.hostname, port: url.port };
  return new Stripe(key, { ...there, maxNetworkRetries: 0, telemetry: false, ...options });
}

const control = (verb, fields) =>
  fetch(new URL(`/_sandbox/${verb}`, url), { method: 'POST', body: new URLSearchParams(fields) });

/** The error that a promise fails with, which must be of that class. */
async function refusal(type, promise) {
  const error = await promise.then(() => assert.fail('nothing was refused'), (error) => error);
  assert.equal(error.type, type, error.message);
  return error;
}

test('a payment is created, confirmed and read with what it refers to', async () => {
  const robin = client('sk_test_paying');
  const { id } = await robin.paymentIntents.create({ ...DINNER, metadata: { 7: 'a', table: '4' } });
  await robin.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' });
  const intent = await robin.paymentIntents.retrieve(id, { expand: ['latest_charge.payment_intent', 'payment_method'] });
  assert.equal(intent.status, 'succeeded');
  assert.equal(intent.latest_charge.payment_intent.id, id);
  assert.equal(intent.payment_method.card.last4, '4242');
  assert.match(intent.lastResponse.requestId, /^req_/);
  assert.equal(intent.lastResponse.apiVersion, Stripe.API_VERSION);
  const updated = await robin.paymentIntents.update(id, { metadata: { 7: '' }, description: 'Dinner' });
  assert.deepEqual({ ...updated.metadata }, { table: '4' });
});

test('lists are walked forwards and backwards', async () => {
  const robin = client('sk_test_listing');
  for (let n = 0; n < 12; n++) await robin.customers.create({ name: `Guest ${n}` });
  const newest = await robin.customers.list({ limit: 5 }).autoPagingToArray({ limit: 100 });
  assert.deepEqual(newest.map(({ name }) => name), [...Array(12).keys()].map((n) => `Guest ${11 - n}`));
  const later = [];
  for await (const { name } of robin.customers.list({ limit: 5, ending_before: newest[11].id })) later.push(name);
  assert.deepEqual(later, [...Array(11).keys()].map((n) => `Guest ${n + 1}`));
});

test('every refusal is an error of its class', async () => {
  const robin = client('sk_test_refused');
  const declined = { ...PAID, payment_method: 'pm_card_chargeDeclinedInsufficientFunds' };
  const card = await refusal('StripeCardError', robin.paymentIntents.create(declined));
  assert.deepEqual([card.code, card.decline_code, card.statusCode], ['card_declined', 'insufficient_funds', 402]);
  assert.equal(card.payment_intent.status, 'requires_payment_method');
  const unknown = await refusal('StripeInvalidRequestError', robin.paymentIntents.create({ ...DINNER, colour: 'mint' }));
  assert.deepEqual([unknown.code, unknown.param], ['parameter_unknown', 'colour']);
  await refusal('StripeInvalidRequestError', robin.paymentIntents.retrieve('pi_elsewhere'));
  await refusal('StripeAuthenticationError', client('nonsense').balance.retrieve());
  const used = { idempotencyKey: 'used' };
  await robin.customers.create({ name: 'Priya' }, used);
  await refusal('StripeIdempotencyError', robin.customers.create({ name: 'Omar' }, used));
  await refusal('StripePermissionError', robin.balance.retrieve({}, { stripeAccount: 'acct_mallory' }));
  await control('faults', { kind: 'rate_limit', times: '1', match: 'GET /v1/payouts' });
  await refusal('StripeRateLimitError', robin.payouts.list());
});

test('what fails on the way is tried again under the same key', async () => {
  const robin = client('sk_test_patient', { maxNetworkRetries: 2 });
  const kinds = ['conflict', 'error_before', 'lock_timeout', 'cut_after'];
  for (const kind of kinds) {
    await control('faults', { kind, times: '1', match: 'POST /v1/refunds' });
    const intent = await robin.paymentIntents.create({ ...PAID, metadata: { kind } });
    await robin.refunds.create({ payment_intent: intent.id });
  }
  assert.equal((await robin.refunds.list()).data.length, kinds.length);
});

test('a delivery is verified', PATIENCE, async () => {
  const robin = client('sk_test_listening');
  const told = [];
  const site = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    told.push(robin.webhooks.constructEvent(body, request.headers['stripe-signature'], endpoint.secret).type);
    response.writeHead(200).end();
    if (told.length === 4) site.emit('told');
  }).listen(0, '127.0.0.1');
  await once(site, 'listening');
  const address = `http://127.0.0.1:${site.address().port}/hook`;
  const endpoint = await robin.webhookEndpoints.create({ url: address, enabled_events: ['*'] });
  await Promise.all([once(site, 'told'), robin.paymentIntents.create(PAID)]);
  site.close();
  const types = ['charge.succeeded', 'charge.updated', 'payment_intent.created', 'payment_intent.succeeded'];
  assert.deepEqual(told.sort(), types);
});
