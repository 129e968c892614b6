"""Measures whether admins who ask all the time slow the others down in a large practice: bench.py --million.

A practice with a million bookings, made by SQL; eight admins who ask for the list of what is pending, each again as soon
as it has its answer; meanwhile a client asks for slots, and a balancer whether the process lives.
"""
import contextlib
import pathlib
import re
import sqlite3
import statistics
import subprocess
import sys
import threading
import time

import load
import practice
import table
from server import Server, Trouble

BOOKINGS, ADMINS, CONNECTIONS = 1_000_000, 8, 32
LIVE_GOAL_MS, SLOTS_GOAL = 20, 0.8
# Hosts, so that a million bookings of five minutes have room within some years around today.
QUESTIONS = {"pending": "/api/admin/bookings?status=pending", "everything": "/api/admin/bookings",
             "a name": "/api/admin/bookings?q=client1"}

# In the words of both engines. One in ten thousand waits for its payment; every tenth was called off.
FILL = """
INSERT INTO bookings (user_id, service_id, host_id, scheduled_at, duration, status, payment_status, amount_minor,
    currency, notes, first_cell, end_cell, sequence, change_notice, hold_expires_at, created_at, updated_at)
WITH RECURSIVE numbers (number) AS (
    SELECT CAST(0 AS BIGINT) UNION ALL SELECT number + 1 FROM numbers WHERE number < {count} - 1)
SELECT {client} + number % {clients}, {service}, {host}, {start} + number * 300, 5,
    CASE WHEN number % 10000 = 7 THEN 'pending' WHEN number % 10 = 3 THEN 'cancelled' ELSE 'completed' END,
    'not_required', 0, 'usd', 'Something that a client has written, as most do.',
    ({start} + number * 300) / 300, ({start} + number * 300) / 300 + 1, 0, 0,
    CASE WHEN number % 10000 = 7 THEN {start} + number * 300 END, {now}, {now}
FROM numbers
"""


def fill(server, run):
    """A practice to read from, and beside it a host of long standing; `run` executes SQL in the server's database."""
    shop = practice.fill_for_reads(server)
    admin, _ = practice.admin_of(server)
    _, host = practice.register(server, "veteran")
    server.call("PATCH", f"/api/admin/users/{host}", {"is_host": True}, admin)
    service = practice.make_service(server, admin, host, "five-minutes", 5, 60)
    clients = [practice.register(server, f"patient{number}")[1] for number in range(practice.POST_CLIENTS)]
    if clients != list(range(clients[0], clients[0] + len(clients))):
        raise Trouble(f"the ids of clients do not follow one another: {clients}")
    now = int(time.time())
    start = (now - (BOOKINGS + 10_000) * 300) // 300 * 300
    run(FILL.format(count=BOOKINGS, client=clients[0], clients=len(clients), service=service, host=host, start=start,
                    now=now))
    return shop, admin


def run_in_file(path):
    def run(sql):
        with contextlib.closing(sqlite3.connect(path, timeout=60)) as database, database:
            database.execute(sql)
    return run


class Admins:
    """`with Admins(…) as admins:` keeps so many asking; afterwards `answered` and `refused` say how they fared."""

    def __init__(self, server, path, token):
        self.server, self.path, self.token = server, path, token
        self.answered, self.refused, self.seconds = 0, 0, []
        self.stop, self.lock = threading.Event(), threading.Lock()
        self.threads = [threading.Thread(target=self._ask) for _ in range(ADMINS)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stop.set()
        for thread in self.threads:
            thread.join()

    def _ask(self):
        while not self.stop.is_set():
            begin = time.monotonic()
            status, text = self.server.request("GET", self.path, token=self.token)
            with self.lock:
                self.seconds.append(time.monotonic() - begin)
                if status == 200:
                    self.answered += 1
                elif status == 503:
                    self.refused += 1
                    self.stop.wait(1)
                else:
                    raise Trouble(f"{self.path} was answered {status}: {text[:200]}")


def live_p99_ms(server, seconds):
    """What 99 of 100 questions whether the process lives took at most: one connection that asks again and again."""
    command = ["wrk", "-t1", "-c1", f"-d{seconds}s", "--latency", f"http://127.0.0.1:{server.port}/health/live"]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 60)
    found = re.search(r"99%\s+([\d.]+)(us|ms|s)", answer.stdout)
    if answer.returncode != 0 or not found or "Non-2xx" in answer.stdout:
        raise Trouble(f"wrk did not measure /health/live: {answer.stdout}{answer.stderr}")
    return float(found.group(1)) * {"us": 0.001, "ms": 1, "s": 1000}[found.group(2)]


def round_of(server, shop, admin, path, seconds):
    figures = {"slots alone": load.wrk(server, shop.slots_path, seconds, CONNECTIONS).rate,
               "live alone": live_p99_ms(server, seconds)}
    with Admins(server, path, admin) as admins:
        time.sleep(1)
        figures["live"] = live_p99_ms(server, seconds)
        figures["slots"] = load.wrk(server, shop.slots_path, seconds, CONNECTIONS).rate
    figures["admin"] = statistics.median(admins.seconds)
    figures["answered"], figures["refused"] = admins.answered, admins.refused
    return figures


def print_question(name, rounds):
    def middle(key, form):
        return table.middle([figures[key] for figures in rounds], form)
    ratios = [figures["slots"] / figures["slots alone"] for figures in rounds]
    live = statistics.median(figures["live"] for figures in rounds)
    print(f"| `/health/live`, p99, {ADMINS} admins ask for {name} | {middle('live', '{:.2f}')} ms (alone "
          f"{middle('live alone', '{:.2f}')}) | | < {LIVE_GOAL_MS} ms | {table.verdict(live < LIVE_GOAL_MS)} |")
    print(f"| slots, asked before, meanwhile | {middle('slots', '{:,.0f}')} /s | {table.middle(ratios, '{:.2f}')} of alone "
          f"| ≥ {SLOTS_GOAL} | {table.verdict(statistics.median(ratios) >= SLOTS_GOAL)} |")
    print(f"| an admin's answer | {middle('admin', '{:.2f}')} s; {sum(f['answered'] for f in rounds)} answered, "
          f"{sum(f['refused'] for f in rounds)} refused with 503 | | | |")


def measure_server(server, run, rounds, seconds):
    print(f"Filling a practice with {BOOKINGS:,} bookings …", file=sys.stderr)
    shop, admin = fill(server, run)
    server.wait_until_idle()
    load.warm_up(server, shop)
    print(table.HEAD)
    for name, path in QUESTIONS.items():
        results = []
        for number in range(rounds):
            print(f"{name}, round {number + 1} of {rounds} …", file=sys.stderr)
            results.append(round_of(server, shop, admin, path, seconds))
        print_question(name, results)
    print(f"| memory afterwards | {server.memory_mb(settle=True):.0f} MB | | | |")


def measure(binary, folder, rounds, seconds):
    """Prints the table of a practice in an SQLite file."""
    with Server(binary, folder / "million") as server:
        measure_server(server, run_in_file(pathlib.Path(folder) / "million" / "informat.sqlite"), rounds, seconds)
