// Copies a code or an address: <button type="button" data-copy="ABC123" data-copied="Copied" hidden>Copy</button>.
// The button is hidden until a script can serve it.

for (const button of document.querySelectorAll("[data-copy]")) {
  const words = button.textContent;
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = words; }, 2000);
  });
}
