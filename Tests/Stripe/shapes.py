"""What Stripe's API, version 2024-06-20, answers otherwise than localstripe: filled in from what localstripe knows."""

VERSION = "2024-06-20"


def put_right(found, expanded=()):
    """Changes an object of localstripe, and all inside it, to Stripe's shape. `expanded` is what the query asks for."""
    if isinstance(found, list):
        for each in found:
            put_right(each, expanded)
    elif isinstance(found, dict):
        for name, each in found.items():
            if name != "metadata":  # Whatever stands there is ours.
                put_right(each, expanded)
        # In an event `object` is no word, but the thing itself.
        if isinstance(kind := found.get("object"), str) and kind in SHAPES:
            SHAPES[kind](found, expanded)


def _intent(found, expanded):
    status, amount = found["status"], found["amount"]
    found.pop("charges", None)  # Gone from Stripe since version 2022-11-15.
    found["amount_received"] = amount if status == "succeeded" else 0
    found["amount_capturable"] = amount if status == "requires_capture" else 0
    found["confirmation_method"] = "automatic"
    found["payment_method_types"] = ["card"]  # The only kind that the peer pays with.
    for name in ("canceled_at", "cancellation_reason"):
        found.setdefault(name, None)
    if status == "requires_payment_method":
        found["payment_method"] = None  # Stripe forgets a declined card.
    if error := found["last_payment_error"]:
        is_declined = error["code"] == "card_declined"
        error["type"] = "card_error" if is_declined else "invalid_request_error"
        error |= {"decline_code": "generic_decline"} if is_declined else {}
    # localstripe always gives the whole charge, Stripe its id, unless it is asked to expand it.
    charge = found["latest_charge"]
    is_asked = any(path.removeprefix("data.").split(".")[0] == "latest_charge" for path in expanded)
    if isinstance(charge, dict) and not is_asked:
        found["latest_charge"] = charge["id"]


def _charge(found, expanded):
    found.pop("refunds", None)  # A list of its own since version 2022-11-15.
    found["amount_captured"] = found["amount"] if found["captured"] and found["paid"] else 0
    found["disputed"] = False  # The peer tells of disputes only in their own list.


def _refund(found, expanded):
    found.pop("date", None)  # Stripe has only `created`.
    found.setdefault("reason", None)


def _list(found, expanded):
    found.pop("total_count", None)  # Gone from Stripe since version 2014-03-28.


SHAPES = {"payment_intent": _intent, "charge": _charge, "refund": _refund, "list": _list}


def error(type, message, **more):
    return {"error": {"type": type, "message": message, **more}}


def put_error_right(status, found):
    """Adds the code that Stripe gives with 404; localstripe says only "Not Found"."""
    if status == 404:
        found["error"]["code"] = "resource_missing"


def put_balance_right(found):
    """Stripe has an amount for each currency; localstripe one, outside a list."""
    found["object"] = "balance"
    for name in ("available", "pending"):
        found[name] = [found[name]]


def missing(path):
    """Status and answer for a route that localstripe has not."""
    if path == "/v1/account":
        # The least that says whose key it is, and that it may take payments: localstripe has no accounts.
        return 200, {
            "id": "acct_localstripe", "object": "account", "charges_enabled": True, "payouts_enabled": True,
            "details_submitted": True, "country": "DE", "default_currency": "eur"}
    return 404, error("invalid_request_error", f"Unrecognized request URL ({path}).")
