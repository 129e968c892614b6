"""A Stripe for people who try payments out: localstripe, put right, on 127.0.0.1 alone and in memory only.

Everything under /v1/ is Stripe's API; any key that begins with sk_ is right. What people do with their cards and banks
is done under /stand-in/, by POST with form fields, and answered with JSON. Under /js.stripe.com/v3/ stands a Stripe.js
of our own, by which a page pays in a browser: Payment Element, confirmPayment, 3-D Secure.

  /stand-in/pay            client_secret, card    pays as a browser does
  /stand-in/authenticate   client_secret, success (true, false)    ends 3-D Secure
  /stand-in/dispute        intent                 the client's bank withdraws what is left
  /stand-in/end-dispute    intent, status (won, lost)

Cards: 4242424242424242 is paid, 4000000000000002 declined; 4000002760003184 and 4000000000003220 want 3-D Secure and
are paid after it, 4000008400001629 is declined after it.
"""
import argparse
import asyncio
import json
import os
import signal
import socket
import urllib.parse

import browser
import company
import disputes
from kept import Answer
from localstripe.errors import UserError
from proxy import Proxy

PORT = 12111
WEBHOOK_SECRET = "whsec_of_the_stand_in"


def settings(url, with_events):
    """What a shell needs, so that InFormat takes its payments here."""
    yield "export STRIPE_SECRET_KEY=sk_test_stand_in STRIPE_PUBLISHABLE_KEY=pk_test_stand_in"
    yield f"export STRIPE_API_URL={url} STRIPE_JS_URL={url}/js.stripe.com/v3/"
    if with_events:
        yield f"export STRIPE_WEBHOOK_SECRET={WEBHOOK_SECRET}"


def payer(form):
    """The payment that a secret lets pay, as Stripe.js names it."""
    name = form["client_secret"].split("_secret_")[0]
    if company.PaymentIntent._api_retrieve(name).client_secret != form["client_secret"]:
        raise UserError(400, "The client_secret is not that of the payment.")
    return name


DEEDS = {
    "pay": lambda form: company.outcome(company.pay(payer(form), form.get("card", "4242424242424242"))),
    "authenticate": lambda form: company.outcome(
        company.authenticate(payer(form), form.get("success", "true") == "true")),
    "dispute": lambda form: disputes.begin(form["intent"]) or {},
    "end-dispute": lambda form: disputes.end(form["intent"], form["status"]) or {},
}


def carry_out(method, path, body):
    """The answer to what somebody does under /stand-in/, or a file for browsers; None for all else."""
    if file := browser.show(method, path, body):
        return file
    if not path.startswith("/stand-in/"):
        return None
    deed = DEEDS.get(path.removeprefix("/stand-in/"))
    if method != "POST" or not deed:
        return told(404, {"error": f"There is POST /stand-in/ with one of {', '.join(DEEDS)}."})
    try:
        return told(200, deed(dict(urllib.parse.parse_qsl(body.decode(), keep_blank_values=True))))
    except KeyError as error:
        return told(400, {"error": f"The field {error.args[0]} is needed."})
    except UserError as error:
        return told(400, {"error": error.body["error"].get("message", f"status {error.code}")})


def told(status, document):
    return Answer(status, json.dumps(document).encode() + b"\n", {"Content-Type": "application/json"})


def require_free(port):
    """The proxy shares its port with itself; a second stand-in there would take every other request."""
    with socket.socket() as place:
        place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            place.bind(("127.0.0.1", port))
        except OSError as error:
            raise SystemExit(f"Port {port} of 127.0.0.1 cannot be had ({error.strerror}); another by --port.") from None


async def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=PORT, help=f"of 127.0.0.1; {PORT} if not said, 0 for a free one")
    parser.add_argument("--events-to", metavar="URL", help="sends signed events there, as Stripe's dashboard sets up")
    options = parser.parse_args()
    require_free(options.port)
    proxy = Proxy(await company.open_for_business(), port=options.port, besides=carry_out)
    await proxy.start()
    if options.events_to:
        company.send_events_to(options.events_to, WEBHOOK_SECRET, None)
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    # A program that starts this one from a thread of a pool hands its blocked signals down.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM})
    lines = ["", f"A Stripe to try payments at listens on {proxy.url}, in memory only. Stop with Control-C.", ""]
    print("\n".join([*lines, *settings(proxy.url, options.events_to), ""]), flush=True)
    await stopped.wait()
    # At once: nothing is kept, and whoever still waits for an answer gets none.
    os._exit(0)


if __name__ == "__main__":
    asyncio.run(main())
