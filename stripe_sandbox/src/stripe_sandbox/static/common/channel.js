/**
 * One end of a conversation between a page and a frame of another origin. Whatever does not come from the expected
 * window, the expected origin and the same conversation is ignored, and nothing is ever sent to `*`.
 */
export class Channel {
  /**
   * @param {{other: () => Window | null, origin: string, name: string}} ends `other` is the window at the far end
   *   (asked for each time: a frame's window changes when it is mounted again), `origin` its origin, `name` the
   *   conversation's, as several frames may talk to one page
   */
  constructor({ other, origin, name }) {
    this.other = other;
    this.origin = origin;
    this.name = name;
    this.asked = 0;
    /** @type {Map<number, (answer: any) => void>} */
    this.waiting = new Map();
    /** @type {Map<string, (body: any) => any>} */
    this.handlers = new Map();
    const ending = new AbortController();
    /** Stops listening. */
    this.close = () => ending.abort();
    /** Settled when this end is closed: then nothing that was asked will be answered. */
    this.closed = new Promise((resolve) => ending.signal.addEventListener('abort', resolve));
    window.addEventListener('message', (event) => this.receive(event), { signal: ending.signal });
  }

  /**
   * @param {string} type
   * @param {(body: any) => any} handler what it returns (or its promise) answers an `ask`
   */
  on(type, handler) {
    this.handlers.set(type, handler);
  }

  /** Tells the other end something. @param {string} type @param {any} [body] */
  tell(type, body) {
    this.post({ type, body });
  }

  /** Asks the other end something. @param {string} type @param {any} [body] @returns {Promise<any>} */
  ask(type, body) {
    const id = ++this.asked;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.post({ type, body, id });
    });
  }

  /** @param {object} message */
  post(message) {
    this.other()?.postMessage({ channel: this.name, ...message }, this.origin);
  }

  /** @param {MessageEvent} event */
  async receive(event) {
    const ours = event.origin === this.origin && event.source === this.other() && event.data?.channel === this.name;
    if (!ours) return;
    const { type, body, id, answers } = event.data;
    if (answers !== undefined) {
      this.waiting.get(answers)?.(body);
      this.waiting.delete(answers);
      return;
    }
    const answer = await this.handlers.get(type)?.(body);
    if (id !== undefined) this.post({ answers: id, body: answer });
  }
}

/**
 * The frame's end: its page names itself and the conversation in the frame's address. A false name gains nothing, as
 * the browser delivers to that origin only.
 *
 * @returns {Channel | null} null when the document was opened on its own
 */
export function channelToParent() {
  const query = new URLSearchParams(location.search);
  const origin = query.get('origin');
  const name = query.get('channel');
  if (window.parent === window || !origin || !name) return null;
  return new Channel({ other: () => window.parent, origin, name });
}
