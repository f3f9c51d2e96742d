// A file may be dropped anywhere on the box around a file field, not only on the browser's own button.

for (const box of document.querySelectorAll("[data-drop]")) {
  const input = box.querySelector('input[type="file"]');
  const over = (isOver) => (event) => {
    event.preventDefault();
    box.classList.toggle("drop-over", isOver);
  };
  box.addEventListener("dragenter", over(true));
  box.addEventListener("dragover", over(true));
  box.addEventListener("dragleave", over(false));
  box.addEventListener("drop", (event) => {
    over(false)(event);
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
