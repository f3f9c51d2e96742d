// A form that is sent twice by an impatient thumb is sent once: the second submit is dropped and the button says "busy".
// The button is never disabled, so that its name and value still travel with the form.

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  if (event.defaultPrevented || form.hasAttribute("data-again")) return;
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
});

// A page that comes back from the browser's memory may be sent again.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll('button[aria-busy="true"]')) button.removeAttribute("aria-busy");
  }
});
