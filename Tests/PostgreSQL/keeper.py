"""Makes a folder for a cluster and cleans up after it, however the program that uses the cluster ends, SIGKILL too.

Prints the folder's path and waits for the end of its standard input, which its parent holds open. Then it ends the
servers that run from the folder and removes it. It has a session of its own, so that no stop of a test run reaches it.
"""
import os
import pathlib
import pwd
import shutil
import signal
import sys
import tempfile

import processes

# How each program that is started with the folder in its arguments is told to end at once.
ENDINGS = {"postgres": signal.SIGQUIT, "pgbouncer": signal.SIGTERM, "initdb": signal.SIGTERM,
           "pg_basebackup": signal.SIGTERM, "setpriv": signal.SIGTERM}


def servers_of(folder):
    """Process ids and program names."""
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            program, *arguments = (process / "cmdline").read_bytes().split(b"\0")
        except (FileNotFoundError, ProcessLookupError):
            continue
        name = os.path.basename(program.decode(errors="replace"))
        if name in ENDINGS and any(folder.encode() in argument for argument in arguments):
            yield int(process.name), name


def end_servers(folder):
    for pid, name in list(servers_of(folder)):
        family = processes.family_of(pid)
        processes.send([pid], ENDINGS[name])
        processes.send(family, signal.SIGCONT)
        try:
            processes.wait_until(lambda: all(map(processes.is_gone, family)), processes.END_LIMIT_SECONDS, name)
        except processes.Trouble:
            processes.kill(pid)


def removed(folder):
    """Not at the first try if a server that is just ending still writes there."""
    shutil.rmtree(folder, ignore_errors=True)
    return not os.path.exists(folder)


def main():
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE):
        signal.signal(number, signal.SIG_IGN)
    folder = tempfile.mkdtemp(prefix="informat-postgresql-")
    try:
        if len(sys.argv) > 1:
            owner = pwd.getpwnam(sys.argv[1])
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        print(folder, flush=True)
        sys.stdin.read()
        end_servers(folder)
    finally:
        processes.wait_until(lambda: removed(folder), processes.END_LIMIT_SECONDS, f"{folder} to be empty")


if __name__ == "__main__":
    main()
