"""A web server for tests: answers on 127.0.0.1, and on ::1 where there is one, and keeps every request as it came.

  http_peer.py --store FOLDER [--tls]
      Prints one line of JSON when it listens, {"port": 12345, "ipv6": true, "ca": "FOLDER/ca.pem" or null}, and ends
      when its standard input (a pipe) ends.
      FOLDER/events.jsonl has a line for each step, written before the answer: {"event": "connect"}, and
      {"event": "call", "connection": 1, "head": …, "body": …}, both as they came, in base64.
      With --tls its certificate is for localhost and 127.0.0.1, signed by FOLDER/ca.pem.

      The path decides the answer:
        /…            200 "ok"                  /status/404   that status, with a body
        /moved        302 to /landed            /headers      names in all cases, one twice, blanks, letters, trailers
        /interim      103, then 200             /empty        204                         /big/N   200 with N bytes
        /basic, /digest   401 with that challenge, and 200 "in" for user "jo:e" with password "s3cret ä"
        /packed/N     the same, compressed by gzip, whether that was asked for or not
      and the fault:
        /slow         never answers             /drip         begins, then a byte now and then, for ever
        /cut          half a body of known length, then closes      /cutchunk    half a chunk, then closes
        /silent       closes without an answer  /garbage      no HTTP                     /bare    a body without head
        /endless      a body without end        /heads        headers without end         /interims  103s without end
        /farewell     200, then closes without having said so
        /once         200 to the first call of a connection; closes without an answer at the second
        /gate         answers when somebody calls /open
"""

import argparse
import asyncio
import base64
import gzip
import hashlib
import json
import os
import re
import ssl
import sys

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"

ANSWERS = {
    "/moved": b"HTTP/1.1 302 Found\r\nLocation: /landed\r\nContent-Length: 5\r\n\r\nmoved",
    "/headers": CHUNKED + b"X-UPPER: A b\r\nx-lower:   two  blanks \t \r\nX-Twice: first\r\nx-TWICE: last\r\n"
    + b"X-Empty:\r\nX-Colons: a:b\r\nX-Folded: one\r\n x-hidden: two\r\nX-Letters: \xc3\xa4\r\n\r\n"
    + b"3\r\na\x00b\r\n2\r\n\xff\n\r\n0\r\nX-Upper: trailer\r\n\r\n",
    "/interim": b"HTTP/1.1 103 Early Hints\r\nX-Early: yes\r\n\r\n" + OK,
    "/empty": b"HTTP/1.1 204 No Content\r\n\r\n",
    "/cut": b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf.",
    "/cutchunk": CHUNKED + b"\r\na\r\nhalf.",
    "/silent": b"",
    "/garbage": b"\x16\x03\x01\x00garbage \x00\xff\r\n\r\n" * 20,
    "/bare": b"<html>just a page</html>",
    "/farewell": OK,
}
CLOSING = {"/cut", "/cutchunk", "/silent", "/garbage", "/bare", "/farewell"}
USER, PASSWORD = "jo:e", "s3cret ä"
CHALLENGES = {"/basic": 'Basic realm="peer"', "/digest": 'Digest realm="peer", nonce="n0nce", qop="auth", algorithm=MD5'}
ENDLESS = {
    "/endless": (CHUNKED + b"\r\n", b"2000\r\n" + b"x" * 0x2000 + b"\r\n"),
    "/heads": (b"HTTP/1.1 200 OK\r\n", b"X-More: " + b"x" * 80 + b"\r\n"),
    "/interims": (b"", b"HTTP/1.1 103 Early Hints\r\nX-More: yes\r\n\r\n"),
}


