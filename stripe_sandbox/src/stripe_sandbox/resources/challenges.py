"""3-D Secure: the bank asks whether it is really the cardholder who pays."""

from stripe_sandbox.account import Account
from stripe_sandbox.errors import WrongState
from stripe_sandbox.events import emit
from stripe_sandbox.merge import Obj


def begin(account: Account, intent: Obj, method: Obj, stripe_js: bool) -> Obj:
    """Makes the intent wait for the cardholder: in Stripe.js's dialog, or by a redirect there and back."""
    challenge = account.add(
        {
            "id": account.draw("payatt"),
            "object": "challenge",
            "created": int(account.world.now()),
            "intent": intent["id"],
            "payment_method": method["id"],
            "status": "pending",
        }
    )
    url = f"{account.world.public_url}/3ds/challenge.html?attempt={challenge['id']}"
    if stripe_js or not intent["_return_url"]:
        details = {"type": "three_d_secure_redirect", "stripe_js": url, "source": challenge["id"]}
        action = {"type": "use_stripe_sdk", "use_stripe_sdk": details}
    else:
        action = {"type": "redirect_to_url", "redirect_to_url": {"url": url, "return_url": intent["_return_url"]}}
    account.change(intent, status="requires_action", next_action=action, _challenge=challenge["id"])
    emit(account, "payment_intent.requires_action", intent)
    return challenge


def end(account: Account, challenge: Obj, passed: bool) -> tuple[Obj, Obj]:
    """Closes a challenge; returns its intent and payment method. Raises WrongState if it no longer counts."""
    intent = account.objects[challenge["intent"]]
    if intent["_challenge"] != challenge["id"]:
        raise WrongState("This authentication is over: the payment has moved on.", payment_intent=intent)
    account.change(challenge, status="passed" if passed else "failed")
    return intent, account.objects[challenge["payment_method"]]
