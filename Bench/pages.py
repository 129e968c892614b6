"""What pages cost: answers a second, beside the bare answer, and for those of clients the bytes of a first visit."""
import contextlib
import gzip
import http.client
import json
import pathlib
import re
import sqlite3
import statistics
import subprocess
import sys
import urllib.parse

import load
import practice
import table
import year
from server import ADMIN_EMAIL, ADMIN_PASSWORD, Server, Trouble

GOALS = [("service page", "hello", 0.15), ("service page, signed in", "hello", None), ("home", "hello", None),
         ("bookings page", "hello", 0.08)]
# Of the practice, as an admin sees them after a busy year; those of one booking and one person stand for the others.
DESK = ["/practice", "/practice/week", "/practice/lobby", "/practice/bookings", "/practice/bookings?q=client77",
        "/practice/bookings/{booking}", "/practice/services", "/practice/hours", "/practice/why", "/practice/people",
        "/practice/people/{person}", "/practice/mails", "/practice/audit", "/practice/webhooks", "/practice/branding",
        "/practice/check", "/practice/keys"]
DESK_GOAL = 0.05
# Compressed, with style sheet and script.
MOST_BYTES = 60_000
# On two idle cores; from the start of the navigation, with an empty cache.
MOST_PAINT_MILLISECONDS, VISITS, PAINT_SECONDS = 300, 11, 300
ROOT = pathlib.Path(__file__).resolve().parents[1]


def say(sentence):
    print(sentence, file=sys.stderr, flush=True)


def get(server, path, cookie=None):
    """Status, headers and body of a page."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=15)
    try:
        headers = {"Accept-Encoding": "gzip", **({"Cookie": cookie} if cookie else {})}
        connection.request("GET", path, None, headers)
        answer = connection.getresponse()
        return answer.status, answer.getheaders(), answer.read()
    finally:
        connection.close()


def cookies_of(headers):
    return dict(value.split(";")[0].split("=", 1) for name, value in headers if name.lower() == "set-cookie")


def sign_in(server, email, password):
    """The cookies of a browser in which somebody has signed in by the page's form."""
    _, headers, body = get(server, "/login")
    cookies = cookies_of(headers)
    token = re.search(r'name="csrf_token" value="([^"]*)"', text_of(headers, body)).group(1)
    form = urllib.parse.urlencode({"email": email, "password": password, "csrf_token": token})
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=15)
    connection.request("POST", "/login", form, {
        "Content-Type": "application/x-www-form-urlencoded", "Cookie": header_of(cookies)})
    answer = connection.getresponse()
    answer.read()
    if answer.status != 303:
        raise Trouble(f"nobody could sign in by the page: {answer.status}")
    cookies.update(cookies_of(answer.getheaders()))
    connection.close()
    return header_of(cookies)


def header_of(cookies):
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def text_of(headers, body):
    packed = ("content-encoding", "gzip") in [(name.lower(), value) for name, value in headers]
    return (gzip.decompress(body) if packed else body).decode()


def weight(server, path, cookie=None):
    """Bytes of a first visit: the page with what it loads, as they are sent."""
    status, headers, body = get(server, path, cookie)
    if status != 200:
        raise Trouble(f"{path} was answered {status}")
    files = re.findall(r'(?:href|src)="(/assets/[^"]+)"', text_of(headers, body))
    return len(body) + sum(len(get(server, file)[2]) for file in files)


def first_paints(server, path):
    """Milliseconds until Chromium paints a page that it sees for the first time, of each visit."""
    program = [str(ROOT / ".venv/bin/python"), "-B", str(ROOT / "Bench/paint.py")]
    said = subprocess.run(
        [*program, f"http://127.0.0.1:{server.port}{path}", str(VISITS)], check=True, stdout=subprocess.PIPE,
        timeout=PAINT_SECONDS)
    return json.loads(said.stdout)


