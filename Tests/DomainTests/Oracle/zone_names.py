"""Prints the zones and links of the IANA database as the package tzdata of PyPI has them: {"zones": [], "links": {}}."""

import importlib.resources
import json

source = importlib.resources.files("tzdata").joinpath("zoneinfo/tzdata.zi").read_text()
words = [line.split() for line in source.splitlines()]
print(json.dumps({
    "zones": [line[1] for line in words if line[:1] == ["Z"]],
    "links": {line[2]: line[1] for line in words if line[:1] == ["L"]},
}))
