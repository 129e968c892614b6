"""Compares a script of pgbench with what the server really says to PostgreSQL: a limit of other statements is none."""
import difflib
import re

TRACED = "log_statement = 'all'"
# %p and %v tell transactions apart: the process and its virtual transaction.
LINE_PREFIX = "%p %v "
_LINE = re.compile(r"(\d+ \S*) (?:LOG:  (?:statement|execute \S+): )?(.*)")
# pgbench's variables are numbers and fixed texts, not empty: what a script makes of them is one value.
_MADE = re.compile(r"md5\(\?\)")
_JOINED = re.compile(r"(?:'[^']*'|\?)(?: \|\| (?:'[^']*'|\?))+")
# What the server looks after by itself, such as its queues of jobs and whether the branding has changed.
_OF_WORKERS = re.compile(
    r"^(?:(?:SELECT .*\bFROM|UPDATE|DELETE FROM) (?:jobs|mails)\b|WITH RECURSIVE queues|SELECT version FROM branding)")


def _plain(text):
    """A statement with ? for each value, however it is bound."""
    text = re.sub(r"\$\d+|(?<![:\w']):[a-z_]+", "?", " ".join(text.split()))
    text = re.sub(r"\bNULL(?=[,)]| AS )(?<!IS NULL)(?<!NOT NULL)", "?", text)
    text = _JOINED.sub("?", _MADE.sub("?", text)).replace("''", "?")
    return text.replace("( ", "(").replace(" )", ")").strip()


def _split(text):
    return [plain for part in text.split(";") if (plain := _plain(part))]


def of_script(path):
    """The statements of a script, in order."""
    lines = [line for line in path.read_text().splitlines() if not line.startswith(("--", "\\"))]
    return _split(re.sub(r"\\[ag]set", ";", "\n".join(lines)))


def of_log(text):
    """The statements of PostgreSQL's log, in order, without the transactions of the server's workers.

    Only whole transactions: a request's have ended before its answer, those at the edges are of workers too.
    """
    transactions, current = {}, None
    for line in text.splitlines():
        if line.startswith("\t"):
            if current is not None:
                current[-1] += "\n" + line
            continue
        found = _LINE.match(line)
        current = None
        if found and "LOG:  " in line:
            current = transactions.setdefault(found.group(1), [])
            current.append(found.group(2))
    asked = []
    for said in transactions.values():
        statements = [statement for text in said for statement in _split(text)]
        is_whole = statements[0].startswith("BEGIN") and statements[-1] in ("COMMIT", "ROLLBACK")
        if is_whole and not any(_OF_WORKERS.match(statement) for statement in statements):
            asked += statements
    return asked


def differences(script, log):
    """Lines that tell where the script and the server differ; none where they say the same."""
    lines = difflib.unified_diff(script, log, "the script", "the server", lineterm="", n=0)
    return [line if len(line) <= 200 else line[:200] + " …" for line in lines]
