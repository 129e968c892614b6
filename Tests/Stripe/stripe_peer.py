"""A Stripe for tests: localstripe behind a proxy that speaks as real Stripe does, all on 127.0.0.1 and in memory.

  stripe_peer.py
      Prints one line of JSON when it listens: {"url": what to use instead of https://api.stripe.com, "js": the address
      of a Stripe.js}. Any key that begins with sk_ is right. Ends when its standard input (a pipe) ends.

      Then takes commands, one object of JSON a line, and answers each with a line {"ok": true, …}, or {"ok": false,
      "error": "…"} where it cannot be done:
      {"do": "pay", "intent": "pi_…", "card": "4242424242424242"}   as a browser pays; answers `status`, `error_code`
      {"do": "authenticate", "intent": "pi_…", "success": true}     ends 3-D Secure, well or badly; answers as `pay`
      {"do": "dispute", "intent": "pi_…"}                           the client's bank withdraws what is left
      {"do": "end_dispute", "intent": "pi_…", "status": "won"}      and decides: `won` or `lost`
      {"do": "webhook", "url": "http…", "secret": "whsec_…", "events": ["payment_intent.succeeded"]}
          sends signed events there, each once, a second after they happen; all kinds where `events` is left out
      {"do": "stop"}, {"do": "start"}   the proxy refuses connections, or takes them again at the same port
      {"do": "lose_next_answer"}        the next POST is carried out, but its connection ends without an answer
      {"do": "intents"}                 answers `intents`: id, status, amount, currency, metadata, refunded and more

Cards: 4242424242424242 is paid, 4000000000000002 declined; 4000002760003184 and 4000000000003220 want 3-D Secure and
are paid after it, 4000008400001629 is declined after it.
"""
import asyncio
import json
import sys

import browser
import company
import disputes
from localstripe.errors import UserError
from proxy import Proxy


def say(answer):
    print(json.dumps(answer), flush=True)


async def carry_out(proxy, command):
    """What to say besides `ok`."""
    match command:
        case {"do": "pay", "intent": name, "card": card}:
            return company.outcome(company.pay(name, card))
        case {"do": "authenticate", "intent": name}:
            return company.outcome(company.authenticate(name, command.get("success", True)))
        case {"do": "dispute", "intent": name}:
            disputes.begin(name)
        case {"do": "end_dispute", "intent": name, "status": status}:
            disputes.end(name, status)
        case {"do": "webhook", "url": url, "secret": secret}:
            company.send_events_to(url, secret, command.get("events"))
        case {"do": "stop"}:
            await proxy.stop()
        case {"do": "start"}:
            await proxy.start()
        case {"do": "lose_next_answer"}:
            proxy.loses_next_answer = True
        case {"do": "intents"}:
            return {"intents": company.intents()}
        case _:
            raise ValueError(f"unknown command: {json.dumps(command)}")
    return {}


async def answer(proxy, line):
    try:
        return {"ok": True, **await carry_out(proxy, json.loads(line))}
    except UserError as error:
        return {"ok": False, "error": error.body["error"].get("message", f"status {error.code}")}
    except ValueError as error:
        return {"ok": False, "error": str(error)}


async def main():
    proxy = Proxy(await company.open_for_business(), besides=browser.show)
    await proxy.start()
    say({"url": proxy.url, "js": f"{proxy.url}/js.stripe.com/v3/"})
    commands = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(commands), sys.stdin)
    async for line in commands:
        say(await answer(proxy, line))
    await proxy.close()


if __name__ == "__main__":
    asyncio.run(main())
