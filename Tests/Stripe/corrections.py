"""Puts localstripe right, in this process, where Stripe (docs.stripe.com/api, version 2024-06-20) does otherwise.

Each function says why it is needed. Importing this file is enough, if it is done before localstripe.server makes its
routes.
"""
import functools
import time

from localstripe.errors import UserError
from localstripe.resources import Charge, Event, List, PaymentIntent, PaymentMethod, Refund, Store, extra_apis
from localstripe.webhooks import schedule_webhook

import shapes


def instead_of(owner, name):
    """Calls the function below where localstripe calls `owner.name`, with the original before its arguments."""
    original = getattr(owner, name)

    def put(function):
        corrected = functools.partial(function, original)
        setattr(owner, name, staticmethod(corrected))
        # Routes that are not create, read, update, delete or list hold the function itself.
        extra_apis[:] = [(*route, corrected if found == original else found) for *route, found in extra_apis]
        return function
    return put


@instead_of(PaymentIntent, "_api_create")
def create(original, description=None, receipt_email=None, automatic_payment_methods=None, **data):
    """Stripe takes these and tells them again; localstripe refuses them."""
    intent = original(**data)
    intent.currency = intent.currency.lower()
    intent.description, intent.receipt_email = description, receipt_email
    intent.automatic_payment_methods = automatic_payment_methods and {
        "allow_redirects": "always", **automatic_payment_methods,
        "enabled": automatic_payment_methods.get("enabled") == "true"}
    return intent


@instead_of(PaymentIntent, "_api_cancel")
def cancel(original, id, cancellation_reason=None):
    """Stripe says which state forbids it, and what the intent is now; localstripe says "Bad request"."""
    intent = PaymentIntent._api_retrieve(id)
    try:
        original(id)
    except UserError:
        raise UserError(
            400, f"You cannot cancel this PaymentIntent because it has a status of {intent.status}.",
            {"code": "payment_intent_unexpected_state", "payment_intent": intent._export()}) from None
    intent.canceled_at, intent.cancellation_reason = int(time.time()), cancellation_reason
    schedule_webhook(Event("payment_intent.canceled", intent))
    return intent


@instead_of(PaymentIntent, "_api_authenticate")
def end_authentication(original, **data):
    """Stripe tells of a failed authentication by an event; localstripe only where there is a charge."""
    intent = original(**data)
    if intent._authentication_failed:
        schedule_webhook(Event("payment_intent.payment_failed", intent))
    return intent


@instead_of(Refund, "_api_create")
def refund(original, payment_intent=None, reason=None, **data):
    """localstripe knows no reasons, sends no event, and fails with 500 where nothing was ever charged."""
    intent = PaymentIntent._api_retrieve(payment_intent) if payment_intent else None
    if intent and intent.status != "succeeded":
        raise UserError(400, f"This PaymentIntent ({intent.id}) does not have a successful charge to refund.")
    made = original(payment_intent=payment_intent, **data)
    made.reason = reason
    schedule_webhook(Event("charge.refunded", Charge._api_retrieve(made.charge)))
    return made


@instead_of(Refund, "_api_list_all")
def list_refunds(original, url, payment_intent=None, **data):
    """Without a charge there are no refunds; localstripe fails with 500."""
    if payment_intent and PaymentIntent._api_retrieve(payment_intent).latest_charge is None:
        return List(url)
    return original(url, payment_intent=payment_intent, **data)


def is_declined(method, original=PaymentMethod._charging_is_declined):
    """localstripe declines 4000000000000002 and its like only when a customer keeps the card."""
    return original(method) or method._attaching_is_declined()


def begin_event(event, type, data, original=Event.__init__):
    """An event carries its object in the shape of its version, and nothing in it is expanded."""
    original(event, type, data)
    event.api_version = shapes.VERSION
    shapes.put_right(event.data["object"])


PaymentMethod._charging_is_declined = is_declined
Event.__init__ = begin_event
# localstripe writes everything it knows into a file of the whole machine at each change.
Store.dump_to_disk = lambda store: None
