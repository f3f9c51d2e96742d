// <button class="… needs-script" type="button" data-print disabled>Print</button> prints the page, and can be pressed once
// this has come; without a script the browser's own menu prints.

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
  button.disabled = false;
}
