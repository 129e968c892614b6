"""A mail server that takes every mail after a delay, and remembers when each came; only for measuring."""
import asyncio
import threading
import time


class MailServer:
    """`with MailServer(0.02) as mails:` listens on 127.0.0.1 in a thread of its own."""

    def __init__(self, delay_seconds):
        self.delay_seconds = delay_seconds
        self.port = None
        self.taken = 0
        self.connections = 0
        self.last_at = None
        self._waited_for = {}
        self._loop = asyncio.new_event_loop()
        self._is_ready = threading.Event()

    def __enter__(self):
        threading.Thread(target=self._serve, daemon=True).start()
        self._is_ready.wait()
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._loop.stop)

    @property
    def settings(self):
        return {"SMTP_URL": f"smtp://127.0.0.1:{self.port}", "MAIL_FROM": "Practice <hello@example.org>"}

    def wait_for(self, words, seconds):
        """When a mail with these words in a header's line arrived; None where none did in time."""
        event = threading.Event()
        self._waited_for[words.encode()] = event
        return time.monotonic() if event.wait(seconds) else None

    def _serve(self):
        asyncio.set_event_loop(self._loop)
        listener = self._loop.run_until_complete(asyncio.start_server(self._talk, "127.0.0.1", 0, limit=1 << 20))
        self.port = listener.sockets[0].getsockname()[1]
        self._is_ready.set()
        self._loop.run_forever()

    async def _talk(self, reader, writer):
        self.connections += 1
        try:
            writer.write(b"220 measure\r\n")
            while line := await reader.readline():
                command = line[:4].upper().strip()
                if command == b"DATA":
                    writer.write(b"354 go on\r\n")
                    content = await reader.readuntil(b"\r\n.\r\n")
                    await asyncio.sleep(self.delay_seconds)
                    self._take(content)
                writer.write(b"221 bye\r\n" if command == b"QUIT" else b"250 ok\r\n")
                if command == b"QUIT":
                    break
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    def _take(self, content):
        self.taken += 1
        self.last_at = time.monotonic()
        for words, event in list(self._waited_for.items()):
            if words in content[:2_000]:
                event.set()
