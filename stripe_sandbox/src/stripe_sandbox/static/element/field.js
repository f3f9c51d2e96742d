/** One labelled input, with the message under it when something is wrong. */
import { messageFor } from './words.js';

export class Field {
  /**
   * @param {string} name the input's id
   * @param {(value: string) => string | null} check what is wrong with a value, as a code
   */
  constructor(name, check) {
    this.name = name;
    this.check = check;
    this.input = /** @type {HTMLInputElement | HTMLSelectElement} */ (document.getElementById(name));
    this.box = /** @type {HTMLElement} */ (this.input.closest('.field'));
    this.label = /** @type {HTMLElement} */ (this.box.querySelector('label'));
    this.message = document.createElement('p');
    Object.assign(this.message, { className: 'Error', id: `${name}-error`, role: 'alert' });
    this.box.append(this.message);
    this.input.addEventListener('blur', () => this.value !== '' && this.show(this.problem));
    this.input.addEventListener('input', () => this.show(null));
  }

  get value() {
    return this.input.value.trim();
  }

  /** @returns {string | null} a code; a field that is not shown has none */
  get problem() {
    return this.box.hidden ? null : this.check(this.value);
  }

  /** @param {string | null} code null to say that all is well @param {string} [words] instead of the code's own */
  show(code, words) {
    this.message.textContent = code === null ? '' : (words ?? messageFor(code));
    this.input.classList.toggle('Input--invalid', code !== null);
    if (code === null) this.input.removeAttribute('aria-invalid');
    else this.input.setAttribute('aria-invalid', 'true');
    if (code === null) this.input.removeAttribute('aria-describedby');
    else this.input.setAttribute('aria-describedby', this.message.id);
  }

  clear() {
    if (this.input instanceof HTMLInputElement) this.input.value = '';
    this.show(null);
  }
}
