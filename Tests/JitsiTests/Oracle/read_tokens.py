"""Reads tokens by PyJWT: a list of {token, secret or keys, audience, issuer}, and prints each header with its claims.

All checks of PyJWT are on, also nbf and exp by the machine's clock; what it refuses ends the program.
"""
import json
import sys

import jwt


def read(case):
    header = jwt.get_unverified_header(case["token"])
    if "keys" in case:
        key = jwt.PyJWKSet.from_json(case["keys"])[header["kid"]].key
        algorithm = "RS256"
    else:
        key = case["secret"]
        algorithm = "HS256"
    claims = jwt.decode(
        case["token"], key, algorithms=[algorithm], audience=case["audience"], issuer=case["issuer"],
        options={"require": ["aud", "iss", "sub", "nbf", "exp"]})
    return {"header": header, "claims": claims}


with open(sys.argv[1], encoding="utf-8") as file:
    print(json.dumps([read(case) for case in json.load(file)]))
