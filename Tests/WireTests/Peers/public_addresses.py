"""Says which addresses are public, by Python's own module: a second opinion on PublicAddress.swift.

  public_addresses.py FILE
      FILE holds one address a line. Prints a line for each: 1 for a public one, 0 for another.

Python 3.11 asks "is it listed as not globally reachable?"; below is what the product refuses beyond that, and why.
"""

import ipaddress
import sys

REFUSED_TOO = [
    ipaddress.ip_network(block)
    for block in [
        "192.0.0.0/24",  # Python knows the pieces of it that were given out
        "192.31.196.0/24", "192.52.193.0/24", "192.175.48.0/24", "2620:4f:8000::/48",  # reachable, but anycast
        "192.88.99.0/24", "2002::/16",  # 6to4, given up
        "224.0.0.0/4",  # multicast is "global" in Python
        "2001::/23",  # later versions of Python make exceptions for pieces of it
        "3fff::/20",  # documentation since 2024: younger than Python 3.11
    ]
]
# Python's list holds what was taken out of the IPv6 space; the product starts from what was put into use.
UNICAST = ipaddress.ip_network("2000::/3")
# Python judges neither by the IPv4 address inside.
WITH_IPV4 = [ipaddress.ip_network("::ffff:0:0/96"), ipaddress.ip_network("64:ff9b::/96")]


def is_public(address):
    if any(address in block for block in WITH_IPV4):
        return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    if any(address in block for block in REFUSED_TOO):
        return False
    return address.is_global and (address.version == 4 or address in UNICAST)


with open(sys.argv[1], encoding="ascii") as file:
    for line in file:
        print(int(is_public(ipaddress.ip_address(line.strip()))))
