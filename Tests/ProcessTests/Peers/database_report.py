"""Looks into a database, and at the mails that arrived, after the server has gone.

  database_report.py DATABASE MAILS
      DATABASE is the SQLite file; MAILS a folder of smtp_peer.py. Prints one object of JSON:
      integrity     what PRAGMA integrity_check says
      foreign       rows that point nowhere
      bookings      how many there are
      overlaps      pairs of bookings of one host, neither cancelled nor expired, whose cells overlap
      cells         cells that no such booking explains, or that one lacks
      deliveries    mails about bookings that arrived, repetitions included
      duplicates    how many of them were repetitions
      missing       "booking role" of confirmations that never arrived
      renamed       "booking address" for which mails with different Message-IDs arrived
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


def live(database):
    return database.execute(
        "SELECT id, host_id, first_cell, end_cell FROM bookings WHERE status NOT IN ('cancelled', 'expired')"
        " ORDER BY host_id, first_cell").fetchall()


def overlaps(bookings):
    pairs = zip(bookings, bookings[1:])
    return [[a[0], b[0]] for a, b in pairs if a[1] == b[1] and b[2] < a[3]]


def cells(database, bookings):
    wanted = {(host, cell, booking) for booking, host, first, end in bookings for cell in range(first, end)}
    return len(wanted ^ set(database.execute("SELECT host_id, cell, booking_id FROM taken_cells")))


def uid(mail):
    for part in mail["parts"]:
        for component in (part.get("calendar") or {}).get("components", []):
            if component["name"] == "VEVENT":
                return component["properties"]["UID"]
    return None


def mails(database, folder):
    arrived = [json.load(open(name, encoding="utf-8")) for name in sorted(glob.glob(os.path.join(folder, "*.json")))]
    known = dict(database.execute("SELECT message_id, id FROM mails"))
    names = [mail["message_id"].strip("<>").split("@")[0] for mail in arrived]
    by_meeting = collections.defaultdict(set)
    for mail in arrived:
        if uid(mail):
            by_meeting[f"{uid(mail)} {mail['to'][0]['address']}"].add(mail["message_id"])
    confirmations = database.execute(
        "SELECT b.id, r.role, m.message_id FROM bookings b CROSS JOIN (SELECT 'client' AS role UNION SELECT 'host') r"
        " LEFT JOIN mails m ON m.booking_id = b.id AND m.role = r.role AND m.kind = 'confirmation'").fetchall()
    about_bookings = [mail["message_id"] for mail in arrived if uid(mail)]
    return {
        "deliveries": len(about_bookings),
        "duplicates": len(about_bookings) - len(set(about_bookings)),
        "missing": [f"{booking} {role}" for booking, role, message in confirmations if message not in set(names)],
        "renamed": [meeting for meeting, messages in by_meeting.items() if len(messages) > 1],
        "unknown": sorted({name for name in names if name not in known}),
        "unsent": database.execute("SELECT COUNT(*) FROM mails WHERE state <> 'sent'").fetchone()[0],
        "defects": sorted({defect for mail in arrived for defect in mail["defects"]}),
    }


def main():
    database = sqlite3.connect(sys.argv[1])
    bookings = live(database)
    print(json.dumps({
        "integrity": database.execute("PRAGMA integrity_check").fetchall()[0][0],
        "foreign": len(database.execute("PRAGMA foreign_key_check").fetchall()),
        "bookings": database.execute("SELECT COUNT(*) FROM bookings").fetchone()[0],
        "overlaps": overlaps(bookings),
        "cells": cells(database, bookings),
        **mails(database, sys.argv[2]),
    }))


if __name__ == "__main__":
    main()
