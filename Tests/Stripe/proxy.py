"""Stands before localstripe as api.stripe.com stands before Stripe: keeps Idempotency-Keys, fills answers in, fails."""
import dataclasses
import json
import secrets
import socket
import urllib.parse

import aiohttp
from aiohttp import web

import shapes
from kept import Answer, KeptAnswers

SENT_ON = ("Authorization", "Content-Type", "Origin")
# How long `stop` lets a request go on. aiohttp takes 0 for "for ever".
STOP_SECONDS = 0.05


class Proxy:
    """Listens at one port of 127.0.0.1 from its birth; `start` and `stop` decide whether anyone answers there.

    `besides` answers what is no part of Stripe's API: (method, path, body) → Answer, or None where it does not.
    """

    def __init__(self, company, port=0, besides=lambda method, path, body: None):
        self.company = company
        self.besides = besides
        self.kept = KeptAnswers()
        self.loses_next_answer = False
        self.session = aiohttp.ClientSession()
        self.runner = None
        # Never listens. It holds the port while the proxy is stopped, so that nobody else gets it meanwhile.
        self.place = socket.socket()
        self.place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        self.place.bind(("127.0.0.1", port))
        self.port = self.place.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    async def start(self):
        if not self.runner:
            self.runner = web.ServerRunner(web.Server(self.handle), shutdown_timeout=STOP_SECONDS)
            await self.runner.setup()
            await web.TCPSite(self.runner, "127.0.0.1", self.port, reuse_port=True).start()

    async def stop(self):
        """Refuses connections, and ends those that are open."""
        if self.runner:
            await self.runner.cleanup()
            self.runner = None

    async def close(self):
        await self.stop()
        await self.session.close()
        self.place.close()

    async def handle(self, request):
        try:
            body = await request.read()
        except ConnectionResetError:
            return web.Response(status=400)  # Nobody is there to read it.
        loses = self.loses_next_answer and request.method == "POST"
        self.loses_next_answer = self.loses_next_answer and not loses
        answer = await self.answer(request, body)
        if loses and request.transport:
            request.transport.abort()
        return web.Response(status=answer.status, body=answer.body, headers=answer.headers)

    async def answer(self, request, body):
        if found := self.besides(request.method, request.path, body):
            return found
        key = request.headers.get("Idempotency-Key")
        if request.method != "POST" or not key:
            return await self.forward(request, body)
        # Stripe compares the parameters, not their order.
        asked = (request.path, sorted(urllib.parse.parse_qsl(body.decode(), keep_blank_values=True)))
        answer = await self.kept.once(key, asked, lambda: self.forward(request, body))
        return dataclasses.replace(answer, headers={**answer.headers, "Idempotency-Key": key})

    async def forward(self, request, body):
        headers = {name: request.headers[name] for name in SENT_ON if name in request.headers}
        async with self.session.request(
                request.method, self.company + request.path_qs, data=body, headers=headers) as found:
            text, status, headers = await found.read(), found.status, found.headers
        passed = {name: value for name, value in headers.items() if name.startswith("Access-Control-")}
        passed |= {"Content-Type": headers.get("Content-Type", ""), "Request-Id": f"req_{secrets.token_hex(7)}"}
        if not request.path.startswith("/v1/"):
            return Answer(status, text, passed)
        status, found = put_right(request, body, status, text if found.content_type == "application/json" else None)
        passed |= {"Content-Type": "application/json", "Stripe-Version": shapes.VERSION}
        return Answer(status, json.dumps(found, indent=2).encode(), passed)


def put_right(request, body, status, text):
    """Status and object that Stripe would answer. `text` is None where localstripe answers with no JSON."""
    if text is None and status >= 500:
        return status, shapes.error("api_error", "localstripe failed; its reason is on standard error.")
    if text is None:
        return shapes.missing(request.path)
    found = json.loads(text)
    if status >= 400:
        shapes.put_error_right(status, found)
    elif request.path == "/v1/balance":
        shapes.put_balance_right(found)
    asked = [*request.query.items(), *urllib.parse.parse_qsl(body.decode())]
    shapes.put_right(found, [value for name, value in asked if name.startswith("expand[")])
    return status, found
