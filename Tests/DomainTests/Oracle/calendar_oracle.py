"""Random calendars, and when they are busy, on another foundation than the program: recurring-ical-events.

Usage: calendar_oracle.py COUNT SEED > answers, one JSON object a line:

    {"calendar": the text, "zone": the owner's, "from": unix seconds, "to": the same, "busy": [[from, to]]}

Where the two must differ, or RFC 5545 leaves open what is right, this script says so, and why:

- An event ends by the exact length of the first of its series (RFC 5545, 3.8.5.3); recurring-ical-events adds the
  length on the wall, which differs where a clock changes meanwhile. So the length is carried by the summary.
- A series begins with a time of its own rule. Else nobody agrees which are its times.
- No week 53, and no week at all in years that begin on Sunday: dateutil counts some of them wrongly.
- No BYWEEKNO without a weekday: RFC 5545 takes that of the start, dateutil the whole week.
- No change to one of several times of a day: recurring-ical-events takes others of that day away with it.
"""

import datetime
import json
import random
import sys
import zoneinfo

import dateutil.rrule
import icalendar
import recurring_ical_events

OWNER = "Europe/Berlin"
ZONES = [
    "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/Santiago", "Africa/Cairo",
    "Europe/Dublin", "Pacific/Auckland", "Pacific/Chatham", "America/St_Johns", "Africa/Casablanca", "UTC",
]
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
FROM = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)
TO = FROM + datetime.timedelta(days=400)


def listed(pick, choices, most):
    return ",".join(map(str, pick.sample(choices, pick.randint(1, most))))


def weekly(pick):
    return ["BYDAY=" + listed(pick, DAYS, 4)] if pick.random() < 0.7 else []


def daily(pick):
    parts = []
    if pick.random() < 0.3:
        parts.append("BYDAY=" + listed(pick, DAYS, 5))
    if pick.random() < 0.2:
        parts.append("BYMONTH=" + listed(pick, range(1, 13), 4))
    if pick.random() < 0.1:
        parts.append("BYHOUR=" + listed(pick, range(24), 3))
    if pick.random() < 0.1:
        parts.append("BYMONTHDAY=" + listed(pick, [1, 10, 20, -1], 3))
    return parts


def monthly(pick):
    return pick.choice([
        [],
        ["BYDAY=" + pick.choice(["", "1", "2", "3", "4", "5", "-1", "-2"]) + pick.choice(DAYS)],
        ["BYMONTHDAY=" + listed(pick, [1, 5, 15, 28, 29, 30, 31, -1, -2, -5, -31], 3)],
        ["BYDAY=" + listed(pick, DAYS, 5), "BYSETPOS=" + pick.choice(["1", "-1", "2", "1,-1", "-3"])],
        ["BYMONTHDAY=13", "BYDAY=" + pick.choice(DAYS)],
        ["BYMONTH=" + listed(pick, range(1, 13), 5), "BYDAY=2" + pick.choice(DAYS)],
    ])


def yearly(pick):
    return pick.choice([
        [],
        ["BYMONTH=%d" % pick.randint(1, 12), "BYDAY=" + pick.choice(["1", "2", "-1", "3"]) + pick.choice(DAYS)],
        ["BYMONTH=" + listed(pick, range(1, 13), 3), "BYMONTHDAY=" + pick.choice(["1", "15", "31", "-1"])],
        ["BYYEARDAY=" + listed(pick, [1, 60, 100, -1, 366, 200, -100], 3)],
        ["BYWEEKNO=" + listed(pick, [2, 20, 40, 51], 2), "BYDAY=" + pick.choice(DAYS)],
        ["BYDAY=" + pick.choice(["10", "20", "-3", "52"]) + pick.choice(DAYS)],
        ["BYMONTHDAY=" + pick.choice(["13", "-2"])],
        ["BYDAY=" + listed(pick, DAYS, 3), "BYSETPOS=" + pick.choice(["1", "100", "-1", "50,-50"])],
    ])


def hourly(pick):
    parts = ["BYDAY=" + listed(pick, DAYS, 2)]
    if pick.random() < 0.4:
        parts.append("BYHOUR=" + listed(pick, range(24), 5))
    return parts


KINDS = {"DAILY": daily, "WEEKLY": weekly, "MONTHLY": monthly, "YEARLY": yearly, "HOURLY": hourly}


