/** The `on`, `once` and `off` of Stripe's elements. */
export class Emitter {
  constructor() {
    /** @type {Map<string, {handler: Function, once: boolean}[]>} */
    this.listeners = new Map();
  }

  /** @param {string} type @param {Function} handler */
  on(type, handler) {
    this.add(type, handler, false);
    return this;
  }

  /** @param {string} type @param {Function} handler */
  once(type, handler) {
    this.add(type, handler, true);
    return this;
  }

  /** @param {string} type @param {Function} [handler] all of them when left out */
  off(type, handler) {
    const kept = (this.listeners.get(type) ?? []).filter((listener) => handler && listener.handler !== handler);
    this.listeners.set(type, kept);
    return this;
  }

  /** @param {string} type @param {any} [event] */
  emit(type, event) {
    for (const listener of [...(this.listeners.get(type) ?? [])]) {
      if (listener.once) this.off(type, listener.handler);
      listener.handler(event);
    }
  }

  /** @param {string} type @param {Function} handler @param {boolean} once */
  add(type, handler, once) {
    this.listeners.set(type, [...(this.listeners.get(type) ?? []), { handler, once }]);
  }
}
