"""Runs wrk against a server and reads what it prints."""
import dataclasses
import pathlib
import re
import subprocess

from server import Trouble

HERE = pathlib.Path(__file__).parent


@dataclasses.dataclass
class Run:
    """What came of one run: good and bad answers, within so many seconds."""
    good: int
    bad: int
    seconds: float

    @property
    def rate(self):
        return self.good / self.seconds


def wrk(server, path, seconds, connections, script=None, arguments=(), extra=(), may_fail=False):
    """One run of wrk. An answer that is no success, or a broken connection, ends the measurement unless `may_fail`."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", *extra]
    if script:
        command += ["-s", str(HERE / script)]
    command += [f"http://127.0.0.1:{server.port}{path}", *(["--", *arguments] if arguments else [])]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 60)
    total = re.search(r"(\d+) requests in ([\d.]+)(ms|s|m),", answer.stdout)
    if answer.returncode != 0 or not total:
        raise Trouble(f"wrk did not finish on {path}: {answer.stdout}{answer.stderr}")
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", answer.stdout)
    bad = int(refused.group(1)) if refused else 0
    broken = re.search(r"Socket errors:.*", answer.stdout)
    if broken or (bad and not may_fail):
        raise Trouble(f"{bad} answers on {script or path} were no success. {broken.group(0) if broken else ''}")
    unit = {"ms": 0.001, "s": 1, "m": 60}[total.group(3)]
    return Run(int(total.group(1)) - bad, bad, float(total.group(2)) * unit)


def warm_up(server, shop):
    """A second of each, so that the first round is like the others."""
    wrk(server, "/health/live", 1, 8)
    wrk(server, shop.slots_path, 1, 8)
    wrk(server, "/api/bookings?limit=50", 1, 8, extra=("-H", f"Authorization: Bearer {shop.client}"))


def read_rates(server, shop, seconds, connections):
    """Answers a second by name: the bare answer, and slots that were asked for before and that were not."""
    rates = {"hello": wrk(server, "/health/live", seconds, connections).rate,
             "slots, cached": wrk(server, shop.slots_path, seconds, connections).rate}
    misses = wrk(server, "/", seconds, connections, "misses.lua", shop.misses())
    shop.asked += misses.good
    return {**rates, "slots, not cached": misses.rate}


def file_system(folder):
    """The kind of file system under a folder, in stat's words."""
    command = ["stat", "-f", "-c", "%T", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, timeout=10).stdout.strip()
