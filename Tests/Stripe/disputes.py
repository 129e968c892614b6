"""Disputes as docs.stripe.com/api/disputes (version 2024-06-20) says; localstripe knows none.

Importing this file is enough, if it is done before localstripe.server makes its routes.
"""
from localstripe.errors import UserError
from localstripe.resources import Event, List, PaymentIntent, StripeObject, extra_apis, store
from localstripe.webhooks import schedule_webhook


class Dispute(StripeObject):
    object = "dispute"
    _id_prefix = "dp_"

    def __init__(self, intent):
        super().__init__()
        self.payment_intent, self.charge = intent.id, intent.latest_charge.id
        self.amount = intent.amount - intent.latest_charge.amount_refunded
        self.currency, self.reason, self.status = intent.currency, "fraudulent", "needs_response"


def of(intent):
    return [each for key, each in store.items() if key.startswith("dispute:") and each.payment_intent == intent]


def begin(name):
    """The client's bank withdraws all that is left."""
    intent = PaymentIntent._api_retrieve(name)
    if intent.status != "succeeded":
        raise UserError(400, f"a {intent.status} intent has no money to dispute")
    schedule_webhook(Event("charge.dispute.created", Dispute(intent)))


def end(name, status):
    for dispute in of(name):
        dispute.status = status
        schedule_webhook(Event("charge.dispute.closed", dispute))


def listed(payment_intent=None, limit=None, starting_after=None):
    found = List("/v1/disputes", limit=limit, starting_after=starting_after)
    found._list = of(payment_intent)
    return found


extra_apis.append(("GET", "/v1/disputes", listed))
