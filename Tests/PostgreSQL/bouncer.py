"""pgbouncer in front of a server: a connection belongs to a client for the length of one transaction only."""
import os
import shutil
import subprocess

import programs
from instance import DATABASE, USER
from processes import Trouble, wait_until

START_LIMIT_SECONDS, STOP_LIMIT_SECONDS = 90, 90
# `any`: who connects is not asked who they are. Nothing that a client sends when it connects is ignored.
SETTINGS = """[databases]
* = host=127.0.0.1 port={server_port} user={user}

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 20
max_client_conn = 1000
"""


class Bouncer:
    """Runs when it has been made; `url` is the primary's, through it."""

    def __init__(self, primary):
        program = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
        if program is None:
            raise Trouble("pgbouncer is not on this machine: install the Debian package pgbouncer")
        port = programs.free_port()
        self.url = f"postgres://{USER}@127.0.0.1:{port}/{DATABASE}"
        settings, self.log = primary.folder / "bouncer.ini", primary.folder / "bouncer.log"
        settings.write_text(SETTINGS.format(server_port=primary.port, port=port, user=USER))
        settings.chmod(0o644)  # whatever the umask: another user may read it
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(programs.without_root([program, str(settings)]), cwd=primary.folder,
                                            env=programs.environment(), start_new_session=True,
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self._question = [primary.bin("psql"), "-XAtq", "-d", self.url, "-c", "SELECT 1"]
        self._folder = primary.folder
        try:
            wait_until(self._answers, START_LIMIT_SECONDS, "pgbouncer to answer")
        except BaseException:
            self.stop()
            raise

    def _answers(self):
        if self.process.poll() is not None:
            raise Trouble(f"pgbouncer ended with status {self.process.returncode}. Its log ends:\n"
                          f"{programs.last_lines(self.log.read_text(errors='replace'))}")
        try:
            return programs.run(self._question, START_LIMIT_SECONDS, self._folder)
        except Trouble:
            return False

    def stop(self):
        self.process.kill()
        self.process.wait(STOP_LIMIT_SECONDS)
