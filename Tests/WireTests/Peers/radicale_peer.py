"""Radicale for tests: a calendar server on a free port of 127.0.0.1, with one user, who has one calendar.

  radicale_peer.py --store FOLDER
      Prints one line of JSON when it listens, {"port": 12345}, and ends when its standard input (a pipe) ends. The
      user is "ada" with password "app-pass-word-1", and her calendar is /ada/personal/.
"""

import argparse
import io
import json
import os
import socketserver
import sys
import threading
import wsgiref.simple_server
from pathlib import Path

from radicale import app, config

USER, PASSWORD = "ada", "app-pass-word-1"


class Listener(socketserver.ThreadingMixIn, wsgiref.simple_server.WSGIServer):
    daemon_threads = True


class Quiet(wsgiref.simple_server.WSGIRequestHandler):
    def log_message(self, *_):
        pass


def whole(application):
    """Takes each request to its end: who closes with something unread resets the connection, and the answer is lost."""

    def take(environment, start):
        length = int(environment.get("CONTENT_LENGTH") or 0)
        environment["wsgi.input"] = io.BytesIO(environment["wsgi.input"].read(length))
        return application(environment, start)

    return take


def application(folder):
    users = folder / "users"
    users.write_text(f"{USER}:{PASSWORD}\n")
    calendar = folder / "calendars" / "collection-root" / USER / "personal"
    calendar.mkdir(parents=True)
    (calendar / ".Radicale.props").write_text(json.dumps({"tag": "VCALENDAR", "D:displayname": "Personal"}))
    settings = config.load()
    settings.update(
        {
            "auth": {"type": "htpasswd", "htpasswd_filename": str(users), "htpasswd_encryption": "plain", "delay": "0"},
            "storage": {"filesystem_folder": str(folder / "calendars")},
            "logging": {"level": "critical"},
        },
        "the test",
    )
    return whole(app.Application(settings))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--store", type=Path, required=True)
    options = parser.parse_args()
    options.store.mkdir(parents=True, exist_ok=True)
    server = wsgiref.simple_server.make_server("127.0.0.1", 0, application(options.store), Listener, Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps({"port": server.server_port}), flush=True)
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os._exit(0)  # Conversations that are still open end with the process.


if __name__ == "__main__":
    main()
