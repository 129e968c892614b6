"""A durable PostgreSQL cluster of this run alone, its databases, and servers on them."""
import re
import secrets

import statements
from server import Server

# Where the throwaway clusters of the tests do not have PostgreSQL's own values. All others are its own.
SETTINGS = {"max_connections": "100", "max_wal_size": "1GB", "log_line_prefix": statements.LINE_PREFIX}
TOLD = ("server_version", "fsync", "synchronous_commit", "full_page_writes", "wal_sync_method", "shared_buffers",
        "max_wal_size", "max_connections")
_CONFLICT = re.compile(r"ERROR:  (?:could not serialize access|deadlock detected)")


class Ground:
    """Databases are filled once and copied for each run, so that every run begins alike."""

    def __init__(self, binary, folder, cluster):
        self.binary, self.folder, self.cluster = binary, folder, cluster
        # One for all servers and databases: a token that one gave is good at the others.
        self.secret = secrets.token_hex(32)
        self.count = 0

    def server(self, database):
        self.count += 1
        # One name for the outside too, as behind a balancer: it stands in the tokens.
        settings = {"DATABASE_URL": self.cluster.url_of(database), "JWT_SECRET": self.secret,
                    "PUBLIC_URL": "https://bench.example.org"}
        return Server(self.binary, self.folder / f"server-{self.count}", settings)

    def make(self, database, fill):
        """Makes a database and has a server fill it; returns what `fill` returns."""
        self._ask(f"CREATE DATABASE {database}")
        with self.server(database) as server:
            filled = fill(server)
            server.wait_until_idle()
        self.cluster.psql("VACUUM ANALYZE", database)
        return filled

    def copy(self, template, setting=None):
        """The name of a new database like another, with nothing left to be written to disk."""
        self.count += 1
        name = f"{template}_{self.count}"
        self._ask(f"CREATE DATABASE {name} TEMPLATE {template}")
        if setting:
            self._ask(f"ALTER DATABASE {name} SET {setting}")
        self._ask("CHECKPOINT")
        return name

    def drop(self, database):
        self._ask(f"DROP DATABASE {database} WITH (FORCE)")

    def numbers(self, database, sql):
        """The one row that a query gives, of whole numbers."""
        return [int(value) for value in self.cluster.psql(sql, database).strip().split("|")]

    def settings(self):
        asked = ", ".join(f"current_setting('{name}')" for name in TOLD)
        return dict(zip(TOLD, self._ask(f"SELECT {asked}").strip().split("|")))

    def log_end(self):
        return self._log.stat().st_size

    def log_since(self, start):
        with open(self._log, "rb") as log:
            log.seek(start)
            return log.read().decode(errors="replace")

    def conflicts_since(self, start):
        """How many statements PostgreSQL refused because another transaction was in the way."""
        return len(_CONFLICT.findall(self.log_since(start)))

    @property
    def _log(self):
        return self.cluster.folder / f"{self.cluster.name}.log"

    def _ask(self, sql):
        return self.cluster.psql(sql, "postgres")
