"""A practice to look at in a browser: the built program with a folder of its own, and its API for what a page needs."""

import contextlib
import email
import email.policy
import json
import os
import pathlib
import random
import re
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
PASSWORD = "correct horse battery"
START_SECONDS = 60
STOP_SECONDS = 30
ANSWER_SECONDS = 30
# In which mails are written that were asked for.
MAIL_SECONDS = 30
# Below those that the kernel gives to outgoing connections.
PORTS = range(15_000, 32_000)
MOST_PORTS_TRIED = 100


def free_port() -> int:
    for _ in range(MOST_PORTS_TRIED):
        port = random.choice(PORTS)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue
    raise RuntimeError("no port is free")


class Refused(Exception):
    """An answer of the API that is no success."""

    def __init__(self, status: int, text: str):
        super().__init__(f"{status} {text}")
        self.status = status


class Practice:
    """The running program. Use it in a `with`."""

    def __init__(self, settings: dict[str, str | None] | None = None):
        self.folder = tempfile.TemporaryDirectory(prefix="informat-browser-")
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        own = {
            "LISTEN": f"127.0.0.1:{self.port}", "DATABASE_URL": "sqlite:data/informat.sqlite", "TZ": "UTC",
            "ADMIN_EMAIL": "boss@example.com", "ADMIN_PASSWORD": PASSWORD, "LOG_LEVEL": "warning", "CURRENCY": "eur"}
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LD_LIBRARY_PATH") if name in os.environ}
        wanted = kept | own | (settings or {})
        # None for one that is not to be set.
        self.settings = {name: value for name, value in wanted.items() if value is not None}
        # What the program says as it starts, such as the first admin's password.
        self.said = ""
        self.tokens: dict[str, str] = {}

    def __enter__(self) -> "Practice":
        self.start()
        return self

    def __exit__(self, *_) -> None:
        try:
            self.stop()
        finally:
            self.folder.cleanup()

    def start(self) -> None:
        program = os.environ.get("INFORMAT_BINARY", str(ROOT / ".build" / "release" / "informat"))
        self.log = open(pathlib.Path(self.folder.name) / "log", "ab+")
        self.process = subprocess.Popen(
            [program, "serve"], cwd=self.folder.name, env=self.settings, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=self.log)
        # Ends by itself: the program closes its output where it does not start.
        for line in self.process.stdout:
            self.said += line.decode()
            if b"Control-C." in line:
                return
        raise RuntimeError("the program did not start: " + self.errors())

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.process.stdout.close()
        self.log.close()

    def errors(self) -> str:
        return (pathlib.Path(self.folder.name) / "log").read_text(errors="replace")

    def printed(self) -> tuple[str, str]:
        """Address and password of the first admin, where the program made them."""
        address, password = (
            re.search(rf"^ *{word} +(\S+)", self.said, re.M).group(1) for word in ("admin", "password"))
        return address, password

    # Asking

    def ask(self, method: str, path: str, body: object = None, as_whom: str | None = "boss@example.com") -> dict:
        """The JSON of an answer. `as_whom` is signed in first; nobody where it is None."""
        headers = {"Content-Type": "application/json"}
        if as_whom:
            headers["Authorization"] = "Bearer " + self.token(as_whom)
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as answer:
                text = answer.read()
        except urllib.error.HTTPError as refusal:
            raise Refused(refusal.code, refusal.read().decode(errors="replace")) from None
        return json.loads(text) if text else {}

    def token(self, person: str) -> str:
        if person not in self.tokens:
            answer = self.ask("POST", "/api/auth/login", {"email": person, "password": PASSWORD}, None)
            self.tokens[person] = answer["token"]
        return self.tokens[person]

    def client(self, address: str, **more: str) -> str:
        """A new client; their address, by which everything else asks for them."""
        values = {"email": address, "password": PASSWORD, "first_name": "Kim", "last_name": "Sample",
                  "time_zone": "Europe/Berlin"}
        self.tokens[address] = self.ask("POST", "/api/auth/register", values | more, None)["token"]
        return address

    def prove(self, address: str) -> None:
        """Confirms a client's address by the link of the mail that they got."""
        letter = self.mail(address, "confirm your e-mail")
        token = self.link(letter, "/verify-email").partition("token=")[2]
        self.ask("POST", "/api/auth/verify-email", {"token": token}, None)

    def open_around_the_clock(self) -> None:
        host = self.ask("GET", "/api/users/me")["user"]["id"]
        week = [{"weekday": day, "from": "00:00", "to": "24:00"} for day in range(1, 8)]
        self.ask("PUT", f"/api/admin/hosts/{host}/working-hours", {"time_zone": "UTC", "weekly": week})
        self.ask("PATCH", "/api/users/me", {"first_name": "Ada", "last_name": "Muster"})

    def service(self, title: str, **more: object) -> dict:
        values = {"title": title, "duration": 25, "slot_step": 5, "minimum_notice": 0}
        return self.ask("POST", "/api/admin/services", values | more)["service"]

    def book(self, service: dict, client: str, at: float, **more: object) -> dict:
        """Books the first start after a moment, in seconds of the epoch."""
        step = service["slot_step"] * 60
        start = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(-(-at // step) * step))
        wanted = {"service_id": service["id"], "scheduled_at": start} | more
        return self.ask("POST", "/api/bookings", wanted, client)["booking"]

    def let_begin(self, bookings: list[dict], seconds: int = 3_600) -> None:
        """As if they had been booked for so much earlier: no way of the product makes a booking of the past. Stands
        still meanwhile, because the database is the program's alone while it runs."""
        self.stop()
        numbers = ", ".join(str(int(booking["id"])) for booking in bookings)
        with contextlib.closing(sqlite3.connect(pathlib.Path(self.folder.name) / "data" / "informat.sqlite")) as file:
            file.execute(f"UPDATE bookings SET scheduled_at = scheduled_at - ? WHERE id IN ({numbers})", [seconds])
            file.commit()
        self.start()

    # Mails that the program keeps as files

    def mails(self, address: str) -> list[email.message.EmailMessage]:
        """Those to an address, the oldest first."""
        files = (pathlib.Path(self.folder.name) / "data" / "mails").glob("*.eml")
        read = [(file.stat().st_mtime_ns, email.message_from_bytes(file.read_bytes(), policy=email.policy.default))
                for file in files]
        mine = [pair for pair in read if address in str(pair[1]["To"])]
        return [mail for _, mail in sorted(mine, key=lambda pair: pair[0])]

    def mail(self, address: str, subject: str, after: int = 0) -> email.message.EmailMessage:
        """The first one with that in its subject, apart from so many; as soon as it is there."""
        end = time.monotonic() + MAIL_SECONDS
        while time.monotonic() < end:
            found = [mail for mail in self.mails(address) if re.search(subject, str(mail["Subject"]))]
            if len(found) > after:
                return found[after]
            # waits for the real world: the program writes a mail as a job, after its answer
            time.sleep(0.1)
        raise RuntimeError(f"no mail to {address} with {subject} in its subject")

    def link(self, letter: email.message.EmailMessage, path: str) -> str:
        """The first address of ours in a mail's text whose path begins so."""
        return re.search(rf"{self.url}{path}\S*", letter.get_body(("plain",)).get_content()).group()
