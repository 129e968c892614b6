"""The processes of a throwaway cluster: found in /proc, waited for, stopped, ended."""
import os
import pathlib
import signal
import time

# waits for the real world: servers that start, stop and die
END_LIMIT_SECONDS = 90


class Trouble(Exception):
    """Something that keeps a cluster from doing what was asked, with a sentence for the person who runs the tests."""


def wait_until(holds, seconds, what):
    """The first true answer of `holds()`, asked every 5 ms; trouble that names `what` after so many seconds."""
    limit = time.monotonic() + seconds
    while True:
        if answer := holds():
            return answer
        if time.monotonic() > limit:
            raise Trouble(f"waited {seconds} s in vain for {what}")
        time.sleep(0.005)


def _state_and_parent(pid):
    """One letter as in proc(5) and the parent's id. A process that is gone, or only awaited by its parent, has none."""
    try:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None, None
    return (None, None) if fields[0] in "ZX" else (fields[0], int(fields[1]))


def is_gone(pid):
    return _state_and_parent(pid)[0] is None


def family_of(pid):
    """The process and all below it, by the parents they have now: each server process has a session of its own."""
    parents = {int(name): _state_and_parent(name)[1] for name in os.listdir("/proc") if name.isdigit()}
    family = [pid]
    for member in family:
        family += [child for child, parent in parents.items() if parent == member]
    return family


def send(family, number):
    for pid in family:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            pass


def freeze(pid):
    """Stops the process and all below it, and returns them. The process itself first, so that it starts no others."""
    def stopped(members):
        return all(_state_and_parent(member)[0] in ("T", "t", None) for member in members)

    send([pid], signal.SIGSTOP)
    wait_until(lambda: stopped([pid]), END_LIMIT_SECONDS, f"process {pid} to stop")
    family = family_of(pid)
    send(family, signal.SIGSTOP)
    wait_until(lambda: stopped(family), END_LIMIT_SECONDS, f"the processes below {pid} to stop")
    return family


def kill(pid):
    """Ends the process and all below it by SIGKILL, and returns when all are gone."""
    family = freeze(pid)
    send(family, signal.SIGKILL)
    wait_until(lambda: all(map(is_gone, family)), END_LIMIT_SECONDS, f"process {pid} and those below it to be gone")
