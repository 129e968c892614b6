"""A mail server that takes each mail, but says so only when its gate is opened.

  gated_smtp.py
      Prints its port on 127.0.0.1, then a line for each step: `held MESSAGE-ID` when a mail has come whole and waits
      for its answer, `taken MESSAGE-ID` once it has been told that it was taken, `lost MESSAGE-ID` where nobody was
      there to be told. A line on its standard input opens the gate for good; it ends when its input ends.
"""

import re
import socketserver
import sys
import threading

gate = threading.Event()
printing = threading.Lock()


def say(text):
    with printing:
        print(text, flush=True)


class Conversation(socketserver.StreamRequestHandler):
    def answer(self, text):
        self.wfile.write(f"{text}\r\n".encode())

    def handle(self):
        try:
            self.answer("220 gate")
            line = self.rfile.readline()
            while line:
                word = line.split(b" ")[0].strip().upper()
                if word == b"DATA":
                    self.answer("354 go on")
                    line = self.take()
                    continue
                if word == b"QUIT":
                    self.answer("221 bye")
                    return
                self.answer("250 ok")
                line = self.rfile.readline()
        except OSError:
            return

    def take(self):
        """One mail and its answer; returns the command after it, or nothing where nobody is there any more."""
        lines = []
        for line in iter(self.rfile.readline, b""):
            if line == b".\r\n":
                break
            lines.append(line)
        found = re.search(rb"(?im)^Message-ID:\s*<([^>]*)>", b"".join(lines))
        name = found.group(1).decode() if found else "?"
        say(f"held {name}")
        gate.wait()
        try:
            self.answer("250 taken")
            # A connection that was reset meanwhile takes one answer without a word, but sends no further command.
            following = self.rfile.readline()
        except OSError:
            following = b""
        say(f"{'taken' if following else 'lost'} {name}")
        return following


class Listener(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


def main():
    listener = Listener(("127.0.0.1", 0), Conversation)
    threading.Thread(target=listener.serve_forever, daemon=True).start()
    say(str(listener.server_address[1]))
    if sys.stdin.readline():
        gate.set()
        sys.stdin.read()


if __name__ == "__main__":
    main()
