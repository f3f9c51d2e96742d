/** What a button of the dashboard does: pull a lever, then have the view drawn anew or the reason shown. */

/**
 * @param {() => Promise<any>} act
 * @returns {(event: Event) => Promise<void>} a handler of clicks and submits
 */
export function doing(act) {
  return async (event) => {
    event.preventDefault();
    const view = /** @type {HTMLElement} */ (document.getElementById('view'));
    try {
      await act();
      view.dispatchEvent(new Event('changed'));
    } catch (problem) {
      view.dispatchEvent(new CustomEvent('failed', { detail: /** @type {Error} */ (problem).message }));
    }
  };
}
