"""Looks into a database, and at the mails that arrived, when nothing is left to do.

  database_report.py DATABASE MAILS [REMINDERS UNTIL]
      DATABASE is the SQLite file, or a postgres:// URL of a superuser; MAILS a folder of smtp_peer.py. REMINDERS are
      seconds before the start, with commas; those that fell due until UNTIL, in seconds of the epoch, must have been
      sent. Prints one object of JSON:
      integrity     "ok", or what the engine's own check says
      foreign       rows that point nowhere, or with PostgreSQL constraints that were not checked
      bookings      how many there are
      overlaps      pairs of bookings of one host, neither cancelled nor expired, whose cells overlap
      cells         cells and stretches that no such booking explains, or that one lacks
      deliveries    mails about bookings that arrived, repetitions included
      duplicates    how many of them were repetitions
      missing       "booking role" of confirmations that never arrived
      renamed       "booking address" for which confirmations with different Message-IDs arrived
      reminders     "booking role" pairs that were reminded
      unreminded    "booking role" with fewer reminders than fell due until UNTIL
      reminded      "booking role" with more reminders, by Message-ID, than fell due until now
      unknown       Message-IDs that the database does not know
      unsent        mails that are not in the state "sent"
      defects       what is wrong with the form of any mail
"""

import collections
import glob
import json
import os
import sqlite3
import sys
import time


def opened(place):
    if not place.startswith("postgres://"):
        return sqlite3.connect(place)
    import psycopg
    return psycopg.connect(place, autocommit=True)


def soundness(database):
    if isinstance(database, sqlite3.Connection):
        return {
            "integrity": database.execute("PRAGMA integrity_check").fetchall()[0][0],
            "foreign": len(database.execute("PRAGMA foreign_key_check").fetchall())}
    import psycopg
    database.execute("CREATE EXTENSION IF NOT EXISTS amcheck")
    try:
        # Throws at the first index that does not hold exactly what its table holds.
        database.execute(
            "SELECT bt_index_check(i.indexrelid, true) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
            " JOIN pg_am a ON a.oid = c.relam WHERE a.amname = 'btree' AND c.relpersistence <> 't'").fetchall()
        integrity = "ok"
    except psycopg.Error as error:
        integrity = str(error)
    foreign = "SELECT COUNT(*) FROM pg_constraint WHERE NOT convalidated"
    return {"integrity": integrity, "foreign": database.execute(foreign).fetchone()[0]}


def live(database):
    return database.execute(
        "SELECT id, host_id, first_cell, end_cell FROM bookings WHERE status NOT IN ('cancelled', 'expired')"
        " ORDER BY host_id, first_cell").fetchall()


def overlaps(bookings):
    pairs = zip(bookings, bookings[1:])
    return [[a[0], b[0]] for a, b in pairs if a[1] == b[1] and b[2] < a[3]]


def cells(database, bookings):
    wanted = {(host, cell, booking) for booking, host, first, end in bookings for cell in range(first, end)}
    taken = set(database.execute("SELECT host_id, cell, booking_id FROM taken_cells"))
    stretches = set(database.execute(
        "SELECT owner_id, host_id, first_cell, end_cell FROM stretches WHERE owner = 'booking'"))
    return len(wanted ^ taken) + len({tuple(booking) for booking in bookings} ^ stretches)


def uid(mail):
    for part in mail["parts"]:
        for component in (part.get("calendar") or {}).get("components", []):
            if component["name"] == "VEVENT":
                return component["properties"]["UID"]
    return None


def mails(database, arrived, names):
    known = dict(database.execute("SELECT message_id, booking_id FROM mails").fetchall())
    by_meeting = collections.defaultdict(set)
    for mail in arrived:
        if uid(mail):
            by_meeting[f"{uid(mail)} {mail['to'][0]['address']}"].add(mail["message_id"])
    confirmations = database.execute(
        "SELECT b.id, r.role, m.message_id FROM bookings b CROSS JOIN (SELECT 'client' AS role UNION SELECT 'host') r"
        " LEFT JOIN mails m ON m.booking_id = b.id AND m.role = r.role AND m.kind = 'confirmation'").fetchall()
    about_bookings = [name for name in names if known.get(name) is not None]
    return {
        "deliveries": len(about_bookings),
        "duplicates": len(about_bookings) - len(set(about_bookings)),
        "missing": [f"{booking} {role}" for booking, role, message in confirmations if message not in set(names)],
        "renamed": [meeting for meeting, messages in by_meeting.items() if len(messages) > 1],
        "unknown": sorted({name for name in names if name not in known}),
        "unsent": database.execute("SELECT COUNT(*) FROM mails WHERE state <> 'sent'").fetchone()[0],
        "defects": sorted({defect for mail in arrived for defect in mail["defects"]}),
    }


def reminders(database, names, before, until):
    sent = collections.Counter(
        (booking, role) for booking, role, message in
        database.execute("SELECT booking_id, role, message_id FROM mails WHERE kind = 'reminder'")
        if message in names)
    found = {"reminders": len(sent), "unreminded": [], "reminded": []}
    now = time.time()
    for booking, start, made in database.execute(
            "SELECT id, scheduled_at, created_at FROM bookings WHERE status = 'scheduled'").fetchall():
        due = [start - seconds for seconds in before if start - seconds > made]
        for role in ("client", "host"):
            if sent[booking, role] < len([moment for moment in due if moment <= until]):
                found["unreminded"].append(f"{booking} {role}")
            if sent[booking, role] > len([moment for moment in due if moment <= now]):
                found["reminded"].append(f"{booking} {role}")
    return found


def main():
    database = opened(sys.argv[1])
    arrived = [
        json.load(open(name, encoding="utf-8")) for name in sorted(glob.glob(os.path.join(sys.argv[2], "*.json")))]
    names = [mail["message_id"].strip("<>").split("@")[0] for mail in arrived]
    before = [int(seconds) for seconds in sys.argv[3].split(",")] if sys.argv[3:] else []
    bookings = live(database)
    print(json.dumps({
        **soundness(database),
        "bookings": database.execute("SELECT COUNT(*) FROM bookings").fetchone()[0],
        "overlaps": overlaps(bookings),
        "cells": cells(database, bookings),
        **mails(database, arrived, names),
        **reminders(database, set(names), before, int(sys.argv[4]) if before else 0),
    }))


if __name__ == "__main__":
    main()
