"""The payment company: localstripe in this process, in memory only, and what people do there with their cards."""
from aiohttp import web
from localstripe import webhooks
from localstripe.errors import UserError
from localstripe.resources import PaymentIntent, PaymentMethod, store

import corrections  # noqa: F401 (it works by being imported, before the last)
import disputes  # noqa: F401 (so does it)
from localstripe.server import app

PAYABLE = ("requires_payment_method", "requires_confirmation", "requires_action")


def pay(name, card):
    """What Stripe.js does: a new payment method, then the confirmation. The intent, whatever came of it."""
    intent = PaymentIntent._api_retrieve(name)
    if intent.status not in PAYABLE:
        raise UserError(400, f"a {intent.status} intent cannot be paid")
    details = {"number": card, "exp_month": 12, "exp_year": 2040, "cvc": "123"}
    intent.payment_method = PaymentMethod(type="card", card=details).id
    # localstripe takes no second card after a declined one; Stripe does, and forgets the first charge.
    intent.latest_charge = intent.next_action = None
    _ignoring_a_declined_card(lambda: intent._confirm(on_failure_now=intent._report_failure))
    return intent


def authenticate(name, success):
    """Ends 3-D Secure as localstripe's Stripe.js does. The intent, whatever came of it."""
    intent = PaymentIntent._api_retrieve(name)
    if intent.status != "requires_action":
        raise UserError(400, f"a {intent.status} intent awaits no authentication")
    _ignoring_a_declined_card(lambda: PaymentIntent._api_authenticate(
        id=name, client_secret=intent.client_secret, success=success))
    return intent


def _ignoring_a_declined_card(deed):
    """A declined card is a state of the intent and an event; localstripe also raises 402, for the browser."""
    try:
        deed()
    except UserError as error:
        if error.code != 402:
            raise


def outcome(intent):
    return {"status": intent.status, "error_code": (intent.last_payment_error or {}).get("code")}


def intents():
    found = [each for key, each in store.items() if key.startswith("payment_intent:")]
    return [{
        **{name: getattr(each, name) for name in
           ("id", "status", "amount", "currency", "metadata", "description", "receipt_email")},
        "refunded": each.latest_charge.amount_refunded if each.latest_charge else 0} for each in found]


def send_events_to(url, secret, events):
    """Several servers may listen, each at its own address; a second time at the same address is a change."""
    # A copy, because localstripe may be going through the old ones just now.
    webhooks._webhooks = dict(webhooks._webhooks)
    webhooks.register_webhook(url, url, secret, events)


async def open_for_business():
    """The URL of localstripe itself, which only the proxy is to use."""
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return f"http://127.0.0.1:{runner.addresses[0][1]}"
