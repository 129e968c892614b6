#!/usr/bin/env python3
"""Asks a server what its description allows, and what it forbids, and tells where the two differ.

    bin/fuzz [--role ROLE …] [--examples N] [--seed N]

Schemathesis (https://schemathesis.readthedocs.io) makes requests from Sources/Embedded/openapi.yaml and holds the answers
against it with all of its checks: statuses, content types, headers, bodies, what must be taken and what must be refused,
rights, methods, deleted things. Each role asks a server of its own, which is started on loopback with the practice of
`informat demo`, without throttles, and stopped in the end. Nothing is sent to other machines. What no description can say
stands in fuzz_hooks.py with its reason and is not told.

Prints a line for each role and every finding with a request that shows it. Exit status: 0 nothing found, 1 findings,
2 something that makes the result worthless.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "Bench"))

from server import Server, Trouble  # noqa: E402

ROLES = ["visitor", "client", "host", "admin"]
DOCUMENT = ROOT / "Sources/Embedded/openapi.yaml"
# A role takes a minute or two with 20 examples, and several times that on a busy machine.
SECONDS_AT_LEAST, SECONDS_AN_EXAMPLE, DEMO_SECONDS = 1_800, 30, 300
# Schemathesis would else sign up by itself, and a visitor would be none.
SCHEMATHESIS_SETTINGS = "[auth]\nauto-signup = false\n"


def settings(folder: Path) -> dict:
    return {"DATABASE_URL": f"sqlite:{folder}/informat.sqlite", "RATE_LIMITS": "off", "LOG_LEVEL": "critical"}


def fill(binary: str, folder: Path) -> None:
    """The practice of `informat demo` in a new database."""
    environment = {"PATH": os.environ["PATH"], **settings(folder)}
    demo = subprocess.run(
        [binary, "demo"], cwd=folder, env=environment, capture_output=True, text=True, timeout=DEMO_SECONDS)
    if demo.returncode != 0:
        raise Trouble(f"informat demo ended with status {demo.returncode}. It said:\n{demo.stdout}{demo.stderr}")


def ask(server: Server, folder: Path, role: str, examples: int, seed: int) -> tuple[dict, str]:
    """What schemathesis reports, and what it says."""
    (folder / "schemathesis.toml").write_text(SCHEMATHESIS_SETTINGS)
    report = folder / "report.json"
    command = [
        Path(sys.executable).with_name("st"), "--no-color", "--config-file", folder / "schemathesis.toml", "run", DOCUMENT,
        "--url", f"http://127.0.0.1:{server.port}", "--checks", "all", "--phases", "examples,coverage,fuzzing,stateful",
        "--continue-on-failure", "--max-examples", str(examples), "--seed", str(seed), "--generation-database", "none",
        "--report", "json", "--report-json-path", report, "--output-sanitize", "false",
    ]
    environment = {
        **os.environ, "SCHEMATHESIS_HOOKS": "fuzz_hooks", "PYTHONPATH": str(HERE), "PYTHONDONTWRITEBYTECODE": "1",
        "FUZZ_URL": f"http://127.0.0.1:{server.port}", "FUZZ_ROLE": role,
    }
    limit = SECONDS_AT_LEAST + SECONDS_AN_EXAMPLE * examples
    try:
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=limit)
    except subprocess.TimeoutExpired:
        raise Trouble(f"the {role} was not done after {limit} s. Fewer --examples take less.") from None
    if not report.exists():
        raise Trouble(f"schemathesis did not report for the {role}. It said:\n{done.stdout}{done.stderr}")
    return json.loads(report.read_text()), done.stdout


def judge(role: str, report: dict, said: str) -> int:
    """Prints what was found for a role, and gives the number of findings."""
    operations, cases = report["operations"], report["test_cases"]
    if not report["complete"] or operations["tested"] != operations["total"] or report["errors"]:
        raise Trouble(f"the {role} did not get to the end. Schemathesis said:\n{said}")
    found = cases["unique_failures"]
    taken = sum(any(phase["accepted"] for phase in phases.values()) for phases in report["valid_rates"].values())
    print(
        f"{role}: {cases['generated']} requests to {operations['tested']} operations, of which {taken} were done; "
        f"{report['filtered']} refusals beyond schemas; {report['running_time']:.0f} s; {found} findings", flush=True)
    if found:
        print(re.search(r"=+ FAILURES =+\n(.*?)\n=+ (WARNINGS|SUMMARY) =+\n", said, re.DOTALL)[1], flush=True)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="bin/fuzz", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", help=argparse.SUPPRESS)
    parser.add_argument("--role", action="append", choices=ROLES, help="only this one; may stand several times")
    parser.add_argument("--examples", type=int, default=20, help="random requests of a kind for each operation (20)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed asks the same, as far as answers allow (1)")
    wanted = parser.parse_args()
    found = 0
    try:
        for role in wanted.role or ROLES:
            with tempfile.TemporaryDirectory(prefix="informat-fuzz-") as name:
                folder = Path(name)
                fill(wanted.binary, folder)
                with Server(wanted.binary, folder, settings(folder)) as server:
                    found += judge(role, *ask(server, folder, role, wanted.examples, wanted.seed))
    except Trouble as trouble:
        print(f"The result is worthless: {trouble}", file=sys.stderr)
        return 2
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
