"""What programs for tests share that put a server of others on a free port of 127.0.0.1."""

import ctypes
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time

PATIENCE_SECONDS, TRIES = 120, 3


def serve(folder, command):
    """Starts `command(port)` in a folder and prints {"port": 12345} once it answers; ends with it when standard input
    (a pipe) ends."""
    log = folder / "server.log"
    for _ in range(TRIES):
        port = free_port()
        with open(log, "ab") as file:
            process = subprocess.Popen(command(port), cwd=folder, stdin=subprocess.DEVNULL, stdout=file, stderr=file,
                                       preexec_fn=die_with_parent)
        if answers(process, port):
            print(json.dumps({"port": port}), flush=True)
            while os.read(sys.stdin.fileno(), 1024):
                pass
            return
        process.kill()
        process.wait()
    sys.exit(log.read_text(errors="replace")[-2000:])


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def die_with_parent():
    """PR_SET_PDEATHSIG: a test that kills this program has ended the server too."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def answers(process, port):
    """False where it has ended, perhaps because somebody else took its port."""
    limit = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < limit and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
        try:
            connection.request("OPTIONS", "/")
            connection.getresponse().read()
            return True
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)  # waits for the real world: a server that starts
        finally:
            connection.close()
    return False
