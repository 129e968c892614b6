#!/usr/bin/env python3
"""Runs every example of the documents against a running server and compares what comes out.

    run_docs.py [--faults] BASE_URL ADMIN_EMAIL ADMIN_PASSWORD [FILE…]

The server must have an empty database and its first admin. A fenced block is read by its first word:
  bash   runs in one shell per document, with BASE, ADMIN_EMAIL and ADMIN_PASSWORD set
  js     runs by node; `jsx` too, with React from /usr/share/nodejs. A block marked `define` is put before later ones
  json   after such a block: what it must print. Same keys, same types, same values. Ids, instants, dates, rooms and
         the sentences of problems may differ; `…` stands for any text; `free=a,b` names members that are not compared.
         A list may go on after what is shown, but an empty one must be empty
  text   after such a block: the lines it must print. `…` stands for any text, alone on a line for any lines
Other blocks (`sh`, `mermaid`, …) are not run. With --faults the network and the server fail again and again under the `js`
blocks (faults.js), and the same must come out. Prints one line per example and `N passed, M failed`.
"""

import json
import os
import re
import select
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ["README.md", "docs/API.md", "docs/FRONTEND.md"]
WRITTEN_BASE = "http://127.0.0.1:8080"
# Where PAYMENTS.md finds its Stripe; the variable says where it is in truth.
WRITTEN_STRIPE, STRIPE_VARIABLE = "http://127.0.0.1:12111", "STRIPE_API_URL"
SECONDS = 180
EXPECTING = {"json", "text"}
RUNNING = {"bash", "js", "jsx"}
FAULTS = "DOCS_FAULTS"


@dataclass
class Block:
    line: int
    language: str
    words: list[str]
    text: str


@dataclass
class Example:
    block: Block
    expected: Block | None = None
    prelude: list[Block] = field(default_factory=list)


def blocks(text: str) -> list[Block]:
    """The fenced blocks of a document in order."""
    found: list[Block] = []
    current: Block | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("```"):
            if current is None:
                words = line[3:].split() or [""]
                current = Block(number, words[0], words[1:], "")
            else:
                found.append(current)
                current = None
        elif current is not None:
            current.text += line + "\n"
    if current is not None:
        raise SystemExit(f"the block at line {current.line} has no end")
    return found


def examples(text: str) -> list[Example]:
    found: list[Example] = []
    prelude: list[Block] = []
    last: Example | None = None
    for block in blocks(text):
        if block.language in RUNNING:
            last = Example(block, prelude=list(prelude) if block.language != "bash" else [])
            found.append(last)
            if "define" in block.words:
                prelude.append(block)
        else:
            if block.language in EXPECTING and last is not None and last.expected is None:
                last.expected = block
            last = None
    return found


class Shell:
    """One bash in which the blocks of a document run one after another, so that variables stay."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.process = subprocess.Popen(
            ["bash", "--noprofile", "--norc"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, env=environment, cwd=self.folder.name, text=True, start_new_session=True)
        self.process.stdin.write("set -o pipefail\n")

    def run(self, script: str) -> tuple[int, str, str]:
        if self.process.poll() is not None:
            return 1, "", "the shell has ended at an earlier example"
        folder = Path(self.folder.name)
        (folder / "block.sh").write_text(script)
        self.process.stdin.write(". ./block.sh > output.txt 2> errors.txt < /dev/null; echo \"ended $?\"\n")
        self.process.stdin.flush()
        ready, _, _ = select.select([self.process.stdout], [], [], SECONDS)
        if not ready:
            self.close()
            return 1, "", f"not done after {SECONDS} s"
        status = self.process.stdout.readline().split()
        output, errors = (folder / "output.txt").read_text(), (folder / "errors.txt").read_text()
        return (int(status[1]) if status[:1] == ["ended"] else 1), output, errors

    def close(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def run_node(example: Example, environment: dict[str, str]) -> tuple[int, str, str]:
    source = "\n".join(block.text for block in [*example.prelude, example.block])
    # What a bundler does for a page: React is found by name, and nothing needs to be exported.
    source = re.sub(r'^import React from "react";', 'const React = require("react");', source, flags=re.M)
    source = re.sub(r"^export (default )?", "", source, flags=re.M)
    faults = (Path(__file__).parent / "faults.js").read_text() if FAULTS in environment else ""
    # It ends when it is done, also where the page would still clear something up later.
    script = f"""{faults}
