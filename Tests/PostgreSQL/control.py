"""Does to a cluster what a test asks for: one command a line on standard input, one line of JSON as the answer.

start, stop, kill, freeze, thaw  primary | standby
promote standby                     answers when it accepts writes, with the `seconds` that took
query primary | standby  SQL…       answers with psql's lines as `rows`
bouncer                             starts pgbouncer in front of the primary and answers with its `url`

The first line printed tells where the servers are. The end of the input ends everything.
"""
import json
import sys
import time

from bouncer import Bouncer
from cluster import QUICK, Cluster
from instance import DATABASE, USER
from processes import Trouble
from standby import Standby

DEEDS = ("start", "stop", "kill", "freeze", "thaw")


def say(answer):
    print(json.dumps(answer), flush=True)


def place_of(instance):
    return {"url": instance.url, "host": "127.0.0.1", "port": instance.port}


class Control:
    """The servers of one test, and what may be done to them."""

    def __init__(self, primary, standby):
        self.instances = {"primary": primary, **({"standby": standby} if standby else {})}
        self.bouncer = None

    def places(self):
        hosts = ",".join(f"127.0.0.1:{instance.port}" for instance in self.instances.values())
        return {**{name: place_of(self.instances[name]) if name in self.instances else None
                   for name in ("primary", "standby")},
                "url": f"postgres://{USER}@{hosts}/{DATABASE}?target_session_attrs=read-write"}

    def answer(self, line):
        """What to say about one command; trouble if it is unknown or fails."""
        deed, _, rest = line.strip().partition(" ")
        name, _, sql = rest.strip().partition(" ")
        if deed == "bouncer" and not rest:
            self.bouncer = self.bouncer or Bouncer(self.instances["primary"])
            return {"url": self.bouncer.url}
        if name not in self.instances:
            raise Trouble(f"there is no {name or 'server'} to {deed}" if deed else "an empty line is no command")
        instance = self.instances[name]
        if deed == "query" and sql:
            return {"rows": instance.psql(sql).splitlines()}
        if deed == "promote" and name == "standby":
            before = time.monotonic()
            instance.promote()
            return {"seconds": round(time.monotonic() - before, 3)}
        if deed in DEEDS and not sql:
            getattr(instance, deed)()
            return {}
        raise Trouble(f"unknown command: {line.strip()}")


def answer_all(durable, settings, with_standby):
    """Exit status 0 at the end of the input."""
    # Not the quickest kind: what was acknowledged must be there after `kill primary`.
    with Cluster(durable, settings, quick=QUICK) as primary:
        standby = Standby(primary) if with_standby else None
        control = Control(primary, standby)
        say(control.places())
        for line in sys.stdin:
            try:
                say({"ok": True, **control.answer(line)})
            except Trouble as trouble:
                say({"ok": False, "error": str(trouble)})
        if standby:
            standby.close()
    return 0
