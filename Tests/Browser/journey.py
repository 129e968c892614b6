#!/usr/bin/env python3
"""Goes people's ways through the pages, in Debian's Chromium, each with a server of its own.

    journey.py                   all of them, two at a time, and beside them one of those that wait for the clock
    journey.py NAME [NAME …]     one file of the folder journeys, or a function of it: entrance, entrance.early
    journey.py --list            what there is

INFORMAT_BINARY is the program. Ends with 1 where something is not as it should be, and says what, with what the page
shows then and where its picture is.
"""

import contextlib
import importlib
import inspect
import pathlib
import queue
import sys
import tempfile
import threading
import time
import traceback

from playwright.sync_api import sync_playwright

from meeting_server import MeetingServer
from payment_company import PaymentCompany
from practice import PASSWORD, Practice
from reader import Reader, launch

FOLDER = pathlib.Path(__file__).parent / "journeys"
MOST_TEXT = 3_000
# Each has a server and a browser, and waits for them more than it works.
AT_ONCE = 2


def names() -> list[str]:
    """Every public function of every file: a file's own ones, not what it imports."""
    return [
        f"{file.stem}.{name}" for file in sorted(FOLDER.glob("[a-z]*.py"))
        for name, function in inspect.getmembers(module(file.stem), inspect.isfunction)
        if not name.startswith("_") and function.__module__ == f"journeys.{file.stem}"]


def module(name: str):
    return importlib.import_module(f"journeys.{name}")


def deed(name: str):
    file, function = name.split(".")
    return getattr(module(file), function)


class Journey:
    """What a journey needs: a practice, a meetings' server, Stripe where somebody pays, and people with browsers."""

    def __init__(self, browser, practice: Practice, meetings: MeetingServer, stripe: PaymentCompany | None):
        self.browser, self.practice, self.meetings, self.stripe = browser, practice, meetings, stripe
        self.readers: list[Reader] = []

    def reader(self, size: str = "phone", also: tuple[str, ...] = (), **more) -> Reader:
        """Whose browser asks nobody but us, the meetings' server, Stripe, and `also` those."""
        hosts = [self.practice.url, self.meetings.url, *also] + ([self.stripe.url] if self.stripe else [])
        reader = Reader(self.browser, hosts, size, **more)
        self.readers.append(reader)
        return reader

    def enter(self, reader: Reader, address: str) -> None:
        """Signs somebody in at the page for it, in whatever language, with the keyboard; then they are led on."""
        reader.page.goto(self.practice.url + "/login")
        reader.page.locator("[name=email]").fill(address)
        reader.page.locator("[name=password]").fill(PASSWORD)
        reader.page.locator("[name=password]").press("Enter")
        reader.page.wait_for_url(lambda url: not url.endswith("/login"))

    def leave(self, reader: Reader) -> None:
        """Signs them out again."""
        reader.page.goto(self.practice.url + "/account")
        reader.page.locator("form[action='/logout'] button").first.click()
        reader.page.wait_for_url("**/login*")

    def end(self) -> None:
        """Nobody saw what should not be, and neither did the server."""
        for reader in self.readers:
            reader.expect_quiet()
        if " error " in self.practice.errors():
            raise AssertionError("the server's log tells of an error")

    def close(self) -> None:
        for reader in self.readers:
            reader.close()

    def tell(self, name: str) -> str:
        """What each person sees, for whoever reads of the failure."""
        lines = []
        for number, reader in enumerate(self.readers):
            picture = pathlib.Path(tempfile.gettempdir()) / f"informat-{name}-{number}.png"
            lines.append(f"-- person {number} at {reader.page.url}, console and network: {reader.said or 'quiet'}")
            try:
                lines.append(reader.page.locator("body").inner_text(timeout=5_000)[:MOST_TEXT])
                reader.page.screenshot(path=picture, timeout=5_000)
                lines.append(f"-- picture: {picture}")
            except Exception as error:  # The first failure is what counts.
                lines.append(f"-- cannot be shown: {error}")
        return "\n".join([*lines, "-- the server's errors:", self.practice.errors()[-MOST_TEXT:]])


def go(name: str, browser) -> str | None:
    """Goes one; what a person would complain about, if anything."""
    way = deed(name)
    pays = getattr(way, "pays", False)
    with MeetingServer() as meetings, PaymentCompany() if pays else contextlib.nullcontext() as stripe:
        settings = {"JITSI_URL": meetings.url} | getattr(way, "settings", {}) | (stripe.settings if pays else {})
        settings = {name: value() if callable(value) else value for name, value in settings.items()}
        with Practice(settings) as practice:
            journey = Journey(browser, practice, meetings, stripe)
            try:
                way(journey)
                journey.end()
                return None
            except Exception:
                return f"{traceback.format_exc()}{journey.tell(name)}"
            finally:
                journey.close()


def travel(left: queue.SimpleQueue, failed: list[str]) -> None:
    """One after the other by one browser, until none is left."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        while True:
            try:
                name, start = left.get_nowait(), time.monotonic()
            except queue.Empty:
                break
            try:
                trouble = go(name, browser)
            except Exception:  # The others are gone all the same.
                trouble = traceback.format_exc()
            took = f"{time.monotonic() - start:.0f} s"
            print(f"{name} failed after {took}:\n{trouble}" if trouble else f"{name}: {took}", flush=True)
            if trouble:
                failed.append(name)
            if not browser.is_connected():
                browser = launch(playwright)
        browser.close()


def main() -> int:
    if sys.argv[1:] == ["--list"]:
        print("\n".join(names()))
        return 0
    wanted = [name for name in names() if not sys.argv[1:] or {name, name.split(".")[0]} & set(sys.argv[1:])]
    # Those that wait for the clock stand in nobody's way: most of their time they do nothing.
    patient, busy, failed = queue.SimpleQueue(), queue.SimpleQueue(), []
    for name in wanted:
        (patient if hasattr(deed(name), "waits") else busy).put(name)
    lines = [patient] * min(1, patient.qsize()) + [busy] * min(AT_ONCE, busy.qsize())
    travellers = [threading.Thread(target=travel, args=(left, failed)) for left in lines]
    for traveller in travellers:
        traveller.start()
    for traveller in travellers:
        traveller.join()
    print(f"{len(wanted)} journeys, {len(failed)} failed: {' '.join(failed)}")
    return 1 if failed or not wanted else 0


sys.exit(main())
