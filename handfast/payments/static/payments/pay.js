/**
 * The pay page, top to bottom: ask our server for the intent, let Stripe draw its form, and when the payer presses the
 * button let Stripe take the money. What became of it is never decided here: the thank-you page asks the server.
 *
 * The server prices; this script sends no amount. It only compares the amount that the page shows with the one that the
 * intent now stands at, so that nobody pays a sum changed in another window without having seen it.
 */
const form = document.getElementById("payment-form");
const button = document.getElementById("submit");
const message = document.getElementById("payment-message");
const place = document.getElementById("payment-element");
const words = form.dataset;

/** POSTs to our server for the intent: `{clientSecret, amount}`; throws an Error with words for the payer. */
async function askForIntent() {
  const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value, Accept: "application/json" };
  const answer = await fetch(words.intentUrl, { method: "POST", headers }).catch(() => {
    throw new Error(words.wordsFailed); // the browser's own words are for programmers
  });
  const intent = await answer.json().catch(() => ({}));
  if (intent.done) return leave();
  if (!answer.ok) throw new Error(intent.error || words.wordsFailed);
  return intent;
}

/** On to the page that says what became of it; nothing else of this script runs. */
function leave() {
  window.location.assign(words.thanksUrl);
  return new Promise(() => {});
}

function show(text) {
  message.textContent = text;
  message.hidden = !text;
  if (text) message.focus();
}

function busy(is) {
  button.disabled = is;
  button.toggleAttribute("data-busy", is);
}

/** The colours and type of this page, so that Stripe's form looks as if it belonged here. */
function appearance() {
  const ink = getComputedStyle(document.documentElement);
  const token = (name, otherwise) => ink.getPropertyValue(name).trim() || otherwise;
  return {
    theme: "stripe",
    variables: {
      colorPrimary: token("--accent", "#24594a"),
      colorBackground: token("--card", "#ffffff"),
      colorText: token("--ink", "#2f3136"),
      colorDanger: token("--warm", "#8a3d29"),
      fontFamily: "system-ui, sans-serif",
      fontSizeBase: "17px",
      borderRadius: "10px",
    },
  };
}

/** What is known of the payer, filled in for them to change. */
function payer() {
  const { name, email, country } = words;
  return { name: name || undefined, email: email || undefined, address: country ? { country } : undefined };
}

async function pay(stripe, elements) {
  busy(true);
  show("");
  try {
    const intent = await askForIntent();
    if (String(intent.amount) !== words.amount) {
      window.alert(words.wordsChanged);
      window.location.reload();
      return;
    }
    const { error } = await stripe.confirmPayment({
      elements,
      confirmParams: { return_url: words.returnUrl },
      redirect: "if_required",
    });
    // A payment that went through in another window comes back as an error that carries it.
    const status = error?.payment_intent?.status;
    if (!error || status === "succeeded" || status === "processing") return leave();
    // Stripe was asked and its answer did not come: nobody can say here that nothing was taken.
    if (["api_connection_error", "api_error"].includes(error.type)) return leave();
    // What is missing in the form needs no comfort; a refused card does.
    show(error.type === "validation_error" ? error.message : `${error.message || ""} ${words.wordsAgain}`.trim());
  } catch (error) {
    show(error.message || words.wordsFailed);
  }
  busy(false);
}

async function start() {
  if (!window.Stripe) return show(words.wordsClosed);
  const intent = await askForIntent();
  const stripe = window.Stripe(words.publishableKey, { locale: words.locale });
  const elements = stripe.elements({ clientSecret: intent.clientSecret, appearance: appearance() });
  const element = elements.create("payment", { layout: "tabs", defaultValues: { billingDetails: payer() } });
  element.on("ready", () => {
    place.removeAttribute("aria-busy");
    busy(false);
  });
  element.on("loaderror", (event) => show(event.error?.message || words.wordsClosed));
  element.mount(place);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!button.disabled) pay(stripe, elements);
  });
}

start().catch((error) => show(error.message || words.wordsFailed));
