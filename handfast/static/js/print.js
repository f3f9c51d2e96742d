// <button class="… needs-script" type="button" data-print>Print</button> prints the page; without a script the browser's
// own menu does.

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}
