"""Where PostgreSQL's programs are, and how they are started: never as root, and without the caller's own settings."""
import os
import pathlib
import pwd
import random
import shutil
import socket
import subprocess

from processes import END_LIMIT_SECONDS, Trouble, kill

SERVER_USER = "postgres"
LAST_LINES = 20


def folder_of_programs():
    """Debian's newest version, else what pg_config names, else where initdb is found in PATH."""
    versions = [path for path in pathlib.Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    if versions:
        return max(versions, key=lambda path: [int(part) for part in path.parent.name.split(".") if part.isdigit()])
    if shutil.which("pg_config"):
        answer = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, timeout=90, check=False)
        if (pathlib.Path(answer.stdout.strip()) / "initdb").exists():
            return pathlib.Path(answer.stdout.strip())
    if found := shutil.which("initdb"):
        return pathlib.Path(found).resolve().parent
    raise Trouble("PostgreSQL's server is not on this machine: install the Debian package postgresql")


def server_user():
    """The user that servers run as if this program runs as root, else none: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    try:
        pwd.getpwnam(SERVER_USER)
    except KeyError:
        raise Trouble(f"PostgreSQL does not run as root, and there is no user {SERVER_USER}: install the Debian "
                      "package postgresql, or run this as another user") from None
    return SERVER_USER


def without_root(command):
    user = server_user()
    if user is None:
        return command
    return ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", "--inh-caps=-all", *command]


def environment():
    """Only these: a developer's own PGHOST or PGOPTIONS must not change what is tested."""
    inherited = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "TZ") if name in os.environ}
    return {**inherited, "LC_ALL": "C.UTF-8", "PGCONNECT_TIMEOUT": "90"}


def run(command, seconds, folder, text=""):
    """What a program printed; trouble with its last lines if it failed or took longer than so many seconds."""
    name = os.path.basename(command[0])
    process = subprocess.Popen(without_root(command), cwd=folder, env=environment(), text=True, start_new_session=True,
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        output, errors = process.communicate(text, seconds)
    except subprocess.TimeoutExpired:
        _end(process)
        raise Trouble(f"waited {seconds} s in vain for {name}") from None
    except BaseException:
        _end(process)
        raise
    if process.returncode != 0:
        raise Trouble(f"{name} failed: {last_lines(errors or output)}")
    return output


def _end(process):
    """Asked first, because initdb runs a server, which would go on by itself."""
    process.terminate()
    try:
        process.communicate(timeout=END_LIMIT_SECONDS)
    except subprocess.TimeoutExpired:
        kill(process.pid)
        process.communicate(timeout=END_LIMIT_SECONDS)


def last_lines(text):
    return "\n".join(text.strip().splitlines()[-LAST_LINES:])


def free_port():
    """A loopback port that nobody uses, below those from which outgoing connections are given theirs (32768 and up).

    From among those, a client that tries again and again while the server is stopped would some day be connected to
    itself, and the port be taken when the server comes back.
    """
    for _ in range(100):
        port = random.randrange(15_000, 32_000)
        with socket.socket() as door:
            try:
                door.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue
    raise Trouble("found no free port on 127.0.0.1 between 15000 and 32000")
