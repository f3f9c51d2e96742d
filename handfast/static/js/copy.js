// Copies a code or an address: <button class="… needs-script" type="button" data-copy="ABC123" data-copied="Copied">Copy</button>.

for (const button of document.querySelectorAll("[data-copy]")) {
  const words = button.textContent;
  // A page that came over plain http may not write to the clipboard.
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = words; }, 2000);
  });
}
