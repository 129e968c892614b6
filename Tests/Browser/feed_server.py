"""A calendar elsewhere: an address that gives out a file of events, and says what it would not show a stranger."""

import http.server
import threading
import time

SECRET = "/private-3f6c2c0e/basic.ics"


def _moment(seconds: float) -> str:
    return time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(seconds))


class FeedServer:
    """Use it in a `with`. `url` is the calendar; at all its other addresses there is none."""

    def __init__(self):
        # From and to, in seconds of the epoch.
        self.events: list[tuple[float, float]] = []
        server = self

        class Answers(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                body = server.text().encode() if self.path == SECRET else b""
                self.send_response(200 if body else 404)
                self.send_header("Content-Type", "text/calendar; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.answers = Answers

    def text(self) -> str:
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//EN"]
        for number, (start, end) in enumerate(self.events):
            lines += ["BEGIN:VEVENT", f"UID:{number}@example", "DTSTAMP:20260101T000000Z", f"DTSTART:{_moment(start)}",
                      f"DTEND:{_moment(end)}", "SUMMARY:Dentist", "END:VEVENT"]
        return "\r\n".join([*lines, "END:VCALENDAR", ""])

    def __enter__(self) -> "FeedServer":
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self.answers)
        self.base = f"http://127.0.0.1:{self.server.server_port}"
        self.url = self.base + SECRET
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_) -> None:
        self.server.shutdown()
        self.server.server_close()
