"""Measures how mails leave: mails.py BINARY [--mails 20000] [--reminders 10000] [--delay-ms 20] [--connections 4]

Fills a database with bookings and mails that are due, starts the server on it, and takes the mails in. Prints how long
they took, the processor time of one, and how long a new password waited behind reminders.
"""
import argparse
import pathlib
import sqlite3
import sys
import tempfile
import time

import practice
from mail_server import MailServer
from server import Server, Trouble

PATIENCE_SECONDS = 1_200


def columns(database, table):
    return [row[1] for row in database.execute(f"PRAGMA table_info({table})")]


def make_practice(binary, folder):
    """A server's folder with one client and one booking."""
    with Server(binary, folder) as server:
        admin, host = practice.admin_of(server)
        service = practice.make_service(server, admin, host, "hour", 60, 60)
        practice.set_hours(server, admin, host, "UTC", "00:00", "24:00")
        client, _ = practice.register(server, "reader")
        start = f"{practice.in_days(30)}T10:00:00Z"
        server.call("POST", "/api/bookings", {"service_id": service, "scheduled_at": start}, client)
        server.wait_until_idle()


def fill(folder, kind, count):
    """So many bookings of the client, and for each a mail of the kind that has been due for a minute."""
    database = sqlite3.connect(folder / "informat.sqlite")
    names = columns(database, "bookings")
    room_names = {name: f"{name} || n" for name in names if name.startswith(("room", "jitsi"))}
    known = {"id": "id + n", **room_names}
    numbers = "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?) "
    values = ", ".join(known.get(name, name) for name in names)
    now = int(time.time()) - 60
    with database:
        first = database.execute("SELECT MAX(id) FROM bookings").fetchone()[0]
        database.execute(
            f"{numbers} INSERT INTO bookings ({', '.join(names)}) SELECT {values} FROM bookings, numbers WHERE id = ?",
            (count, first))
        database.execute(
            "INSERT INTO mails (kind, role, booking_id, user_id, scheduled_at, sequence, message_id, state, attempts,"
            " created_at, send_at) SELECT ?, 'client', id, user_id, scheduled_at, 0, 'measure-' || id, 'due', 0, ?, ?"
            " FROM bookings WHERE id > ?", (kind, now, now, first))
        queue = {"reminder": 2, "confirmation": 1}[kind]
        has_queues = "queue" in columns(database, "jobs")
        database.execute(
            f"INSERT INTO jobs (kind, subject_id, detail, due_at, attempt, leased_until, created_at"
            f"{', queue' if has_queues else ''}) SELECT 'mail', id, '', ?, 0, 0, ?{f', {queue}' if has_queues else ''}"
            " FROM mails WHERE message_id LIKE 'measure-%' AND state = 'due'", (now, now))
    database.close()


def wait_until(condition, what):
    limit = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > limit:
            raise Trouble(f"{what} did not happen within {PATIENCE_SECONDS} s.")
        time.sleep(0.05)


def measure_many(binary, folder, options):
    make_practice(binary, folder)
    fill(folder, "confirmation", options.mails)
    with MailServer(options.delay_ms / 1_000) as mails:
        settings = {**mails.settings, "SMTP_CONNECTIONS": str(options.connections)}
        with Server(binary, folder, settings) as server:
            before, start = server._processor_seconds(), time.monotonic()
            taken = mails.taken
            wait_until(lambda: mails.taken >= options.mails, f"the taking of {options.mails} mails")
            seconds = mails.last_at - start
            used = server._processor_seconds() - before
        count = options.mails - taken
        print(f"{options.mails} mails at {options.delay_ms} ms each: {seconds:.1f} s, {count / seconds:.0f} a second, "
              f"{used / count * 1_000:.2f} ms of processor time a mail, {mails.connections} connections", flush=True)


def measure_reset(binary, folder, options):
    make_practice(binary, folder)
    fill(folder, "reminder", options.reminders)
    with MailServer(options.delay_ms / 1_000) as mails:
        with Server(binary, folder, {**mails.settings, "SMTP_CONNECTIONS": str(options.connections)}) as server:
            wait_until(lambda: mails.taken >= 50, "the taking of 50 reminders")
            start = time.monotonic()
            server.call("POST", "/api/auth/forgot-password", {"email": "reader@example.org"})
            arrived = mails.wait_for("Subject: Choose a new password", PATIENCE_SECONDS)
            if arrived is None or mails.taken >= options.reminders:
                raise Trouble("the mail with the new password came last, or not at all.")
            print(f"a new password behind {options.reminders} reminders: {arrived - start:.2f} s", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary")
    parser.add_argument("--mails", type=int, default=20_000)
    parser.add_argument("--reminders", type=int, default=10_000)
    parser.add_argument("--delay-ms", type=float, default=20)
    parser.add_argument("--connections", type=int, default=4)
    options = parser.parse_args()
    binary = str(pathlib.Path(options.binary).resolve())
    with tempfile.TemporaryDirectory(prefix="informat-mails-") as folder:
        try:
            if options.mails:
                measure_many(binary, pathlib.Path(folder) / "many", options)
            if options.reminders:
                measure_reset(binary, pathlib.Path(folder) / "reset", options)
        except Trouble as trouble:
            sys.exit(f"Nothing can be said: {trouble}")


if __name__ == "__main__":
    main()