class Event:
    """One random series with what is excepted, added and changed."""

    def __init__(self, pick):
        self.pick = pick
        self.all_day = pick.random() < 0.2
        self.zone = pick.choice(ZONES)
        start = datetime.datetime(2024, 1, 1) + datetime.timedelta(minutes=15 * pick.randrange(4 * 24 * 700))
        # The hours in which most clocks change.
        if pick.random() < 0.3:
            start = start.replace(hour=pick.choice([0, 1, 2, 3]))
        if self.all_day:
            start = start.replace(hour=0, minute=0)
        kinds = ["DAILY", "WEEKLY", "WEEKLY", "MONTHLY", "YEARLY"] + ([] if self.all_day else ["HOURLY"])
        frequency = pick.choice(kinds)
        parts = ["FREQ=" + frequency] + KINDS[frequency](pick)
        if self.all_day:
            parts = [part for part in parts if not part.startswith("BYHOUR")]
        if pick.random() < 0.5:
            parts.append("INTERVAL=%d" % pick.randint(1, 5))
        if pick.random() < 0.3 and not any(part.startswith("BYWEEKNO") for part in parts):
            parts.append("WKST=" + pick.choice(["MO", "SU", "WE"]))
        self.start = first(";".join(parts), start)
        ends = pick.random()
        if ends < 0.3:
            parts.append("COUNT=%d" % pick.randint(1, 60))
        elif ends < 0.6 and self.start:
            parts.append("UNTIL=" + self.until(self.start + datetime.timedelta(days=pick.randint(10, 900))))
        self.rule = ";".join(parts)
        self.length = pick.randint(1, 3) if self.all_day else 60 * pick.choice([15, 45, 60, 90, 300, 1500])

    def until(self, wall):
        if self.all_day:
            return wall.strftime("%Y%m%d")
        utc = wall.replace(tzinfo=zoneinfo.ZoneInfo(self.zone)).astimezone(datetime.timezone.utc)
        return utc.strftime("%Y%m%dT%H%M%SZ")

    def time(self, name, wall):
        if self.all_day:
            return f"{name};VALUE=DATE:{wall:%Y%m%d}"
        if self.zone == "UTC":
            return f"{name}:{wall:%Y%m%dT%H%M%S}Z"
        return f"{name};TZID={self.zone}:{wall:%Y%m%dT%H%M%S}"

    def component(self, start, length, *more):
        """An event whose summary says how long it and its like last: days, or seconds."""
        lasting = f"DURATION:P{length}D" if self.all_day else f"DURATION:PT{length // 60}M"
        if self.pick.random() < 0.5:
            end = start + datetime.timedelta(**{"days" if self.all_day else "seconds": length})
            lasting = self.time("DTEND", end)
            if not self.all_day:
                zone = zoneinfo.ZoneInfo(self.zone)
                exact = end.replace(tzinfo=zone).timestamp() - start.replace(tzinfo=zone).timestamp()
                length = int(exact) if exact > 0 else length
        head = ["BEGIN:VEVENT", "UID:series", "DTSTAMP:20240101T000000Z", self.time("DTSTART", start)]
        return head + [lasting, f"SUMMARY:{length}", *more, "END:VEVENT"]

    def calendar(self):
        pick = self.pick
        master = ["RRULE:" + self.rule]
        plain = text([self.component(self.start, self.length, *master)])
        times = [naive(found["DTSTART"].dt) for found in occurrences(plain)]
        if len({time.date() for time in times}) < len(times):
            times = []
        changes = []
        if times and pick.random() < 0.6:
            for time in pick.sample(times, min(len(times), pick.randint(1, 3))):
                if pick.random() < 0.5:
                    master.append(self.time("EXDATE", time))
                    continue
                hours = 0 if self.all_day else pick.randint(-3, 3)
                moved = time + datetime.timedelta(days=pick.randint(-2, 2), hours=hours)
                changes.append(
                    self.component(moved, self.length, self.time("RECURRENCE-ID", time)))
        elif len(times) > 2 and pick.random() < 0.3:
            time = pick.choice(times)
            hours = 0 if self.all_day else pick.randint(-5, 5)
            name = "RECURRENCE-ID;RANGE=THISANDFUTURE"
            moved = time + datetime.timedelta(days=pick.randint(0, 1), hours=hours)
            changes.append(self.component(moved, self.length, self.time(name, time)))
        if pick.random() < 0.15:
            master.append(self.time("RDATE", datetime.datetime(2026, 5, 5, 0 if self.all_day else 11)))
        return text([self.component(self.start, self.length, *master)] + changes)


def first(rule, start):
    """The first time of a rule; None where it has none."""
    try:
        return next(iter(dateutil.rrule.rrulestr(rule, dtstart=start)), None)
    except ValueError:  # hours that the interval never meets
        return None


def naive(time):
    if isinstance(time, datetime.datetime):
        return time.replace(tzinfo=None)
    return datetime.datetime(time.year, time.month, time.day)


def text(components):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Oracle//EN"]
    for component in components:
        lines += component
    return "\r\n".join(lines + ["END:VCALENDAR", ""])


def occurrences(calendar):
    margin = datetime.timedelta(days=8)
    return recurring_ical_events.of(icalendar.Calendar.from_ical(calendar)).between(FROM - margin, TO + margin)


def span(found):
    start, length = found["DTSTART"].dt, int(found["SUMMARY"])
    if isinstance(start, datetime.datetime):
        return [int(start.timestamp()), int(start.timestamp()) + length]
    owner = zoneinfo.ZoneInfo(OWNER)
    midnight = datetime.datetime(start.year, start.month, start.day, tzinfo=owner)
    return [int(midnight.timestamp()), int((midnight + datetime.timedelta(days=length)).timestamp())]


def joined(spans):
    first, last = int(FROM.timestamp()), int(TO.timestamp())
    busy = []
    for start, end in sorted(spans):
        start, end = max(start, first), min(end, last)
        if start >= end:
            continue
        if busy and start <= busy[-1][1]:
            busy[-1][1] = max(busy[-1][1], end)
        else:
            busy.append([start, end])
    return busy


def main(count, seed):
    pick = random.Random(seed)
    done = 0
    while done < count:
        event = Event(pick)
        if event.start is None:
            continue
        calendar = event.calendar()
        answer = {
            "calendar": calendar, "zone": OWNER, "from": int(FROM.timestamp()), "to": int(TO.timestamp()),
            "busy": joined(map(span, occurrences(calendar))),
        }
        print(json.dumps(answer))
        done += 1


main(int(sys.argv[1]), int(sys.argv[2]))
