"""One running PostgreSQL server with a data folder and a loopback port of its own: a primary or a standby."""
import signal
import subprocess

import processes
import programs
from processes import Trouble, wait_until

USER = DATABASE = "informat"
START_LIMIT_SECONDS, STOP_LIMIT_SECONDS, QUERY_LIMIT_SECONDS, PORTS_TRIED = 300, 120, 300, 5


class Instance:
    """`name` is also its folder's. `settings` are PostgreSQL's by their names, and hold for every start."""

    def __init__(self, name, folder, programs_folder, settings):
        self.name, self.folder, self.data = name, folder, folder / name
        self.programs_folder, self.settings = programs_folder, settings
        self.port = self.process = None
        self.was_killed = False

    @property
    def url(self):
        return self.url_of(DATABASE)

    def url_of(self, database):
        return f"postgres://{USER}@127.0.0.1:{self.port}/{database}"

    def bin(self, name):
        """The path of one of PostgreSQL's programs, of the server's version: psql, pgbench and so on."""
        return str(self.programs_folder / name)

    def start_somewhere(self):
        """The first start: on a port that was free a moment ago, or on another if it was taken meanwhile."""
        for attempt in range(PORTS_TRIED):
            self.port = programs.free_port()
            try:
                return self.start()
            except Trouble:
                if attempt == PORTS_TRIED - 1 or "Address already in use" not in self.last_words():
                    raise

    def start(self):
        """Returns when the server accepts connections, always on the same port."""
        if self.is_running():
            raise Trouble(f"the {self.name} runs already")
        settings = {**self.settings, "port": self.port, "listen_addresses": "127.0.0.1", "unix_socket_directories": "",
                    "cluster_name": self.name}
        command = [self.bin("postgres"), "-D", str(self.data)]
        for setting, value in settings.items():
            command += ["-c", f"{setting}={value}"]
        with open(self._log, "ab") as log:
            # A session of its own: a stop of the test run, sent to all its processes, must not stop the database.
            self.process = subprocess.Popen(programs.without_root(command), cwd=self.folder, env=programs.environment(),
                                            start_new_session=True, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            wait_until(self._is_ready, START_LIMIT_SECONDS, f"the {self.name} to accept connections")
        except Trouble as trouble:
            self.kill()
            raise Trouble(f"{trouble}. Its log ends:\n{self.last_words()}") from None
        self.was_killed = False

    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def _is_ready(self):
        """The way pg_ctl finds it out: by the server's process id and the eighth line of this file."""
        if not self.is_running():
            raise Trouble(f"the {self.name} ended with status {self.process.returncode}")
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        return len(lines) >= 8 and lines[0] == str(self.process.pid) and lines[7].strip() == "ready"

    def stop(self):
        """PostgreSQL's fast shutdown: ends all connections, writes everything, returns when the server has ended."""
        if not self.is_running():
            return
        family = processes.family_of(self.process.pid)
        self.process.send_signal(signal.SIGINT)
        processes.send(family, signal.SIGCONT)  # A frozen server could not end.
        try:
            self.process.wait(STOP_LIMIT_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            raise Trouble(f"the {self.name} had not ended {STOP_LIMIT_SECONDS} s after its stop, and was killed. "
                          f"Its log ends:\n{self.last_words()}") from None

    def kill(self):
        """SIGKILL to the server and all its processes: what it had not yet handed to the kernel is lost."""
        if self.is_running():
            processes.kill(self.process.pid)
            self.process.wait(STOP_LIMIT_SECONDS)
            self.was_killed = True

    def close(self):
        """Before the end. Only PostgreSQL itself finds the shared memory that it left behind when it was killed."""
        if self.was_killed and not self.is_running():
            self.start()

    def freeze(self):
        """The server and all its processes stand still: connections stay open and nothing answers."""
        self._must_run()
        processes.freeze(self.process.pid)

    def thaw(self):
        self._must_run()
        processes.send(processes.family_of(self.process.pid), signal.SIGCONT)

    def _must_run(self):
        if not self.is_running():
            raise Trouble(f"the {self.name} does not run")

    def psql(self, sql, database=DATABASE):
        """What psql prints for these statements, values separated by |. Each statement is a transaction of its own."""
        command = [self.bin("psql"), "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", self.url_of(database)]
        try:
            return programs.run(command, QUERY_LIMIT_SECONDS, self.folder, sql)
        except Trouble as trouble:
            raise Trouble(f"{trouble}\nThe log of the {self.name} ends:\n{self.last_words()}") from None

    @property
    def _log(self):
        return self.folder / f"{self.name}.log"

    def last_words(self):
        return programs.last_lines(self._log.read_text(errors="replace"))
