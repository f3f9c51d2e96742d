/**
 * What the dashboard asks the sandbox: the API as any server would, with the account's secret key, and the sandbox's
 * own controls.
 *
 * @typedef {{id: string, name: string, livemode: boolean, secret_key: string, publishable_key: string}} Account
 */
import { formOf } from '../common/api.js';

export class Sandbox {
  /** @param {Account} account */
  constructor(account) {
    this.account = account;
  }

  /**
   * A list or an object of the API. The request says who asks: what the dashboard reads is not worth logging, and
   * would make it draw itself anew for ever.
   *
   * @param {string} path such as `payment_intents`
   * @param {Record<string, any>} [params]
   * @returns {Promise<any>}
   */
  read(path, params = {}) {
    const headers = { Authorization: `Bearer ${this.account.secret_key}`, 'Sandbox-Dashboard': 'reading' };
    return answer(fetch(`/v1/${path}?${formOf(params)}`, { headers }));
  }

  /**
   * What a merchant does at Stripe: a POST to the API, logged as any other.
   *
   * @param {string} path such as `refunds`
   * @param {Record<string, any>} [params]
   * @returns {Promise<any>}
   */
  write(path, params = {}) {
    const headers = { Authorization: `Bearer ${this.account.secret_key}` };
    return answer(fetch(`/v1/${path}`, { method: 'POST', headers, body: formOf(params) }));
  }

  /**
   * One of the sandbox's controls.
   *
   * @param {'GET' | 'POST' | 'DELETE'} method
   * @param {string} path such as `clock`
   * @param {Record<string, any>} [params]
   * @returns {Promise<any>}
   */
  control(method, path, params = {}) {
    const form = formOf({ key: this.account.secret_key, ...params });
    if (method === 'POST') return answer(fetch(`/_sandbox/${path}`, { method, body: form }));
    return answer(fetch(`/_sandbox/${path}?${form}`, { method }));
  }

  /**
   * Calls back whenever something happened in the account, for as long as the signal allows.
   *
   * @param {() => void} happened
   * @param {AbortSignal} signal
   */
  async listen(happened, signal) {
    const response = await fetch(`/_sandbox/stream?${formOf({ key: this.account.secret_key })}`, { signal });
    const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
    while (!(await reader.read()).done) happened();
  }
}

/** Every account that was ever used, in both modes. @returns {Promise<Account[]>} */
export const accounts = () => answer(fetch('/_sandbox/accounts'));

/**
 * @param {Promise<Response>} request
 * @returns {Promise<any>}
 * @throws {Error} with the sandbox's own words
 */
async function answer(request) {
  const response = await request;
  const body = await response.json();
  if (!response.ok) throw new Error(body.error?.message ?? `The sandbox answered ${response.status}.`);
  return body;
}
