"""A server of one calendar (CalDAV) that takes each event, but says so only when its gate is opened.

  gated_dav.py
      Prints its port on 127.0.0.1, then a line for each change once it is made: `stored NAME UID`, `deleted NAME`.
      An event that is stored stays stored, whoever is still there to be told. A line on its standard input opens the
      gate for good; it ends when its input ends.
"""

import http.server
import re
import sys
import threading
import xml.sax.saxutils

PATH = "/calendar/"
gate = threading.Event()
lock = threading.Lock()
events = {}
changes = 0


def say(text):
    print(text, flush=True)


def uid(text):
    found = re.search(r"(?m)^UID:(.*)$", text.replace("\r\n ", "").replace("\r", ""))
    return found.group(1) if found else ""


class Calendar(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body="", etag=None):
        data = body.encode()
        self.send_response(status)
        if etag:
            self.send_header("ETag", etag)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def multistatus(self, resources):
        parts = "".join(
            f"<response><href>{PATH}{name}</href><propstat><prop>{properties}</prop>"
            "<status>HTTP/1.1 200 OK</status></propstat></response>"
            for name, properties in resources
        )
        self.answer(207, f'<multistatus xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">{parts}</multistatus>')

    def body(self):
        return self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()

    @property
    def name(self):
        return self.path.rsplit("/", 1)[-1]

    def holds(self, known):
        if self.headers.get("If-None-Match") == "*" and known:
            return False
        wanted = self.headers.get("If-Match")
        return wanted is None or (known is not None and known[0] == wanted)

    @staticmethod
    def properties(event):
        data = xml.sax.saxutils.escape(event[1], {"\r": "&#13;"})
        return f"<getetag>{event[0]}</getetag><c:calendar-data>{data}</c:calendar-data>"

    def do_PROPFIND(self):
        self.body()
        with lock:
            known = events.get(self.name)
        if not self.name:
            self.multistatus([("", f"<getetag>&quot;{changes}&quot;</getetag>")])
        elif known:
            self.multistatus([(self.name, self.properties(known))])
        else:
            self.answer(404)

    def do_REPORT(self):
        asked = self.body()
        with lock:
            found = [(name, event) for name, event in events.items() if "UID" not in asked or uid(event[1]) in asked]
        self.multistatus([(name, self.properties(event)) for name, event in found])

    def do_PUT(self):
        global changes
        text = self.body()
        with lock:
            known = events.get(self.name)
            if not self.holds(known):
                return self.answer(412)
            changes += 1
            event = events[self.name] = (f'"{changes}"', text)
            say(f"stored {self.name} {uid(text)}")
        gate.wait()
        try:
            self.answer(204 if known else 201, etag=event[0])
        except OSError:
            pass

    def do_DELETE(self):
        with lock:
            known = events.get(self.name)
            if known and self.holds(known):
                del events[self.name]
                say(f"deleted {self.name}")
        self.answer(404 if not known else 204 if self.name not in events else 412)


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Calendar)
server.daemon_threads = True
threading.Thread(target=server.serve_forever, daemon=True).start()
say(str(server.server_address[1]))
for _ in sys.stdin:
    gate.set()
