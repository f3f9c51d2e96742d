// What was chosen before htmx listened, on a slow line or kept by the browser over a reload, is told to it once it does:
// else the page would go on showing what came of the choice before.

/** Which option the page came with. */
const first = (select) => Math.max(0, [...select.options].findIndex((option) => option.defaultSelected));

document.addEventListener(
  "htmx:load",
  () => {
    for (const select of document.querySelectorAll("form[hx-post] select")) {
      if (select.selectedIndex !== first(select)) select.dispatchEvent(new Event("change", { bubbles: true }));
    }
  },
  { once: true },
);
