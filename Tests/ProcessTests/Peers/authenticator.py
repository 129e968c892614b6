"""An authenticator app (RFC 6238): prints the code that a secret in base32 gives now.

  authenticator.py SECRET
"""

import base64
import hashlib
import hmac
import struct
import sys
import time

secret = base64.b32decode(sys.argv[1] + "=" * (-len(sys.argv[1]) % 8))
digest = hmac.new(secret, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
place = digest[19] & 15
print(f"{(struct.unpack('>I', digest[place:place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}")
