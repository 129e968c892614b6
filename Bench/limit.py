"""Runs pgbench: what this machine's PostgreSQL does with the server's own statements, without the server."""
import dataclasses
import pathlib
import re
import subprocess

import programs
from server import Trouble

SCRIPTS = pathlib.Path(__file__).with_name("pgbench")
CLIENTS, THREADS, MOST_TRIES = 32, 2, 30
# As many as the connections that a server opens by itself.
FEW_CLIENTS = 10
# What the server binds as text. pgbench knows no texts but those it is given.
WORDS = {word: word for word in ("scheduled", "not_required", "usd", "confirmation", "due", "mail", "remind")}
WORDS |= {"client_role": "client", "host_role": "host", "booking_created": "booking.created",
          "booking_scheduled": "booking.scheduled", "policy": '[{"notice":0,"percent":100}]',
          "detail": '{"scheduled_at":"2030-01-01T00:00:00Z"}', "jitsi": "https://meet.jit.si", "booking": "booking", "zero": 0, "one": 1, "five": 5}


@dataclasses.dataclass
class Limit:
    """What came of one run: transactions a second, how many in all, and how often one was tried again."""
    rate: float
    done: int
    retries: int


def pgbench(cluster, database, script, seconds, variables, clients=CLIENTS):
    """One run, with as many clients as wrk has connections or others; each is tried as often as the server would."""
    command = [cluster.bin("pgbench"), "-n", "-M", "prepared", f"-c{clients}", f"-j{THREADS}", f"-T{seconds}",
               f"--max-tries={MOST_TRIES}", "-f", str(SCRIPTS / script)]
    for name, value in {**WORDS, "clients": clients, **variables}.items():
        command += ["-D", f"{name}={value}"]
    answer = subprocess.run([*command, cluster.url_of(database)], env=programs.environment(), capture_output=True,
                            text=True, timeout=seconds + 60)
    rate = re.search(r"^tps = ([\d.]+)", answer.stdout, re.MULTILINE)
    done = re.search(r"^number of transactions actually processed: (\d+)", answer.stdout, re.MULTILINE)
    retries = re.search(r"^total number of retries: (\d+)", answer.stdout, re.MULTILINE)
    if answer.returncode != 0 or not rate or not done:
        raise Trouble(f"pgbench did not finish {script}: {answer.stdout[-2000:]}{answer.stderr[-2000:]}")
    return Limit(float(rate.group(1)), int(done.group(1)), int(retries.group(1)) if retries else 0)
