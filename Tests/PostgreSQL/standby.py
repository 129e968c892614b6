"""A synchronous standby: no commit on the primary is acknowledged before the standby has it."""
import programs
from instance import USER, Instance
from processes import Trouble, wait_until

COPY_LIMIT_SECONDS, SYNC_LIMIT_SECONDS, PROMOTE_LIMIT_SECONDS = 300, 180, 300


class Standby(Instance):
    """Copied from a running primary into the same folder, and streaming synchronously when it has been made."""

    def __init__(self, primary):
        # Five seconds by default: so long commits would wait after a restart of the primary.
        settings = {**primary.settings, "wal_retrieve_retry_interval": "200ms"}
        super().__init__("standby", primary.folder, primary.programs_folder, settings)
        copy = [self.bin("pg_basebackup"), f"--pgdata={self.data}", "--host=127.0.0.1", f"--port={primary.port}",
                f"--username={USER}", "--write-recovery-conf", "--checkpoint=fast", "--no-sync"]
        programs.run(copy, COPY_LIMIT_SECONDS, self.folder)
        self.start_somewhere()
        self._wait_until_it_is("async", primary)
        # Only now, and on the primary alone: before, its commits would wait for a standby that is not there, and after
        # a promotion those of the standby would.
        primary.psql("ALTER SYSTEM SET synchronous_standby_names = 'standby'; SELECT pg_reload_conf()")
        self._wait_until_it_is("sync", primary)

    def _wait_until_it_is(self, state, primary):
        question = "SELECT sync_state FROM pg_stat_replication WHERE state = 'streaming'"
        wait_until(lambda: primary.psql(question).strip() == state, SYNC_LIMIT_SECONDS, f"the standby to be {state}")

    def promote(self):
        """Returns when this server accepts writes."""
        if self.psql(f"SELECT pg_promote(true, {PROMOTE_LIMIT_SECONDS})").strip() != "t":
            raise Trouble(f"the standby was not promoted within {PROMOTE_LIMIT_SECONDS} s. "
                          f"Its log ends:\n{self.last_words()}")
        self.psql("SELECT pg_current_xact_id()")  # Refused by a server that is still a standby.
