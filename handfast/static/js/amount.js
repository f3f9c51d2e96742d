// The suggested sums beside a money field fill it in; the one that stands in the field is shown as pressed.

for (const group of document.querySelectorAll("[data-amount]")) {
  const input = group.querySelector(".amount-input input");
  const suggestions = group.querySelector(".amount-suggestions");
  if (!input || !suggestions) continue;

  const mark = () => {
    for (const button of suggestions.children) {
      button.setAttribute("aria-pressed", String(button.dataset.value === input.value.trim()));
    }
  };
  for (const button of suggestions.children) button.disabled = false;
  suggestions.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-value]");
    if (!button) return;
    input.value = button.dataset.value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  input.addEventListener("input", mark);
  mark();
}
