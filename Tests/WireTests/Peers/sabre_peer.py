"""SabreDAV for tests, what Nextcloud, ownCloud and Baikal are built on: in PHP, on a free port of 127.0.0.1.

  sabre_peer.py --store FOLDER
      Prints one line of JSON when it answers, {"port": 12345}, and ends when its standard input (a pipe) ends. The user
      is "ada" with password "app-pass-word-1", which is asked for by Digest; all is below /dav.php/, and her calendar
      is /dav.php/calendars/ada/personal/. It knows a calendar's ctag and no sync-token.
"""

import argparse
import gzip
import hashlib
import sqlite3
from pathlib import Path

import started

USER, PASSWORD, REALM = "ada", "app-pass-word-1", "InFormat"
# Where Debian's php-sabre-dav has them.
TABLES = Path("/usr/share/doc/php-sabre-dav/examples/sql")

PROGRAM = """<?php
error_reporting(0);
date_default_timezone_set('UTC');
require 'Sabre/autoload.php';
$tables = new PDO('sqlite:' . __DIR__ . '/sabre.sqlite');
$tables->setAttribute(PDO::ATTR_ERRMODE, PDO::ERRMODE_EXCEPTION);
$people = new Sabre\\DAVACL\\PrincipalBackend\\PDO($tables);
$calendars = new Sabre\\CalDAV\\CalendarRootNode($people, new Sabre\\CalDAV\\Backend\\PDO($tables));
$server = new Sabre\\DAV\\Server([new Sabre\\CalDAV\\Principal\\Collection($people), $calendars]);
$server->setBaseUri('/dav.php/');
$passwords = new Sabre\\DAV\\Auth\\Backend\\PDO($tables);
foreach ([
    new Sabre\\DAV\\Auth\\Plugin($passwords, 'InFormat'), new Sabre\\DAVACL\\Plugin(), new Sabre\\CalDAV\\Plugin(),
] as $plugin) {
    $server->addPlugin($plugin);
}
$server->exec();
"""


def fill(file):
    tables = sqlite3.connect(file)
    for name in ("users", "principals", "calendars", "locks"):
        path = next(TABLES.glob(f"sqlite.{name}.sql*"))
        text = path.read_bytes()
        tables.executescript((gzip.decompress(text) if path.suffix == ".gz" else text).decode())
    for name in ("users", "principals"):
        tables.execute(f"DELETE FROM {name}")  # Those of the examples.
    known = hashlib.md5(f"{USER}:{REALM}:{PASSWORD}".encode()).hexdigest()
    tables.execute("INSERT INTO users (username, digesta1) VALUES (?, ?)", (USER, known))
    principal = f"principals/{USER}"
    tables.execute("INSERT INTO principals (uri, email, displayname) VALUES (?, ?, ?)",
                   (principal, "ada@example.org", "Ada"))
    tables.execute("INSERT INTO calendars (principaluri, displayname, uri, ctag, components)"
                   " VALUES (?, 'Personal', 'personal', 1, 'VEVENT,VTODO')", (principal,))
    tables.commit()
    tables.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--store", type=Path, required=True)
    folder = parser.parse_args().store
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "dav.php").write_text(PROGRAM)
    fill(folder / "sabre.sqlite")
    started.serve(folder, lambda port: [
        "php", "-d", "display_errors=0", "-S", f"127.0.0.1:{port}", "-t", str(folder), str(folder / "dav.php")])


if __name__ == "__main__":
    main()