(async () => {{\n{source}\n}})().catch((error) => {{ console.error(error); process.exitCode = 1; }}).then(() => process.exit());"""
    try:
        done = subprocess.run(
            ["node", "-"], input=script, env={**environment, "NODE_PATH": "/usr/share/nodejs"},
            capture_output=True, text=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return 1, "", f"not done after {SECONDS} s"
    return done.returncode, done.stdout, done.stderr


def alike(text: str) -> str:
    """Text with what differs from run to run taken out: rooms, instants, dates."""
    text = re.sub(r"booking-\d+-\d+-[a-z0-9]{20,}", "<room>", text)
    text = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "<instant>", text)
    return re.sub(r"\b\d{4}-\d\d-\d\d\b", "<date>", text)


def glob(text: str) -> str:
    return ".*".join(re.escape(part) for part in text.split("…"))


FREE_NUMBERS = re.compile(r"^(id|.*_id|total|uptime_seconds)$")
SENTENCES = {"title", "detail", "message"}


def difference(expected, actual, path: str, free: set[str]) -> str | None:
    """None, or the first place where an answer is not what the document shows."""
    if isinstance(expected, bool) or expected is None or isinstance(actual, bool) or actual is None:
        return None if expected is actual else f"{path}: {json.dumps(actual)} instead of {json.dumps(expected)}"
    if isinstance(expected, dict):
        if not isinstance(actual, dict):
            return f"{path}: not an object"
        if set(expected) != set(actual):
            missing, undocumented = sorted(set(expected) - set(actual)), sorted(set(actual) - set(expected))
            return f"{path}: missing {missing}, undocumented {undocumented}"
        free_here = free | (SENTENCES if "code" in expected or "field" in expected else set()) | {"version"}
        for name, value in expected.items():
            if name in free_here:
                continue
            numbers = isinstance(value, (int, float)) and isinstance(actual[name], (int, float))
            if numbers and FREE_NUMBERS.match(name) and not isinstance(actual[name], bool):
                continue
            found = difference(value, actual[name], f"{path}.{name}", free)
            if found:
                return found
        return None
    if isinstance(expected, list):
        if not isinstance(actual, list) or len(actual) < len(expected) or (not expected and actual):
            return f"{path}: {json.dumps(actual)[:200]} instead of a list of {len(expected)}"
        pairs = enumerate(zip(expected, actual))
        return next((found for i, (e, a) in pairs if (found := difference(e, a, f"{path}[{i}]", free))), None)
    if isinstance(expected, str):
        same = isinstance(actual, str) and re.fullmatch(glob(alike(expected)), alike(actual), re.S)
        return None if same else f"{path}: {json.dumps(actual)} instead of {json.dumps(expected)}"
    same = isinstance(actual, (int, float)) and expected == actual
    return None if same else f"{path}: {json.dumps(actual)} instead of {json.dumps(expected)}"


def text_difference(expected: str, actual: str) -> str | None:
    lines = [alike(line.rstrip()) for line in expected.rstrip().splitlines()]
    pattern = "".join(r"(?:[^\n]*\n)*?" if line == "…" else glob(line) + "\n" for line in lines)
    shown = "".join(alike(line.rstrip()) + "\n" for line in actual.rstrip().splitlines())
    return None if re.fullmatch(pattern, shown) else f"printed\n{shown}instead of\n{expected}"


def verdict(example: Example, status: int, output: str, errors: str) -> str | None:
    if status != 0:
        return f"status {status}: {errors.strip() or output.strip()}"
    if example.expected is None:
        return None
    if example.expected.language == "text":
        return text_difference(example.expected.text, output)
    free = {name for word in example.expected.words if word.startswith("free=") for name in word[5:].split(",")}
    try:
        actual = json.loads(output)
    except ValueError:
        return f"not JSON: {output[:300]!r} {errors[:300]}"
    return difference(json.loads(example.expected.text), actual, "answer", free)


def run_document(name: str, base: str, environment: dict[str, str]) -> tuple[int, int]:
    passed = failed = 0
    shell = Shell(environment)
    try:
        text = (ROOT / name).read_text().replace(WRITTEN_BASE, base)
        for example in examples(text.replace(WRITTEN_STRIPE, environment.get(STRIPE_VARIABLE, WRITTEN_STRIPE))):
            block = example.block
            ran = shell.run(block.text) if block.language == "bash" else run_node(example, environment)
            complaint = verdict(example, *ran)
            passed, failed = (passed + 1, failed) if complaint is None else (passed, failed + 1)
            print(f"{'ok  ' if complaint is None else 'FAIL'} {name}:{block.line} {block.language}", flush=True)
            if complaint:
                print("     " + complaint.strip().replace("\n", "\n     "), flush=True)
    finally:
        shell.close()
    return passed, failed


def main() -> None:
    arguments = [each for each in sys.argv[1:] if each != "--faults"]
    if len(arguments) < 3:
        raise SystemExit(__doc__)
    base, email, password = arguments[0].rstrip("/"), arguments[1], arguments[2]
    environment = {**os.environ, "BASE": base, "ADMIN_EMAIL": email, "ADMIN_PASSWORD": password}
    if "--faults" in sys.argv:
        environment[FAULTS] = "1"
    names = arguments[3:] or [name for name in DOCUMENTS if (ROOT / name).exists()]
    counts = [run_document(name, base, environment) for name in names]
    passed, failed = sum(c[0] for c in counts), sum(c[1] for c in counts)
    print(f"{passed} passed, {failed} failed")
    raise SystemExit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
