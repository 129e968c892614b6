"""Answers questions about zones and slots on other foundations than the program: Python's zoneinfo and brute force.

Usage: slots_oracle.py ZONE_FOLDER < questions > answers, one JSON object a line, one answer a question.

{"kind": "offsets", "zone": Z, "instants": [unix seconds]}
    -> {"offsets": [seconds east of Greenwich]}
{"kind": "instants", "zone": Z, "walls": [[day number, minute]]}
    -> {"instants": [[unix seconds]]}, every instant at which the clock shows that time
{"kind": "calendar", "host": Z, "asker": Z, "from": day number, "to": day number, "now": unix seconds,
 "duration", "before", "after", "step", "notice": minutes, "horizon": days,
 "weekly": {"1": [[from, to]]}, "overrides": {"day number": [[from, to]]}, "taken": [[cell, cell after the last]]}
    -> {"starts": [unix seconds], "offered": [the same, other bookings not looked at], "lapses": unix seconds or null}
"""

import datetime
import json
import sys
import zoneinfo

DAY = 86400
EPOCH = datetime.datetime(1970, 1, 1)
UTC = datetime.timezone.utc


def offset(zone, instant):
    moment = datetime.datetime.fromtimestamp(instant, UTC)
    return int(moment.astimezone(zone).utcoffset().total_seconds())


def clock(zone, first_day, last_day):
    """Every minute from first_day to last_day with the seconds that the zone's clock shows then."""
    shown = []
    for hour in range(first_day * DAY, last_day * DAY, 3600):
        before, after = offset(zone, hour), offset(zone, hour + 3600)
        for instant in range(hour, hour + 3600, 60):
            east = before if before == after else offset(zone, instant)
            shown.append((instant, instant + east))
    return shown


def around(minutes, begin, end):
    """The minutes from begin to end and two days on both sides."""
    first = (begin - minutes[0][0]) // 60
    last = (end - minutes[0][0]) // 60
    return minutes[max(0, first - 2880):last + 2880]


def first_showing(minutes, wall):
    return next(instant for instant, shown in around(minutes, wall, wall) if shown >= wall)


def ranges_in_time(question, minutes, first_day, last_day):
    """Each range as (the wall time it opens at, the instant it opens, the instant it closes)."""
    for day in range(first_day, last_day):
        weekday = (EPOCH + datetime.timedelta(days=day)).isoweekday()
        ranges = question["overrides"].get(str(day), question["weekly"].get(str(weekday), []))
        for opens, closes in ranges:
            opens_wall = day * DAY + opens * 60
            closes_wall = day * DAY + (closes if closes > opens else closes + 1440) * 60
            yield opens_wall, first_showing(minutes, opens_wall), first_showing(minutes, closes_wall)


def laid(question):
    """All starts that hours and step give, whenever they are: each minute of the slot is a minute of work."""
    host = zoneinfo.ZoneInfo(question["host"])
    first_day, last_day = question["from"] - 4, question["to"] + 7
    minutes = clock(host, first_day - 2, last_day + 4)
    ranges = list(ranges_in_time(question, minutes, first_day, last_day))
    at_work = {minute for _, begin, end in ranges for minute in range(begin, end, 60)}
    starts = set()
    for opens_wall, begin, end in ranges:
        for instant, shown in around(minutes, begin, end):
            if begin <= instant < end and shown >= opens_wall:
                if (shown - opens_wall) % (question["step"] * 60) == 0:
                    if all(instant + 60 * minute in at_work for minute in range(question["duration"])):
                        starts.add(instant)
    return sorted(starts)


def is_free(question, start):
    owned_from = start - question["before"] * 60
    owned_to = start + (question["duration"] + question["after"]) * 60
    return not any(low < high and low * 300 < owned_to and owned_from < high * 300
                   for low, high in question["taken"])


def is_open(question, start, now):
    return now + question["notice"] * 60 <= start <= now + question["horizon"] * DAY


def calendar(question):
    asker = zoneinfo.ZoneInfo(question["asker"])
    starts = [start for start in laid(question)
              if question["from"] <= (start + offset(asker, start)) // DAY <= question["to"]]
    free = [start for start in starts if is_free(question, start)]
    now = question["now"]

    def answer(moment):
        return [start for start in free if is_open(question, start, moment)]

    moments = sorted({moment for start in free
                      for moment in (start - question["notice"] * 60 + 1, start - question["horizon"] * DAY)})
    current = answer(now)
    lapses = next((moment for moment in moments if moment > now and answer(moment) != current), None)
    offered = [start for start in starts if is_open(question, start, now)]
    return {"starts": current, "offered": offered, "lapses": lapses}


def instants(question):
    zone = zoneinfo.ZoneInfo(question["zone"])
    found = []
    for day, minute in question["walls"]:
        wall = EPOCH + datetime.timedelta(days=day, minutes=minute)
        both = set()
        for fold in (0, 1):
            moment = wall.replace(tzinfo=zone, fold=fold).astimezone(UTC)
            if moment.astimezone(zone).replace(tzinfo=None) == wall:
                both.add(int(moment.timestamp()))
        found.append(sorted(both))
    return {"instants": found}


def answer(question):
    if question["kind"] == "offsets":
        zone = zoneinfo.ZoneInfo(question["zone"])
        return {"offsets": [offset(zone, instant) for instant in question["instants"]]}
    if question["kind"] == "instants":
        return instants(question)
    return calendar(question)


def main():
    # A tzdata package of pip would otherwise stand in for a folder that lacks a zone.
    zoneinfo.reset_tzpath([sys.argv[1]])
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))))


if __name__ == "__main__":
    main()
