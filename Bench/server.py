"""One running server: started on a free loopback port with a data folder of its own, asked, measured, stopped."""
import http.client
import json
import os
import pathlib
import socket
import subprocess
import time

ADMIN_EMAIL, ADMIN_PASSWORD = "admin@example.org", "measured-not-guessed-27"
START_LIMIT_SECONDS, STOP_LIMIT_SECONDS, IDLE_LIMIT_SECONDS = 30, 10, 120


class Trouble(Exception):
    """Something that makes the figures worthless, with a sentence for the person who measures."""


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


class Server:
    """`with Server(binary, folder) as server:` gives a server that has answered; `started_ms` is how long that took.

    Its database is a new file in the folder unless `settings` name another.
    """

    def __init__(self, binary, folder, settings=None):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        # Only these settings: a developer's own SMTP_URL or JWT_SECRET must not change what is measured.
        inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LD_LIBRARY_PATH") if name in os.environ}
        wanted = {
            "LISTEN": f"127.0.0.1:{self.port}", "DATABASE_URL": f"sqlite:{self.folder}/informat.sqlite",
            "RATE_LIMITS": "off", "LOG_LEVEL": "error", "TZ": "Europe/Berlin",
            "ADMIN_EMAIL": ADMIN_EMAIL, "ADMIN_PASSWORD": ADMIN_PASSWORD, **(settings or {}),
        }
        before = time.perf_counter()
        with open(self.folder / "server.log", "ab") as log:
            self.process = subprocess.Popen([binary, "serve"], cwd=self.folder, env={**inherited, **wanted},
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            self._wait_until_ready()
        except BaseException:
            self.stop()
            raise
        self.started_ms = (time.perf_counter() - before) * 1000

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def _wait_until_ready(self):
        limit = time.monotonic() + START_LIMIT_SECONDS
        while time.monotonic() < limit:
            if self.process.poll() is not None:
                raise Trouble(f"the server ended with status {self.process.returncode}. It said:\n{self._last_words()}")
            try:
                if self.request("GET", "/health/ready")[0] == 200:
                    return
            except OSError:
                pass
            time.sleep(0.001)
        raise Trouble(f"the server was not ready after {START_LIMIT_SECONDS} s. It said:\n{self._last_words()}")

    def _last_words(self):
        return "\n".join((self.folder / "server.log").read_text(errors="replace").splitlines()[-20:])

    def request(self, method, path, body=None, token=None):
        """Status and body text of one exchange."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)
        headers = {"Content-Type": "application/json"} if body is not None else {}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        try:
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def call(self, method, path, body=None, token=None):
        """The JSON of a successful answer; any other answer ends the measurement."""
        status, text = self.request(method, path, body, token)
        if not 200 <= status < 300:
            raise Trouble(f"{method} {path} was answered {status}: {text[:500]}")
        return json.loads(text) if text else None

    def memory_mb(self, settle=False):
        """Resident memory in MB (10⁶ bytes); with `settle` once the server has nothing left to do."""
        if settle:
            self.wait_until_idle()
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024 / 1_000_000
        raise Trouble("the server's memory could not be read from /proc; is it still running?")

    def _processor_seconds(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def wait_until_idle(self):
        """Returns when the server used under 3 % of a core for a whole second: its mails and jobs are done."""
        limit = time.monotonic() + IDLE_LIMIT_SECONDS
        while time.monotonic() < limit:
            before = self._processor_seconds()
            time.sleep(1)
            if self._processor_seconds() - before < 0.03:
                return
        raise Trouble(f"the server was still busy {IDLE_LIMIT_SECONDS} s after the last request.")

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(STOP_LIMIT_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(STOP_LIMIT_SECONDS)
