/**
 * Keeps an input formatted while it is typed in, without moving the caret from where the customer is working.
 *
 * @param {HTMLInputElement} input
 * @param {(text: string, deleting: boolean) => string} format adds or removes separators only
 */
export function formatAsTyped(input, format) {
  input.addEventListener('input', (event) => {
    const deleting = event instanceof InputEvent && event.inputType.startsWith('delete');
    const caret = input.selectionStart ?? input.value.length;
    const atEnd = caret === input.value.length;
    const before = significant(input.value.slice(0, caret));
    input.value = format(input.value, deleting);
    const place = atEnd ? input.value.length : placeAfter(input.value, before);
    input.setSelectionRange(place, place);
  });
}

/** How many letters and digits there are. @param {string} text */
const significant = (text) => text.replace(/[^a-z0-9]/gi, '').length;

/** Where the first so many letters and digits end. @param {string} text @param {number} count */
function placeAfter(text, count) {
  let place = 0;
  while (place < text.length && significant(text.slice(0, place)) < count) place += 1;
  return place;
}
