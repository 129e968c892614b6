"""A mail server for tests: takes mails on 127.0.0.1, reads each with Python's own parsers, and keeps what it found.

  smtp_peer.py --store FOLDER [--port 0] [--tls none|starttls|implicit] [--certificate-name NAME]
               [--auth USER:PASSWORD] [--no-smtputf8] [--greet CODE] [--greet-after SECONDS]
               [--most-connections N] [--most-mails N] [--enough CODE] [--idle SECONDS]
      Prints one line of JSON when it listens, {"port": 12345, "ca": "FOLDER/ca.pem" or null}, and ends when its
      standard input (a pipe) ends or a signal comes.
      Each mail is written to FOLDER/000001.json, 000002.json … before its 250, whole or not at all: the report of
      mail_report.py, with the facts of the conversation under "smtp".
      FOLDER/events.jsonl has a line for each step: {"event": "connect" | "ehlo" | "auth" | "rcpt" | "data" | "quit" …}.
      It takes N connections at once, and refuses others with 421; N mails on one connection, and answers MAIL with CODE
      (421) then; and closes one that has been idle for so long.
      The certificate is for localhost and 127.0.0.1, or for NAME, and is signed by FOLDER/ca.pem, made anew each time.
      With --auth a mail needs that login (over TLS where there is TLS).

      Faults, by the local part of the recipient (a suffix after + is ignored):
        4xx@       451 to RCPT                   5xx@       550 to RCPT
        4xxdata@   452 after the content         5xxdata@   554 after the content
        drop@      takes the content, then closes the connection without an answer; droponce@ the first time
        slow@      never answers RCPT            slowquit@  takes the mail, never answers QUIT
        greylist@  450 the first time, then as any other address
        echo@      550 to RCPT with the password of the login in its text
"""

import argparse
import asyncio
import json
import os
import signal
import ssl
import sys

from certificates import make_certificates
from mail_report import report

ANSWERS = {"4xx": "451 4.3.0 Come back later", "5xx": "550 5.1.1 No such person here"}
CONTENT_ANSWERS = {"4xxdata": "452 4.2.2 The mailbox is full just now", "5xxdata": "554 5.6.0 Not taken"}


class Store:
    """Numbered files, each complete when it can be seen."""

    def __init__(self, folder):
        self.folder = folder
        self.count = 0
        os.makedirs(folder, exist_ok=True)

    def keep(self, found):
        self.count += 1
        name = os.path.join(self.folder, f"{self.count:06}.json")
        with open(name + ".part", "w", encoding="utf-8") as file:
            json.dump(found, file)
        os.rename(name + ".part", name)

    def note(self, event, **facts):
        with open(os.path.join(self.folder, "events.jsonl"), "a", encoding="utf-8") as file:
            file.write(json.dumps({"event": event, **facts}) + "\n")


class Handler:
    def __init__(self, store, options):
        self.store = store
        self.utf8 = not options.no_smtputf8
        self.most_mails = options.most_mails
        self.enough = options.enough
        self.seen = set()
        self.password = ""

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        self.store.note("ehlo", name=hostname, tls=session.ssl is not None)
        return responses if self.utf8 else [line for line in responses if "SMTPUTF8" not in line]

    async def handle_RSET(self, server, session, envelope):
        self.store.note("rset")
        return "250 2.0.0 OK"

    async def handle_MAIL(self, server, session, envelope, address, options):
        if getattr(session, "mails", 0) >= self.most_mails:
            self.store.note("enough")
            return f"{self.enough} 4.7.0 That is enough for one connection"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        fault = local_part(address)
        self.store.note("rcpt", address=address)
        if fault in ANSWERS:
            return ANSWERS[fault]
        if fault == "echo":
            return f"550 5.1.1 I know that your password is {self.password}"
        # waits for the real world: a slow server is one that does not answer; the test ends it.
        if fault == "slow":
            await asyncio.sleep(3600)
        if fault == "greylist" and address not in self.seen:
            self.seen.add(address)
            return "450 4.2.0 Greylisted"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        fault = local_part(envelope.rcpt_tos[-1])
        self.store.note("data", bytes=len(envelope.content))
        if fault in CONTENT_ANSWERS:
            return CONTENT_ANSWERS[fault]
        is_first = envelope.rcpt_tos[-1] not in self.seen
        self.seen.add(envelope.rcpt_tos[-1])
        if fault == "drop" or fault == "droponce" and is_first:
            server.transport.abort()
            return "250 never read"
        session.is_slow_at_quit = fault == "slowquit"
        found = report(envelope.content)
        login = session.auth_data.login.decode() if session.authenticated else None
        found["smtp"] = {
            "helo": session.host_name,
            "tls": session.ssl is not None or server.transport.get_extra_info("ssl_object") is not None,
            "login": login,
            "mail_from": envelope.mail_from,
            "mail_options": envelope.mail_options,
            "rcpt_tos": envelope.rcpt_tos,
        }
        self.store.keep(found)
        session.mails = getattr(session, "mails", 0) + 1
        return "250 2.0.0 Taken"

    async def handle_QUIT(self, server, session, envelope):
        self.store.note("quit")
        if getattr(session, "is_slow_at_quit", False):
            await asyncio.sleep(3600)
        return "221 2.0.0 Bye"


