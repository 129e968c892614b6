"""Measures what questions and commands cost in a practice of any size: bench.py --scale N, with --postgres on a PostgreSQL of
its own, where commands are left out.

N bookings of 50 hosts and 20,000 clients, made by SQL; each question is asked some times, and the least counts: whatever
else the machine does can only make an answer later. Much later, beside other work: long questions let all others go first.
"""
import contextlib
import os
import pathlib
import sqlite3
import subprocess
import sys
import time

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "Tests" / "PostgreSQL"))

import practice
from cluster import Cluster
from ground import SETTINGS
from server import Server, Trouble

HOSTS, CLIENTS, TIMES = 50, 20_000, 5
GOAL_MS = {"SQLite": 20, "PostgreSQL": 40}
LARGE = 1_000_000  # up to here the goal counts, and above twice of it
# Seconds on the clock and MB at a million bookings; None where there is no goal.
COMMANDS = {"doctor": (8, 100), "backup": (None, 100), "copy": (120, None)}

NUMBERS = """WITH RECURSIVE numbers (n) AS (
    SELECT CAST(0 AS BIGINT) UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < {count})"""
HOST = "(SELECT MIN(id) FROM users WHERE email = 'host0@example.org')"
SERVICE = "(SELECT MIN(id) FROM services WHERE slug = 'service-0')"

# In the words of both engines. Hosts work side by side, five minutes each booking; the last of fifty is still to come.
FILL = [
    """INSERT INTO users (email, password_hash, first_name, last_name, search_text, is_admin, is_host,
        email_verified_at, time_zone, locale, password_generation, created_at)
    {numbers_of_people}
    SELECT email, (SELECT password_hash FROM users WHERE is_admin = 1 ORDER BY id LIMIT 1),
        'Given' || CAST(n AS TEXT), 'Family' || CAST(n * 7919 % 5003 AS TEXT),
        email || ' given' || CAST(n AS TEXT) || ' family' || CAST(n * 7919 % 5003 AS TEXT), 0,
        CASE WHEN n < {hosts} THEN 1 ELSE 0 END, {now}, 'UTC', 'en', 0, {now}
    FROM (SELECT n, CASE WHEN n < {hosts} THEN 'host' || CAST(n AS TEXT)
        ELSE 'client' || CAST(n - {hosts} AS TEXT) END || '@example.org' AS email FROM numbers) AS people ORDER BY n""",
    """INSERT INTO user_trigrams (trigram, user_id)
    WITH RECURSIVE places (place) AS (SELECT CAST(1 AS BIGINT) UNION ALL
        SELECT place + 1 FROM places WHERE place + 3 <= (SELECT MAX(length(search_text)) FROM users))
    SELECT DISTINCT substr(search_text, CAST(place AS INTEGER), 3), id FROM users CROSS JOIN places
    WHERE place + 2 <= length(search_text) AND id NOT IN (SELECT user_id FROM user_trigrams)""",
    """INSERT INTO services (slug, title, duration, amount_minor, currency, buffer_before, buffer_after,
        slot_step, minimum_notice, booking_horizon, change_notice, active, created_at)
    {numbers_of_hosts}
    SELECT 'service-' || CAST(n AS TEXT), 'A talk', 5, 0, 'usd', 0, 0, 5, 0, 365, 0, 1, {now}
    FROM numbers ORDER BY n""",
    """INSERT INTO offerings (service_id, host_id)
    {numbers_of_hosts}
    SELECT n + {service}, n + {host} FROM numbers""",
    """INSERT INTO bookings (user_id, service_id, host_id, scheduled_at, duration, status, payment_status,
        amount_minor, currency, notes, first_cell, end_cell, sequence, change_notice, hold_expires_at, created_at,
        updated_at)
    {numbers_of_bookings}
    SELECT {host} + {hosts} + n * 7919 % {clients}, n % {hosts} + {service}, n % {hosts} + {host},
        {start} + n / {hosts} * 300, 5,
        CASE WHEN n % 10007 = 7 THEN 'pending' WHEN n % 11 = 3 THEN 'cancelled' WHEN n >= {coming} THEN 'scheduled'
            WHEN n % 27 = 7 THEN 'no_show' WHEN n % 27 = 8 THEN 'expired' ELSE 'completed' END,
        CASE WHEN n % 9973 = 5 THEN 'disputed' WHEN n % 3 = 1 THEN 'succeeded' ELSE 'not_required' END, 5000, 'usd',
        'Something that a client has written, as most do.', ({start} + n / {hosts} * 300) / 300,
        ({start} + n / {hosts} * 300) / 300 + 1, 0, 0,
        CASE WHEN n % 10007 = 7 THEN {now} + 864000 END, {now}, {now}
    FROM numbers""",
    """INSERT INTO meetings (booking_id, room, server, ends_at, generation, sequence)
    SELECT id, 'booking-' || CAST(id AS TEXT) || '-aaaabbbbccccddddeeee', 'https://meet.jit.si',
        scheduled_at + duration * 60, 0, 0 FROM bookings""",
    """INSERT INTO mails (kind, role, booking_id, user_id, scheduled_at, sequence, message_id, state, attempts,
        created_at, send_at, sent_at)
    SELECT 'confirmation', 'client', id, CASE WHEN id / 50 % 2 = 0 THEN user_id ELSE host_id END, scheduled_at, 0,
        'mail-' || CAST(id AS TEXT), CASE WHEN id % 5000 = 1 THEN 'parked' ELSE 'sent' END, 1, created_at, created_at,
        created_at FROM bookings""",
    """INSERT INTO audit (at, actor_id, action, booking_id, user_id, detail)
    SELECT created_at, CASE WHEN id / 50 % 2 = 0 THEN user_id ELSE host_id END, 'booking.created', id, user_id, '{{}}'
    FROM bookings""",
]


