#!/usr/bin/python3
"""Private throwaway PostgreSQL clusters for tests and measurements, on a free loopback port, gone when this ends.

cluster.py run [--durable] [--set NAME=VALUE]… -- COMMAND…   runs a command with INFORMAT_POSTGRES=<url>
cluster.py control [--durable] [--standby] [--set …]         does what is asked on standard input: see control.py
"""
import argparse
import os
import pathlib
import signal
import subprocess
import sys

import programs
from instance import DATABASE, USER, Instance
from processes import Trouble

INITDB_LIMIT_SECONDS, FOLDER_LIMIT_SECONDS = 300, 180
ALWAYS = {"max_connections": "2000", "shared_buffers": "128MB", "max_wal_size": "2GB", "log_min_messages": "warning"}
# A loss of power may destroy such a cluster, but nobody will miss it.
QUICK = {"fsync": "off"}
# And a server that is killed may forget what it has just acknowledged.
QUICKEST = {**QUICK, "synchronous_commit": "off", "full_page_writes": "off"}


class Cluster(Instance):
    """`with Cluster() as cluster:` gives a primary that accepts connections, with an empty database `informat`.

    A `durable` one is as safe as PostgreSQL is by itself, for what is measured; others are quick. `settings` come last.
    """

    def __init__(self, durable=False, settings=None, quick=None):
        programs_folder, user = programs.folder_of_programs(), programs.server_user()
        keeper = [sys.executable, str(pathlib.Path(__file__).with_name("keeper.py"))] + ([user] if user else [])
        self.keeper = subprocess.Popen(keeper, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                       start_new_session=True)
        try:
            folder = self.keeper.stdout.readline().strip()
            if not folder:
                raise Trouble("could not make a folder for the cluster")
            wanted = {} if durable else QUICKEST if quick is None else quick
            super().__init__("primary", pathlib.Path(folder), programs_folder, {**ALWAYS, **wanted, **(settings or {})})
            self._make()
        except BaseException:
            self._end_keeper()
            raise

    def _make(self):
        # C.UTF-8 orders text by its bytes, as SQLite does, and is on every Debian.
        initdb = [self.bin("initdb"), f"--pgdata={self.data}", f"--username={USER}", "--auth=trust", "--no-sync",
                  "--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions"]
        programs.run(initdb, INITDB_LIMIT_SECONDS, self.folder)
        self.start_somewhere()
        self.psql(f"CREATE DATABASE {DATABASE}", database="postgres")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """Ends the server and removes its folder."""
        try:
            super().close()
        finally:
            self._end_keeper()

    def _end_keeper(self):
        self.keeper.stdin.close()
        self.keeper.wait(FOLDER_LIMIT_SECONDS)
        self.keeper.stdout.close()


def run_command(cluster, arguments):
    """The exit status of the command, or 128 and the number of the signal that ended it. Stops are passed on to it."""
    # At a terminal Ctrl-C reaches everybody in this group. Elsewhere the command gets a group of its own, so that a
    # stop sent to this whole group (as timeout does) reaches it once.
    at_terminal, command, early = os.isatty(0), None, []

    def pass_on(number, _):
        if command is None:
            early.append(number)
        elif not (at_terminal and number == signal.SIGINT):
            command.send_signal(number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, pass_on)
    try:
        command = subprocess.Popen(arguments, env={**os.environ, "INFORMAT_POSTGRES": cluster.url},
                                   process_group=None if at_terminal else 0)
    except OSError as error:
        raise Trouble(f"{arguments[0]} could not be started: {error.strerror}") from None
    for number in early:
        command.send_signal(number)
    status = command.wait()
    return status if status >= 0 else 128 - status


def setting(text):
    name, equals, value = text.partition("=")
    if not (name and equals):
        raise argparse.ArgumentTypeError(f"{text} is not NAME=VALUE")
    return name, value


def leave(number, _):
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    sys.exit(128 + number)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    deeds = parser.add_subparsers(dest="deed", required=True)
    run, control = deeds.add_parser("run"), deeds.add_parser("control")
    for deed in (run, control):
        deed.add_argument("--durable", action="store_true", help="as safe as PostgreSQL is by itself")
        deed.add_argument("--set", type=setting, action="append", default=[], metavar="NAME=VALUE")
    run.add_argument("command", nargs="+")
    control.add_argument("--standby", action="store_true", help="with a synchronous standby")
    asked = parser.parse_args()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, leave)
    try:
        if asked.deed == "control":
            from control import answer_all  # here, because control.py uses this file
            return answer_all(asked.durable, dict(asked.set), asked.standby)
        with Cluster(asked.durable, dict(asked.set)) as cluster:
            return run_command(cluster, asked.command)
    except Trouble as trouble:
        print(f"cluster.py: {trouble}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
