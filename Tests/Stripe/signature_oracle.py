"""What Stripe's own library says of a webhook's signature: one object of JSON a line in, one line out for each.

  {"body": BASE64, "header": "t=…,v1=…", "secret": "whsec_…", "tolerance": 300, "now": SECONDS or null}
      {"accepted": true}, or {"accepted": false, "why": "…"}; the clock of the machine is asked where `now` is null.
  {"sign": {"body": BASE64, "secret": "whsec_…", "timestamp": SECONDS}}
      {"header": "t=…,v1=…"}; the body must be UTF-8.

Ends when its standard input ends. It checks the signature alone: whether the body is an event is another question.
"""
import base64
import json
import sys
import time
from unittest import mock

import stripe


def sign(body, secret, timestamp):
    return {"header": stripe.WebhookSignature.generate_signature_header(
        base64.b64decode(body).decode(), secret, timestamp)}


def check(body, header, secret, tolerance=stripe.Webhook.DEFAULT_TOLERANCE, now=None):
    # The library reads the clock itself.
    moment = time.time() if now is None else now
    try:
        with mock.patch("time.time", lambda: moment):
            stripe.WebhookSignature.verify_header(base64.b64decode(body), header, secret, tolerance)
    except stripe.SignatureVerificationError as error:
        return {"accepted": False, "why": str(error)}
    except (UnicodeError, TypeError) as error:
        # The library stumbles over a body that is not UTF-8, and over a signature that is not ASCII.
        return {"accepted": False, "why": str(error)}
    return {"accepted": True}


def main():
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(sign(**asked["sign"]) if "sign" in asked else check(**asked)), flush=True)


if __name__ == "__main__":
    main()
