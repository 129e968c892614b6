"""A busy year of a practice, made by SQL as the tests of plans make theirs: 50 hosts with 40 bookings a week each, 25 weeks
past and 25 coming, and 3,000 clients. SQLite only."""
import datetime
import time

import scale

HOSTS, CLIENTS, WEEKS, PER_WEEK = 50, 3_000, 50, 40
BOOKINGS = HOSTS * WEEKS * PER_WEEK
PEOPLE, TRIGRAMS, _, OFFERINGS, _, MEETINGS, MAILS, AUDIT = scale.FILL

SERVICES = """INSERT INTO services (slug, title, duration, amount_minor, currency, buffer_before, buffer_after,
        slot_step, minimum_notice, booking_horizon, change_notice, active, created_at)
    {numbers_of_hosts}
    SELECT 'service-' || n, 'A talk', 30, 5000, 'usd', 0, 0, 60, 0, 365, 0, 1, {now} FROM numbers ORDER BY n"""
HOURS = """INSERT INTO working_hours (host_id, weekday, from_minute, to_minute)
    {numbers_of_hours}
    SELECT n / 5 + {host}, n % 5 + 1, 540, 1140 FROM numbers"""
# Eight of the ten hours of each day, from Monday to Friday; some clients come often, some hardly ever.
TURNS = """INSERT INTO bookings (user_id, service_id, host_id, scheduled_at, duration, status, payment_status,
        amount_minor, currency, notes, first_cell, end_cell, sequence, change_notice, created_at, updated_at)
    {numbers_of_bookings}, turns (n, host, turn, starts) AS (
        SELECT n, n % {hosts}, n / {hosts}, {first_monday} + n / {hosts} / 40 * 604800
            + n / {hosts} % 40 / 8 * 86400 + (9 + n / {hosts} % 8) * 3600 FROM numbers)
    SELECT {host} + {hosts} + (n * 7919 % 2999) * (n * 104729 % 3001) / 3001 % {clients},
        host + {service}, host + {host}, starts, 30,
        CASE WHEN (turn * 7 + host) % 12 = 5 THEN 'cancelled' WHEN starts > {now} - 1800 THEN 'scheduled'
            WHEN (turn + host) % 25 = 7 THEN 'no_show' ELSE 'completed' END,
        'not_required', 5000, 'usd', 'Something that a client has written, as most do.', starts / 300, starts / 300 + 6,
        0, 0, MIN(starts - 1209600, {now}), {now} FROM turns ORDER BY n"""
REMEMBERED = "status <> 'cancelled' AND scheduled_at > {now} - 2500000"
CELLS = """INSERT INTO taken_cells (host_id, cell, booking_id)
    {numbers_of_cells}
    SELECT host_id, first_cell + n, id FROM bookings CROSS JOIN numbers WHERE """ + REMEMBERED
STRETCHES = """INSERT INTO stretches (host_id, first_cell, end_cell, owner, owner_id)
    SELECT host_id, first_cell, end_cell, 'booking', id FROM bookings WHERE """ + REMEMBERED


def fill(run):
    now = int(time.time())
    today = datetime.datetime.fromtimestamp(now, datetime.timezone.utc)
    midnight = now - now % 86_400
    def numbers(count):
        return scale.NUMBERS.format(count=count)
    values = {"now": now, "hosts": HOSTS, "clients": CLIENTS, "host": scale.HOST, "service": scale.SERVICE,
              "first_monday": midnight - today.weekday() * 86_400 - WEEKS // 2 * 604_800,
              "numbers_of_people": numbers(HOSTS + CLIENTS), "numbers_of_hosts": numbers(HOSTS),
              "numbers_of_hours": numbers(HOSTS * 5), "numbers_of_bookings": numbers(BOOKINGS),
              "numbers_of_cells": numbers(6)}
    for statement in [PEOPLE, TRIGRAMS, SERVICES, OFFERINGS, HOURS, TURNS, CELLS, STRETCHES, MEETINGS, MAILS, AUDIT]:
        run(statement.format(**values))
