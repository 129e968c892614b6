"""Measures one build of InFormat and prints a table. Called by bin/bench: bench.py BINARY [--postgres | --pages] [--quick]

Every round measures everything once, so that a slow minute of the machine falls on all of them; ratios are taken
within a round, and the table gives the median of the rounds and their range.
"""
import argparse
import contextlib
import os
import pathlib
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile

import load
import million
import pages
import postgres
import practice
import scale
import table
from server import Server, Trouble

CONNECTIONS = 32
GOALS = [("slots, cached", "hello", 0.4), ("slots, not cached", "hello", None), ("list of 50", "hello", 0.15),
         ("bookings made", "bare commits", 0.5)]
START_GOAL_MS, MEMORY_GOAL_MB = 300, 80


def say(sentence):
    print(sentence, file=sys.stderr, flush=True)


def measure_starts(binary, folder, count):
    """Milliseconds from the start of the process to its first answer: on no database, and on an existing one."""
    fresh, existing = [], []
    for number in range(count):
        for times in (fresh, existing):
            with Server(binary, folder / f"start-{number}") as server:
                times.append(server.started_ms)
    return {"start, new database": fresh, "start, existing database": existing}


def bare_commits(binary, folder, seconds):
    """Group commits a second of the same rows in an SQLite file, without HTTP and without rules."""
    folder.mkdir()
    command = [binary, "bench-storage", "--path", str(folder / "bare.sqlite"), "--seconds", str(seconds),
               "--tasks", str(CONNECTIONS)]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 60)
    words = answer.stdout.split()
    if answer.returncode != 0 or "commits_per_second" not in words:
        raise Trouble(f"bench-storage did not print commits_per_second, but: {answer.stdout}{answer.stderr}")
    return float(words[words.index("commits_per_second") + 1])


def posts(binary, folder, seconds, memory):
    """Bookings a second that were answered with 201 and are in the database, on a server and file of their own.

    Its own, because the mails of so many bookings are still being written long after, which would slow the others.
    """
    with Server(binary, folder) as server:
        shop = practice.fill_for_posts(server)
        run = load.wrk(server, "/", seconds, CONNECTIONS, "posts.lua", shop.arguments(), may_fail=True)
        memory.setdefault("memory, while its mails are written", []).append(server.memory_mb())
    # The API counts no further than 10,000.
    with contextlib.closing(sqlite3.connect(folder / "informat.sqlite")) as database:
        kept, = database.execute("SELECT COUNT(*) FROM bookings").fetchone()
    if kept < run.good:
        raise Trouble(f"{run.good} bookings were answered with success, but only {kept} are in the database.")
    if run.bad:
        say(f"  {run.bad} of {run.good + run.bad} bookings were refused; they are not counted.")
    return run.good / run.seconds


def round_of(binary, folder, server, shop, seconds, number, memory):
    """One round: every rate once, by name."""
    rates = load.read_rates(server, shop, seconds, CONNECTIONS)
    token = ("-H", f"Authorization: Bearer {shop.client}")
    rates["list of 50"] = load.wrk(server, "/api/bookings?limit=50", seconds, CONNECTIONS, extra=token).rate
    rates["bookings made"] = posts(binary, folder / f"posts-{number}", seconds, memory)
    rates["bare commits"] = bare_commits(binary, folder / f"bare-{number}", seconds)
    say("  " + ", ".join(f"{name} {rate:,.0f}/s" for name, rate in rates.items()))
    return rates


def print_table(rounds, starts, memory):
    print(table.HEAD)
    table.print_rates(rounds, GOALS)
    for name, times in starts.items():
        met = table.verdict(statistics.median(times) < START_GOAL_MS)
        print(f"| {name} | {table.middle(times, '{:.0f}')} ms | | < {START_GOAL_MS} ms | {met} |")
    for name, sizes in memory.items():
        idle = name == "memory, idle after the start"
        goal = (f"< {MEMORY_GOAL_MB} MB", table.verdict(max(sizes) < MEMORY_GOAL_MB)) if idle else ("", "")
        print(f"| {name} | {table.middle(sizes, '{:.0f}')} MB | | {goal[0]} | {goal[1]} |")


def measure_sqlite(binary, folder, rounds, seconds, starts):
    """Prints the table of a practice in an SQLite file."""
    say("Starting it some times …")
    start_times = measure_starts(binary, folder, starts)
    with Server(binary, folder / "reads") as server:
        memory = {"memory, idle after the start": [server.memory_mb(settle=True)]}
        say("Filling a practice with 150 bookings …")
        shop = practice.fill_for_reads(server)
        server.wait_until_idle()
        load.warm_up(server, shop)
        results = []
        for number in range(rounds):
            say(f"Round {number + 1} of {rounds} …")
            results.append(round_of(binary, folder, server, shop, seconds, number, memory))
        memory["memory, after the reads"] = [server.memory_mb(settle=True)]
    print_table(results, start_times, memory)


def main():
    parser = argparse.ArgumentParser(prog="bin/bench", description="Measures InFormat and prints a table.")
    parser.add_argument("binary", help=argparse.SUPPRESS)
    parser.add_argument("--quick", action="store_true", help="one round of 2 seconds each, to see that all of it works")
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL of its own, compared with pgbench "
                        "running the same statements; also with three servers")
    parser.add_argument("--pages", action="store_true", help="pages of clients, and of the practice after a busy year: "
                        "their rates beside the bare answer, and the bytes of a first visit")
    parser.add_argument("--million", action="store_true", help="a million bookings, and eight admins who ask for lists "
                        "all the time: what the others notice; with --postgres on a PostgreSQL of its own")
    parser.add_argument("--scale", type=int, metavar="N", help="what questions and commands cost among N bookings (try "
                        "1000000); with --postgres on a PostgreSQL of its own")
    options = parser.parse_args()
    binary = str(pathlib.Path(options.binary).resolve())
    rounds, seconds, starts = (1, 2, 2) if options.quick else (3, 10, 5)
    # So that a stop from outside also goes through the ends of the `with` blocks, which stop the servers.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))

    with tempfile.TemporaryDirectory(prefix="informat-bench-") as name:
        folder = pathlib.Path(name)
        kind = load.file_system(folder)
        if kind == "tmpfs":
            say("The temporary folder is in memory, where durable commits cost nothing: set TMPDIR to a disk's folder.")
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before, {kind}, {rounds} × {seconds} s each, "
              f"{CONNECTIONS} connections from wrk on the same cores.\n")
        if options.scale:
            if options.postgres:
                postgres.measure_scale(binary, folder, options.scale)
            else:
                scale.measure(binary, folder, options.scale)
        elif options.million:
            (postgres.measure_million if options.postgres else million.measure)(binary, folder, rounds, seconds)
        elif options.pages:
            pages.measure(binary, folder, rounds, seconds, CONNECTIONS)
        elif options.postgres:
            postgres.measure(binary, folder, rounds, seconds)
        else:
            measure_sqlite(binary, folder, rounds, seconds, starts)


if __name__ == "__main__":
    try:
        main()
    except Trouble as trouble:
        sys.exit(f"The measurement was stopped: {trouble}")
    except KeyboardInterrupt:
        sys.exit(130)
