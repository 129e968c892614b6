"""Measures what calendars elsewhere cost a server: calendars.py BINARY [--quick]

A feed of 5,000 events, of which 750 recur, is read by a look, and looked at again without a change. Then slots of a
host with ten such calendars are asked for, beside those of one without. All of their events lie outside of the host's
hours, so that both are offered the same starts; what differs is the work.
"""
import argparse
import http.server
import pathlib
import random
import signal
import sqlite3
import statistics
import sys
import tempfile
import threading
import time

import load
import practice
import table
from server import Server, Trouble

CALENDARS, EVENTS, RECURRING = 10, 5_000, 750
CONNECTIONS = 32
PATIENCE_SECONDS = 120
GOAL_RATIO, GOAL_MS, GOAL_MB = 0.9, 150, 40
# Beside the host's hours, 08:00 to 20:00 in Berlin, also on days on which its clocks change.
FREE_TIMES = ["003000", "013000", "043000", "053000", "210000", "220000", "230000"]
RULES = ["FREQ=WEEKLY;BYDAY=MO", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", "FREQ=MONTHLY;BYDAY=2WE", "FREQ=YEARLY",
         "FREQ=DAILY;COUNT=30", "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=WEEKLY;COUNT=20"]


def event(number, chance):
    """Somebody's time in the eleven years around today."""
    day = practice.in_days(chance.randrange(-3_650, 365))
    lines = ["BEGIN:VEVENT", f"DTSTART;TZID=Europe/Berlin:{day:%Y%m%d}T{chance.choice(FREE_TIMES)}", "DURATION:PT15M",
             "DTSTAMP:20261101T000000Z", "ORGANIZER;CN=Ada Example:mailto:ada@example.org",
             f"UID:{number}-{chance.getrandbits(64):016x}@example.org",
             "ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT=ACCEPTED;CN=Bob:mailto:bob@example.org",
             "DESCRIPTION:" + "What is to be talked about. " * 8, f"LOCATION:Room {number}", "STATUS:CONFIRMED",
             f"SUMMARY:Talk {number}", "TRANSP:OPAQUE", "END:VEVENT"]
    if number < RECURRING:
        lines.insert(3, "RRULE:" + chance.choice(RULES))
    return "\r\n".join(lines)


def feed(seed):
    chance = random.Random(seed)
    events = "\r\n".join(event(number, chance) for number in range(EVENTS))
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bench//EN\r\n{events}\r\nEND:VCALENDAR\r\n".encode()


class Feeds:
    """`with Feeds() as feeds:` serves calendars by their numbers, with a tag, and with 304 to whoever has it."""

    def __init__(self):
        self.bodies = [feed(number) for number in range(CALENDARS)]
        self.statuses = []
        feeds = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_GET(self):
                number = int(self.path.strip("/").removesuffix(".ics"))
                body = feeds.bodies[number]
                tag = f'"{hash(body):x}"'
                status = 304 if self.headers.get("If-None-Match") == tag else 200
                feeds.statuses.append(status)
                self.send_response(status)
                self.send_header("ETag", tag)
                if status == 200:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if status == 200:
                    self.wfile.write(body)

        self.listener = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.listener.serve_forever, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.listener.shutdown()
        self.thread.join()
        self.listener.server_close()

    def url(self, number):
        return f"http://127.0.0.1:{self.listener.server_address[1]}/{number}.ics"


def link(server, feeds, admin, numbers):
    """Links so many calendars of the admin's; their ids, once all are read."""
    ids = [server.call("POST", "/api/host/calendars", {"url": feeds.url(number)}, admin)["calendar"]["id"]
           for number in numbers]
    limit = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < limit:
        known = [one for one in server.call("GET", "/api/host/calendars", token=admin)["calendars"] if one["id"] in ids]
        if any(one["problem"] for one in known):
            raise Trouble(f"a calendar was not read: {known}")
        if all(one["read_at"] and one["stretches"] > 100 for one in known):
            return ids
        time.sleep(0.05)
    raise Trouble(f"the calendars were not read within {PATIENCE_SECONDS} s.")


def peak_mb(server, deed):
    """What a deed returns, and how much more memory than before the server held at most meanwhile, in MB."""
    process = pathlib.Path(f"/proc/{server.process.pid}")
    before = server.memory_mb()
    (process / "clear_refs").write_text("5")  # Forgets the peak so far.
    result = deed()
    lines = (process / "status").read_text().splitlines()
    peak = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) * 1024 / 1_000_000
    return result, peak - before


def milliseconds(deed):
    begun = time.perf_counter()
    deed()
    return (time.perf_counter() - begun) * 1_000


