// "More" opens without a script; this closes it again on Escape and on a tap elsewhere.

for (const more of document.querySelectorAll("details[data-more]")) {
  document.addEventListener("click", (event) => {
    if (!more.contains(event.target)) more.open = false;
  });
  more.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !more.open) return;
    more.open = false;
    more.querySelector("summary").focus();
  });
}