def round_of(server, service, cookie, seconds, connections):
    extra = ("-H", f"Cookie: {cookie}")
    rates = {"hello": load.wrk(server, "/health/live", seconds, connections).rate}
    rates["service page"] = load.wrk(server, service, seconds, connections).rate
    # Whoever is signed in is shown their name, and no page that was made for others.
    rates["service page, signed in"] = load.wrk(server, service, seconds, connections, extra=extra).rate
    rates["home"] = load.wrk(server, "/", seconds, connections).rate
    rates["bookings page"] = load.wrk(server, "/bookings", seconds, connections, extra=extra).rate
    say("  " + ", ".join(f"{name} {rate:,.0f}/s" for name, rate in rates.items()))
    return rates


def measure_desk(binary, folder, rounds, seconds, connections):
    """Prints the rates of the practice's pages after a busy year."""
    path = folder / "desk" / "informat.sqlite"
    with Server(binary, path.parent) as server:
        def run(sql):
            with contextlib.closing(sqlite3.connect(path, timeout=60)) as database, database:
                return database.execute(sql).fetchone()
        say(f"Filling a practice with {year.BOOKINGS:,} bookings …")
        year.fill(run)
        (booking,) = run("SELECT MIN(id) FROM bookings WHERE status = 'scheduled'")
        (person,) = run("SELECT user_id FROM bookings ORDER BY id LIMIT 1")
        cookie = sign_in(server, ADMIN_EMAIL, ADMIN_PASSWORD)
        extra = ("-H", f"Cookie: {cookie}")
        paths = {name: name.format(booking=booking, person=person) for name in DESK}
        for address in paths.values():
            # What is looked at once and kept, such as the check of the settings.
            status, _, _ = get(server, address, cookie)
            if status != 200:
                raise Trouble(f"{address} was answered {status}")
        server.wait_until_idle()
        results = []
        for number in range(rounds):
            say(f"Round {number + 1} of {rounds} …")
            rates = {"hello": load.wrk(server, "/health/live", seconds, connections).rate}
            rates |= {name: load.wrk(server, address, seconds, connections, extra=extra).rate
                      for name, address in paths.items()}
            results.append(rates)
        table.print_rates(results, [(name, "hello", DESK_GOAL) for name in DESK])


def measure(binary, folder, rounds, seconds, connections):
    """Prints the tables of pages: of clients in a small practice, and of those who run a large one."""
    measure_visits(binary, folder, rounds, seconds, connections)
    measure_desk(binary, folder, rounds, seconds, connections)


def measure_visits(binary, folder, rounds, seconds, connections):
    """Prints the table of a practice with 150 bookings, of which the one who looks has 50."""
    with Server(binary, folder / "pages") as server:
        say("Filling a practice with 150 bookings …")
        practice.fill_for_reads(server)
        server.wait_until_idle()
        service, cookie = "/book/half-hour", sign_in(server, "client0@example.org", "long-enough-for-client0")
        round_of(server, service, cookie, 1, 8)
        results = []
        for number in range(rounds):
            say(f"Round {number + 1} of {rounds} …")
            results.append(round_of(server, service, cookie, seconds, connections))
        print(table.HEAD)
        table.print_rates(results, GOALS)
        for name, path, visitor in [("service page", service, None), ("home", "/", None), ("bookings page", "/bookings",
                                                                                         cookie)]:
            size = weight(server, path, visitor)
            met = table.verdict(size < MOST_BYTES)
            print(f"| {name}, bytes of a first visit | {size:,} | | < {MOST_BYTES:,} | {met} |")
        say("Looking at the service page with Chromium …")
        paints = first_paints(server, service)
        met = table.verdict(statistics.median(paints) < MOST_PAINT_MILLISECONDS)
        milliseconds = table.middle(paints, "{:.0f}")
        print(f"| service page, first paint with a cold cache | {milliseconds} ms | | < {MOST_PAINT_MILLISECONDS} | {met} |")