def look(server, admin, calendar):
    answer = server.call("POST", f"/api/host/calendars/{calendar}/check", token=admin)["calendar"]
    if answer["problem"] or answer["unread_events"]:
        raise Trouble(f"a calendar was not read: {answer}")


def what_slots_read(server):
    """The versions of calendars, and all stretches, as the file has them."""
    file = sqlite3.connect(f"file:{server.folder}/informat.sqlite?mode=ro", uri=True)
    try:
        return [file.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall()
                for name in ("calendar_versions", "stretches")]
    finally:
        file.close()


def measure_looks(server, feeds, admin, calendar, count):
    """Milliseconds of looks at a feed that has changed, and of those at one that has not."""
    changed, unchanged = [], []
    body = feeds.bodies[0]
    for number in range(count):
        # A free event more, so that all of it is read anew and nothing that slots read is another.
        free = f"BEGIN:VEVENT\r\nUID:more-{number}\r\nDTSTART:20200101T000000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        feeds.bodies[0] = body.removesuffix(b"END:VCALENDAR\r\n") + free.encode()
        changed.append(milliseconds(lambda: look(server, admin, calendar)))
    known = what_slots_read(server)
    feeds.statuses.clear()
    for _ in range(count):
        unchanged.append(milliseconds(lambda: look(server, admin, calendar)))
    if set(feeds.statuses) != {304} or what_slots_read(server) != known:
        raise Trouble(f"a look without a change was answered {feeds.statuses}, or changed what slots are read from.")
    return changed, unchanged


def measure_slots(plain, linked, rounds, seconds):
    """Answers a second of the host without and of the one with calendars, by name, within the same rounds."""
    results = []
    for number in range(rounds):
        print(f"Round {number + 1} of {rounds} …", file=sys.stderr, flush=True)
        rates = {}
        for suffix, (server, shop) in ((", no calendar", plain), (", ten calendars", linked)):
            own = load.read_rates(server, shop, seconds, CONNECTIONS)
            rates |= {name + suffix: rate for name, rate in own.items() if name.startswith("slots")}
        results.append(rates)
    return results


def measure(binary, folder, rounds, seconds):
    settings = {"CALENDARS_TO_PRIVATE_NETWORK": "on"}
    with Feeds() as feeds, Server(binary, folder / "plain") as plain, \
            Server(binary, folder / "linked", settings) as linked:
        shops = [practice.fill_for_reads(server) for server in (plain, linked)]
        admin, _ = practice.admin_of(linked)
        linked.wait_until_idle()
        # The first of all, because what a server has held once it holds on to.
        (first,), memory = peak_mb(linked, lambda: link(linked, feeds, admin, [0]))
        linked.wait_until_idle()
        looks = measure_looks(linked, feeds, admin, first, 2 + rounds)
        link(linked, feeds, admin, range(1, CALENDARS))
        offered = [server.call("GET", shop.slots_path)["slots"]
                   for server, shop in zip((plain, linked), shops)]
        if [slot["starts_at"] for slot in offered[0]] != [slot["starts_at"] for slot in offered[1]]:
            raise Trouble("the host with calendars is not offered what the one without is.")
        for server, shop in zip((plain, linked), shops):
            server.wait_until_idle()
            load.warm_up(server, shop)
        rates = measure_slots((plain, shops[0]), (linked, shops[1]), rounds, seconds)
    print(table.HEAD)
    names = ("slots, cached", "slots, not cached")
    table.print_rates(rates, [(f"{name}, ten calendars", f"{name}, no calendar", GOAL_RATIO) for name in names])
    for name, values, unit, goal in (
            ("look at 5,000 events", looks[0], "ms", GOAL_MS), ("memory of the first one", [memory], "MB", GOAL_MB),
            ("look without a change", looks[1], "ms", None)):
        said = ("", "") if goal is None else (f"< {goal} {unit}", table.verdict(statistics.median(values) < goal))
        print(f"| {name} | {table.middle(values, '{:.0f}')} {unit} | | {said[0]} | {said[1]} |")


def main():
    parser = argparse.ArgumentParser(prog="bin/bench --calendars", description=__doc__.splitlines()[0])
    parser.add_argument("binary", help=argparse.SUPPRESS)
    parser.add_argument("--quick", action="store_true", help="one round of 2 seconds each, to see that all of it works")
    options = parser.parse_args()
    rounds, seconds = (1, 2) if options.quick else (3, 10)
    # So that a stop from outside also goes through the ends of the `with` blocks, which stop the servers.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="informat-calendars-") as folder:
        measure(str(pathlib.Path(options.binary).resolve()), pathlib.Path(folder), rounds, seconds)


if __name__ == "__main__":
    try:
        main()
    except Trouble as trouble:
        sys.exit(f"The measurement was stopped: {trouble}")
    except KeyboardInterrupt:
        sys.exit(130)
