"""Reads mails as a strict mail program would: Python's email package and icalendar, and what both forgive.

  mail_report.py FILE.eml …
      Prints one line of JSON for each file: see report(). An empty list of "defects" is a mail without fault.
"""

import base64
import json
import sys
from email import message_from_bytes, message_from_string, policy
from email.header import decode_header, make_header
from email.utils import getaddresses


def report(raw):
    """What a mail program would see: addresses, texts and calendar of one mail, and every defect of its form."""
    message = message_from_bytes(raw, policy=policy.default)
    defects = []
    for part in message.walk():
        defects += [f"{part.get_content_type()}: {type(d).__name__}" for d in part.defects]
        for name, value in part.items():
            defects += [f"{name}: {type(d).__name__}" for d in value.defects]
    defects += line_defects(raw)
    date = message["date"]
    return {
        "raw": base64.b64encode(raw).decode(),
        "headers": [[name, str(value)] for name, value in message.items()],
        "subject": str(message["subject"]),
        "from": mailboxes(raw, "from"),
        "to": mailboxes(raw, "to"),
        "reply_to": mailboxes(raw, "reply-to"),
        "message_id": str(message["message-id"]),
        "date": date.datetime.isoformat() if date is not None and date.datetime else None,
        "type": message.get_content_type(),
        "parts": [part_report(part, defects) for part in message.walk() if not part.is_multipart()],
        "defects": defects,
    }


def line_defects(raw):
    """Rules of RFC 5322 and RFC 2047 that Python's parser lets pass."""
    found = []
    if raw.replace(b"\r\n", b"").count(b"\n") or raw.replace(b"\r\n", b"").count(b"\r"):
        found.append("line: bare CR or LF")
    for line in raw.split(b"\r\n"):
        if line.endswith((b" ", b"\t")):
            found.append("line: a blank at its end, which mail servers drop")
        if len(line) > 998:
            found.append(f"line: {len(line)} bytes")
        if b"=?" in line and b"?=" in line and len(line) > 76:
            found.append(f"line: encoded-word on a line of {len(line)} bytes")
    head = raw.split(b"\r\n\r\n")[0].split(b"\r\n")
    found += ["head: blank line" for line in head if not line.strip()]
    for word in b" ".join(head).split():
        if word.startswith(b"=?") and len(word) > 75:
            found.append(f"word: {len(word)} bytes")
    return found


def mailboxes(raw, header):
    """By the older API: policy=default of Python 3.11 keeps the blank between two encoded-words of a name, which
    RFC 2047, section 6.2, says to drop."""
    old = message_from_string(raw.decode("utf-8", "surrogateescape"), policy=policy.compat32)
    found = getaddresses(old.get_all(header, []))
    return [{"name": str(make_header(decode_header(name))), "address": address} for name, address in found]


def part_report(part, defects):
    raw = part.get_payload(decode=True) or b""
    found = {
        "type": part.get_content_type(),
        "method": part.get_param("method"),
        "charset": part.get_content_charset(),
        "encoding": str(part.get("content-transfer-encoding", "")),
        "disposition": part.get_content_disposition(),
        "filename": part.get_filename(),
        "text": raw.decode("utf-8", "backslashreplace"),
    }
    if found["type"] in ("text/calendar", "application/ics"):
        found["calendar"] = calendar_report(raw, defects)
    return found


def calendar_report(raw, defects):
    """The properties as text, by component; what icalendar forgives is counted as a defect of the mail."""
    from icalendar import Calendar

    defects += [f"ics: {rule}" for rule in calendar_defects(raw)]
    try:
        calendar = Calendar.from_ical(raw)
    except ValueError as error:
        defects.append(f"ics: {error}")
        return None
    components = []
    for component in calendar.walk():
        defects.extend(f"ics: {name}: {text}" for name, text in getattr(component, "errors", []))
        components.append({
            "name": component.name,
            "properties": {name: value_text(value) for name, value in component.items()},
        })
    return {"method": value_text(calendar.get("method")), "components": components}


def calendar_defects(raw):
    if raw.replace(b"\r\n", b"").count(b"\n"):
        yield "bare LF"
    if not raw.endswith(b"\r\n"):
        yield "no CRLF at the end"
    if any(len(line) > 75 for line in raw.split(b"\r\n")):
        yield "a line of more than 75 bytes"


def value_text(value):
    if value is None:
        return None
    if isinstance(value, list):
        return [value_text(one) for one in value]
    if hasattr(value, "to_ical"):
        text = value.to_ical()  # Text for offsets of zones, bytes for all else.
        return text if isinstance(text, str) else text.decode("utf-8", "backslashreplace")
    return str(value)


def main():
    for name in sys.argv[1:]:
        with open(name, "rb") as file:
            print(json.dumps(report(file.read())))


if __name__ == "__main__":
    main()
