/**
 * A list that can be put in order by dragging, where its own "Up" and "Down" buttons do the same for a keyboard: what is
 * dropped sends the form of those buttons with another place, so the server knows one way of moving only.
 */
const list = document.querySelector("[data-sort]");
let dragged = null;

/** The row whose upper half is below the pointer: what is dragged goes before it. */
function rowBelow(y) {
  const rows = [...list.children].filter((row) => row !== dragged);
  return rows.find((row) => y < row.getBoundingClientRect().top + row.offsetHeight / 2) ?? null;
}

function drop() {
  const to = [...list.children].indexOf(dragged);
  const moved = String(to) !== dragged.dataset.place;
  delete dragged.dataset.dragged;
  if (moved) {
    const form = dragged.querySelector("form");
    const place = Object.assign(document.createElement("input"), { type: "hidden", name: "to", value: to });
    form.append(place);
    form.submit();
  }
  dragged = null;
}

for (const row of list?.children ?? []) {
  row.draggable = true;
  row.addEventListener("dragstart", (event) => {
    dragged = row;
    row.dataset.dragged = "";
    event.dataTransfer.effectAllowed = "move";
  });
  row.addEventListener("dragend", () => dragged && drop());
}

list?.addEventListener("dragover", (event) => {
  if (!dragged) return;
  event.preventDefault();
  list.insertBefore(dragged, rowBelow(event.clientY));
});
