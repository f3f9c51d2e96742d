// A shop's pay page, as Stripe's own guide has it; it also keeps all that it could ever learn, for the tests to read.
const settings = JSON.parse(new URLSearchParams(location.search).get('settings'));
const form = document.getElementById('form');
const message = document.getElementById('message');

window.heard = [];
window.addEventListener('message', ({ data, origin }) => window.heard.push({ data, origin }));

window.stripe = Stripe(settings.key);
window.elements = stripe.elements({ clientSecret: settings.secret, ...settings.group });
window.payment = elements.create('payment', settings.options);

window.events = [];
for (const type of ['loaderstart', 'ready', 'change', 'focus', 'blur', 'escape', 'loaderror']) {
  payment.on(type, (event) => window.events.push({ type, ...event }));
}
payment.mount('#payment');
window.firstTop = document.getElementById('below').getBoundingClientRect().top;

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  message.textContent = '';
  window.result = null;
  const request = {
    elements,
    confirmParams: { return_url: `${location.origin}/thanks` },
    redirect: 'if_required',
    ...settings.request,
  };
  window.result = await stripe
    .confirmPayment(request)
    .catch((problem) => ({ thrown: problem.name, message: problem.message }));
  message.textContent = window.result.error?.message ?? window.result.paymentIntent?.status ?? '';
});