class Peer:
    def __init__(self, folder):
        self.events = os.path.join(folder, "events.jsonl")
        self.connections = 0
        self.gate = asyncio.Event()
        self.never = asyncio.Event()

    def note(self, event, **facts):
        with open(self.events, "a", encoding="utf-8") as file:
            file.write(json.dumps({"event": event, **facts}) + "\n")

    async def take(self, reader, writer):
        self.connections += 1
        connection = self.connections
        self.note("connect")
        try:
            count = 0
            while await self.answer(reader, writer, connection, count):
                count += 1
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def answer(self, reader, writer, connection, count):
        """One request and its answer; false when the connection is to end."""
        head = await reader.readuntil(b"\r\n\r\n")
        body = await reader.readexactly(length(head))
        text = [base64.b64encode(part).decode() for part in (head, body)]
        self.note("call", connection=connection, head=text[0], body=text[1])
        path = head.split(b" ", 2)[1].decode().split("?")[0]
        if path in ENDLESS:
            beginning, more = ENDLESS[path]
            writer.write(beginning)
            while True:
                writer.write(more)
                await writer.drain()
        if path == "/slow":
            await self.never.wait()
        if path == "/drip":
            await self.drip(writer)
        if path == "/gate":
            await self.gate.wait()
        if path == "/open":
            self.gate.set()
        if path == "/once" and count > 0:
            return False
        if path in CHALLENGES:
            writer.write(guarded(path, head))
            await writer.drain()
            return True
        writer.write(bare(path) if head.startswith(b"HEAD ") else content(path))
        await writer.drain()
        return path not in CLOSING

    async def drip(self, writer):
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        while True:
            writer.write(b"x")
            await writer.drain()
            # waits for the real world: a slow line is one that sends a byte now and then; the test ends it.
            await asyncio.sleep(0.05)


def guarded(path, head):
    """What stands behind a password: shown by Basic (RFC 7617) or Digest (RFC 7616, 3.4)."""
    given = re.search(rb"(?im)^authorization: (\w+) (.*?)\r$", head)
    if given and given[1] == b"Basic" and path == "/basic":
        is_in = base64.b64decode(given[2]).decode() == f"{USER}:{PASSWORD}"
    elif given and given[1] == b"Digest" and path == "/digest":
        is_in = digested(head, dict(re.findall(r'(\w+)="?([^",]*)"?', given[2].decode())))
    else:
        is_in = False
    if is_in:
        return b"HTTP/1.1 200 OK\r\nX-Door: open\r\nContent-Length: 2\r\n\r\nin"
    challenge = CHALLENGES[path].encode()
    return b"HTTP/1.1 401 Unauthorized\r\nX-First: yes\r\nWWW-Authenticate: " + challenge + (
        b"\r\nContent-Length: 4\r\n\r\nwho?"
    )


def digested(head, given):
    method = head.split(b" ", 1)[0].decode()
    hashed = [
        hashlib.md5(text.encode()).hexdigest()
        for text in (f"{USER}:peer:{PASSWORD}", f"{method}:{given.get('uri')}")
    ]
    middle = ":".join(given.get(part, "") for part in ("nonce", "nc", "cnonce", "qop"))
    return given.get("response") == hashlib.md5(f"{hashed[0]}:{middle}:{hashed[1]}".encode()).hexdigest()


def length(head):
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


def content(path):
    if path in ANSWERS:
        return ANSWERS[path]
    kind, _, number = path.strip("/").partition("/")
    if kind == "status":
        return f"HTTP/1.1 {number} Some Reason\r\nContent-Length: 4\r\n\r\nwhy?".encode()
    if kind == "big":
        return f"HTTP/1.1 200 OK\r\nContent-Length: {number}\r\n\r\n".encode() + b"x" * int(number)
    if kind == "packed":
        body = gzip.compress(b"x" * int(number))
        return f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    return OK


def bare(path):
    """The head alone, as HEAD wants it."""
    return content(path).partition(b"\r\n\r\n")[0] + b"\r\n\r\n"


async def listen(peer, context):
    """A port of 127.0.0.1, and the same of ::1 where it is to be had."""
    settings = {"limit": 1 << 20, "backlog": 512, "ssl": context}
    listener = await asyncio.start_server(peer.take, "127.0.0.1", 0, **settings)
    port = listener.sockets[0].getsockname()[1]
    try:
        return port, [listener, await asyncio.start_server(peer.take, "::1", port, **settings)]
    except OSError:
        return port, [listener]


async def serve(options):
    os.makedirs(options.store, exist_ok=True)
    context = None
    if options.tls:
        from certificates import make_certificates

        make_certificates(options.store, None)
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(os.path.join(options.store, "server.pem"))
    port, listeners = await listen(Peer(options.store), context)
    ended = asyncio.Event()
    asyncio.get_running_loop().add_reader(sys.stdin, lambda: os.read(0, 1024) or ended.set())
    ca = os.path.join(options.store, "ca.pem") if context else None
    print(json.dumps({"port": port, "ipv6": len(listeners) > 1, "ca": ca}), flush=True)
    await ended.wait()
    os._exit(0)  # Conversations that a fault holds open end with the process.


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--store", required=True)
    parser.add_argument("--tls", action="store_true")
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