def fill(count, run):
    now = int(time.time())
    values = {"now": now, "hosts": HOSTS, "clients": CLIENTS, "host": HOST, "service": SERVICE,
              "coming": count * 49 // 50, "start": (now - count * 49 // 50 // HOSTS * 300) // 300 * 300,
              "numbers_of_people": NUMBERS.format(count=HOSTS + CLIENTS),
              "numbers_of_hosts": NUMBERS.format(count=HOSTS), "numbers_of_bookings": NUMBERS.format(count=count)}
    for statement in FILL:
        begin = time.monotonic()
        run(statement.format(**values))
        print(f"  {time.monotonic() - begin:.0f} s: {statement[:40].split('(')[0]}", file=sys.stderr, flush=True)


def questions(host, client, place):
    """What is asked, under the name that the table gives it."""
    admin, hosted = "/api/admin/bookings", "/api/host/bookings"
    return [("admin", "all bookings", admin), ("admin", "a common status", f"{admin}?status=cancelled"),
            ("admin", "a rare status", f"{admin}?status=pending"),
            ("admin", "two statuses", f"{admin}?status=pending,expired"),
            ("admin", "a payment status", f"{admin}?payment_status=disputed"),
            ("admin", "a host and a status", f"{admin}?host_id={host}&status=no_show"),
            ("admin", "a client and a status", f"{admin}?user_id={client}&status=cancelled"),
            ("admin", "`q=` of one", f"{admin}?q=client12345"), ("admin", "`q=` of a hundred", f"{admin}?q=client77"),
            ("admin", "`q=` of half of all", f"{admin}?q=client1"),
            ("admin", "`q=` of half and a status", f"{admin}?q=client1&status=cancelled"),
            ("admin", "`q=` of a thousand and a status", f"{admin}?q=client12&status=cancelled"),
            ("host", "a host's list", hosted), ("host", "a host's `q=` of a hundred", f"{hosted}?q=client77"),
            ("host", "a host's `q=` of half", f"{hosted}?q=client1"),
            ("admin", "deep, by `after`", f"{admin}?after={place}"),
            ("admin", "deep, by `after`, a status", f"{admin}?status=cancelled&after={place}"),
            ("admin", "mails of a state", "/api/admin/mails?status=sent"), ("admin", "all mails", "/api/admin/mails"),
            ("admin", "the audit trail", "/api/admin/audit"), ("admin", "people", "/api/admin/users"),
            ("admin", "people by `q=`", "/api/admin/users?q=client77"),
            ("admin", "people by a short `q=`", "/api/admin/users?q=77"),
            ("client", "a client's list", "/api/bookings?limit=50")]


def sign_in(server, email):
    return server.call("POST", "/api/auth/login", {"email": email, "password": practice.ADMIN_PASSWORD})