def local_part(address):
    return address.rsplit("@", 1)[0].split("+")[0]


def authenticator(store, handler, wanted):
    from aiosmtpd.smtp import AuthResult

    user, _, password = wanted.partition(":")
    handler.password = password

    def check(server, session, envelope, mechanism, data):
        is_right = (data.login.decode(), data.password.decode()) == (user, password)
        store.note("auth", mechanism=mechanism, right=is_right)
        # handled=False lets aiosmtpd answer 535 by itself.
        return AuthResult(success=is_right, handled=False, auth_data=data)

    return check


async def serve(options):
    store = Store(options.store)
    context = None
    if options.tls != "none":
        make_certificates(options.store, options.certificate_name)
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(os.path.join(options.store, "server.pem"))
    handler = Handler(store, options)
    loop = asyncio.get_running_loop()
    listener = await loop.create_server(
        factory(options, store, handler, context), "127.0.0.1", options.port,
        ssl=context if options.tls == "implicit" else None)
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    loop.add_reader(sys.stdin, lambda: os.read(0, 1024) or ended.set())
    ca = os.path.join(options.store, "ca.pem") if context else None
    print(json.dumps({"port": listener.sockets[0].getsockname()[1], "ca": ca}), flush=True)
    await ended.wait()
    os._exit(0)  # Conversations that a fault holds open end with the process.


def factory(options, store, handler, context):
    from aiosmtpd.smtp import SMTP

    open_connections = set()

    class Server(SMTP):
        peer_name = None

        def connection_made(self, transport):
            # TLS begins a second time on the same connection.
            if self.peer_name is None:
                if len(open_connections) >= options.most_connections:
                    store.note("refused")
                    transport.write(b"421 4.7.0 Too many connections\r\n")
                    transport.close()
                    return
                self.peer_name = transport.get_extra_info("peername")
                open_connections.add(self.peer_name)
            store.note("connect")
            super().connection_made(transport)

        def connection_lost(self, error):
            if self.peer_name is None:
                return
            open_connections.discard(self.peer_name)
            store.note("end")
            super().connection_lost(error)

        async def push(self, status):
            if str(status).startswith("220 ") and not self.session.host_name:
                # waits for the real world: many servers let strangers wait before they say anything.
                await asyncio.sleep(options.greet_after)
                if options.greet:
                    status = f"{options.greet} Not today"
            await super().push(status)

    def make():
        settings = {"enable_SMTPUTF8": True, "ident": "peer", "data_size_limit": 10_000_000, "loop": None,
                    "timeout": options.idle}
        if options.tls == "starttls":
            settings["tls_context"] = context
        if options.auth:
            settings["authenticator"] = authenticator(store, handler, options.auth)
            settings["auth_required"] = True
            settings["auth_require_tls"] = options.tls == "starttls"
        return Server(handler, **settings)

    return make


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--store", required=True)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--tls", choices=["none", "starttls", "implicit"], default="none")
    parser.add_argument("--certificate-name")
    parser.add_argument("--auth")
    parser.add_argument("--no-smtputf8", action="store_true")
    parser.add_argument("--greet")
    parser.add_argument("--greet-after", type=float, default=0)
    parser.add_argument("--most-connections", type=int, default=1_000)
    parser.add_argument("--most-mails", type=int, default=1_000_000)
    parser.add_argument("--enough", type=int, default=421)
    parser.add_argument("--idle", type=float, default=300)
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
