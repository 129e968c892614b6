"""Xandikos for tests: a calendar server that keeps its events in Git, on a free port of 127.0.0.1.

  xandikos_peer.py --store FOLDER
      Prints one line of JSON when it answers, {"port": 12345}, and ends when its standard input (a pipe) ends. Whoever
      reaches it is "ada", because passwords are left to what stands before it; her calendar, which it makes by itself,
      is /ada/calendars/calendar/.
"""

import argparse
import sys
from pathlib import Path

import started


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--store", type=Path, required=True)
    folder = parser.parse_args().store
    (folder / "calendars").mkdir(parents=True)
    started.serve(folder, lambda port: [
        sys.executable, "-m", "xandikos", "serve", "-d", str(folder / "calendars"), "-l", "127.0.0.1", "-p", str(port),
        "--current-user-principal", "/ada/", "--defaults"])


if __name__ == "__main__":
    main()