def least_ms(server, path, token):
    times = []
    for _ in range(TIMES):
        begin = time.perf_counter()
        status, text = server.request("GET", path, token=token)
        times.append((time.perf_counter() - begin) * 1000)
        if status != 200:
            raise Trouble(f"{path} was answered {status}: {text[:200]}")
    return min(times)


def measure_server(server, engine, count, run):
    print(f"Filling a practice with {count:,} bookings …", file=sys.stderr)
    fill(count, run)
    people = {"admin": practice.admin_of(server)[0]}
    ids = {}
    for who, email in (("host", "host7@example.org"), ("client", "client77@example.org")):
        session = sign_in(server, email)
        people[who], ids[who] = session["token"], session["user"]["id"]
    goal = GOAL_MS[engine] * (1 if count <= LARGE else 2)
    middle = (int(time.time()) - count * 49 // 100 // HOSTS * 300) // 300 * 300
    print(f"{engine}, {count:,} bookings\n\n| question | least of {TIMES}, ms | goal | |\n|---|--:|--:|---|")
    for who, name, path in questions(ids["host"], ids["client"], f"{middle}.1"):
        took = least_ms(server, path, people[who])
        print(f"| {name} | {took:.1f} | {goal} | {'met' if took <= goal else '**missed**'} |", flush=True)
    begin, memory = time.perf_counter(), server.memory_mb()
    size = len(server.request("GET", "/api/users/me/export", token=people["host"])[1])
    print(f"| a host's export, {size / 1e6:.1f} MB | {(time.perf_counter() - begin) * 1000:.0f} | | memory "
          f"{server.memory_mb() - memory:+.0f} MB |")


def most_memory_mb(process):
    lines = pathlib.Path(f"/proc/{process}/status").read_text().splitlines()
    return max((int(line.split()[1]) * 1024 / 1_000_000 for line in lines if line.startswith("VmHWM:")), default=0)


def run_command(binary, folder, path, name, *arguments):
    """One line of the table: the program on the practice alone, without a server."""
    # Nothing of a developer's own settings, as for servers.
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LD_LIBRARY_PATH") if name in os.environ}
    environment = {**inherited, "DATABASE_URL": f"sqlite:{path}", "LOG_LEVEL": "error"}
    begin = time.monotonic()
    process = subprocess.Popen([binary, name, *arguments], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL)
    # Not what wait4 says of memory: that counts this program's, of which the other began as a copy.
    memory, ended = 0, 0
    while not ended:
        memory = max(memory, most_memory_mb(process.pid))
        time.sleep(0.02)
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
    seconds = time.monotonic() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    # 1 is a finding of doctor's: these bookings have no ledger.
    if process.returncode not in ((0, 1) if name == "doctor" else (0,)):
        raise Trouble(f"informat {name} ended with status {process.returncode}.")
    most_seconds, most_memory = COMMANDS[name]
    kept = seconds <= (most_seconds or seconds) and memory <= (most_memory or memory)
    print(f"| `informat {name}` | {seconds:.0f} s | {usage.ru_utime + usage.ru_stime:.0f} s | {memory:.0f} MB | "
          f"{most_seconds or '–'} s, {most_memory or '–'} MB | {'met' if kept else '**missed**'} |", flush=True)


def measure_commands(binary, folder, path):
    print("\n| command | on the clock | processor | memory | goal at a million | |\n|---|--:|--:|--:|---|---|")
    run_command(binary, folder, path, "doctor")
    run_command(binary, folder, path, "backup", str(folder / "backup.sqlite"))
    with Cluster(durable=True, settings=SETTINGS) as cluster:
        target = cluster.url_of("informat")
        run_command(binary, folder, path, "copy", "--from", f"sqlite:{path}", "--to", target)


def measure(binary, folder, count):
    """Prints the tables of a practice in an SQLite file."""
    path = pathlib.Path(folder) / "scale" / "informat.sqlite"
    with Server(binary, folder / "scale") as server:
        def run(sql):
            with contextlib.closing(sqlite3.connect(path, timeout=60)) as database, database:
                database.execute("PRAGMA cache_size = -400000")
                database.execute(sql)
        measure_server(server, "SQLite", count, run)
    measure_commands(binary, folder / "scale", path)
