"""An authenticator app as RFC 6238 describes it: six digits that change every half minute."""

import base64
import hmac
import struct
import time

STEP_SECONDS = 30
DIGITS = 1_000_000


class Authenticator:
    def __init__(self, secret: str):
        self.key = base64.b32decode(secret.replace(" ", ""))
        self.said: set[int] = set()

    def code(self) -> str:
        """One that was not told before: each counts once. Servers take the next one early, for clocks that are fast."""
        step = int(time.time()) // STEP_SECONDS
        while step in self.said:
            step += 1
        self.said.add(step)
        digest = hmac.digest(self.key, struct.pack(">Q", step), "sha1")
        start = digest[-1] & 15
        number = struct.unpack(">I", digest[start:start + 4])[0] & 0x7FFF_FFFF
        return f"{number % DIGITS:06d}"
