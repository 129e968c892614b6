"""Measures open live pages: streams.py BINARY [--streams 5000]

Lets people wait for meetings, three open pages each, and asks the server meanwhile whether it lives. Prints how long that
took with and without the streams, the memory of one, and how long news took to arrive.
"""
import argparse
import asyncio
import concurrent.futures
import datetime
import http.client
import pathlib
import resource
import statistics
import sys
import tempfile
import time

import practice
from server import Server, Trouble

ALIKE = 3
HOSTS = 8
ASKED, PAUSE_SECONDS = 1_500, 0.01
PATIENCE_SECONDS = 120
GOAL_MS = 50


def settings(streams):
    most = streams * 10 // 9 + 10
    connections = str(most * 4 // 3 + 200)
    return {
        "STREAMS_MOST": str(most), "CONNECTIONS": connections, "CONNECTIONS_BY_ADDRESS": connections,
        "BOOKINGS_PER_PERSON": "10000", "BOOKINGS_PER_ADDRESS": "10000", "WAITING_ROOM": "on",
        # So that all can wait at once.
        "JITSI_EARLY_MINUTES": "1440",
    }


def booked(server, count):
    """Ids and entrances of so many bookings that begin within a day."""
    admin, _ = practice.admin_of(server)
    client, _ = practice.register(server, "client")
    services = []
    for number in range(HOSTS):
        _, host = practice.register(server, f"host{number}")
        server.call("PATCH", f"/api/admin/users/{host}", {"is_host": True}, admin)
        practice.set_hours(server, admin, host, "UTC", "00:00", "24:00")
        body = {"title": f"Short {number}", "duration": 5, "host_id": host, "minimum_notice": 0}
        services.append(server.call("POST", "/api/admin/services", body, admin)["service"]["id"])
    first = (int(time.time()) // 300 + 4) * 300
    for number in range(count):
        start = datetime.datetime.fromtimestamp(first + number // HOSTS * 300, datetime.timezone.utc)
        body = {"service_id": services[number % HOSTS], "scheduled_at": start.strftime("%Y-%m-%dT%H:%M:%SZ")}
        booking = server.call("POST", "/api/bookings", body, client)["booking"]
        yield booking["id"], "/join/" + booking["meeting"]["entrance_url"].split("/join/")[1]


def wait_at(server, path):
    """Somebody wants to go in; the cookie of their browser."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=15)
    connection.request("POST", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    cookie = answer.headers.get("Set-Cookie", "").split(";")[0]
    if answer.status != 200 or not cookie:
        raise Trouble(f"POST {path} was answered {answer.status} with the cookie “{cookie}”.")
    return cookie


def latencies(port):
    """Milliseconds of /health/live over one connection, sorted."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=15)
    taken = []
    for _ in range(ASKED):
        before = time.perf_counter()
        connection.request("GET", "/health/live")
        connection.getresponse().read()
        taken.append((time.perf_counter() - before) * 1000)
        time.sleep(PAUSE_SECONDS)
    connection.close()
    return sorted(taken)


class Page:
    """One open page; `changed` is when it was told last."""

    def __init__(self, booking, path, cookie):
        self.booking, self.path, self.cookie = booking, path, cookie
        self.is_open, self.changed = asyncio.Event(), 0.0
        self.has_ended = False

    async def run(self, port):
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=4_096)
        writer.write(f"GET {self.path}/events HTTP/1.1\r\nHost: localhost\r\nCookie: {self.cookie}\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise Trouble(f"a stream was answered {head[:40]!r}")
        while part := await reader.read(1_024):
            if b"changed" in part:
                self.changed = time.perf_counter()
                self.is_open.set()
        self.has_ended = True
        writer.close()


def told(name, taken, wanted=None):
    middle, most, longest = statistics.median(taken), taken[int(len(taken) * 0.99)], taken[-1]
    goal = "" if wanted is None else f", goal under {wanted} ms: {'met' if longest < wanted else '**missed**'}"
    print(f"- /health/live {name}: {middle:.1f} ms in the middle, {most:.1f} ms at 99 %, {longest:.1f} ms at most{goal}")


async def asked(server, apart):
    """By a process of its own: the one that reads the streams is busy itself."""
    return await asyncio.get_running_loop().run_in_executor(apart, latencies, server.port)


async def measure(server, streams, apart):
    meetings = list(booked(server, (streams + ALIKE - 1) // ALIKE))
    admin, _ = practice.admin_of(server)
    pages = []
    for booking, path in meetings:
        cookie = wait_at(server, path)
        pages += [Page(booking, path, cookie) for _ in range(ALIKE)]
    pages = pages[:streams]
    server.wait_until_idle()
    told("without streams", await asked(server, apart))
    before = server.memory_mb()
    tasks = [asyncio.create_task(page.run(server.port)) for page in pages]
    opened = asyncio.gather(*(page.is_open.wait() for page in pages))
    failed = asyncio.gather(*tasks)
    await asyncio.wait({opened, failed}, timeout=PATIENCE_SECONDS, return_when=asyncio.FIRST_COMPLETED)
    if failed.done():
        await failed
    if not opened.done():
        raise Trouble(f"{sum(page.is_open.is_set() for page in pages)} of {streams} streams are open.")
    await asyncio.sleep(10)
    taken = await asked(server, apart)
    grown = server.memory_mb() - before
    told(f"with {streams} streams", taken, GOAL_MS)
    print(f"- memory of a stream: {grown * 1_000 / streams:.1f} KB ({before:.0f} MB before, {before + grown:.0f} MB with)")
    began = time.perf_counter()
    booking = pages[0].booking
    await asyncio.to_thread(server.call, "POST", f"/api/meetings/{booking}/open", None, admin)
    mine = [page for page in pages if page.booking == booking]
    while not all(page.changed > began for page in mine):
        if time.perf_counter() - began > PATIENCE_SECONDS:
            raise Trouble("the news of an opened meeting did not arrive.")
        await asyncio.sleep(0.005)
    print(f"- news of an opened meeting: {(max(page.changed for page in mine) - began) * 1000:.0f} ms after it was asked for")
    ended = time.perf_counter()
    server.process.terminate()
    await asyncio.wait(tasks, timeout=PATIENCE_SECONDS)
    print(f"- at a stop all streams had ended after {(time.perf_counter() - ended) * 1000:.0f} ms")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--streams", type=int, default=5_000, nargs="?", const=5_000)
    wanted = parser.parse_args()
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with tempfile.TemporaryDirectory() as folder:
        with Server(wanted.binary, pathlib.Path(folder), settings(wanted.streams)) as server:
            with concurrent.futures.ProcessPoolExecutor(1) as apart:
                asyncio.run(measure(server, wanted.streams, apart))


if __name__ == "__main__":
    try:
        main()
    except Trouble as trouble:
        sys.exit(f"Not measured: {trouble}")
