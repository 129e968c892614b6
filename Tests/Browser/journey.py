#!/usr/bin/env python3
"""Goes a person's way through the pages, in Debian's Chromium, with a server of its own.

    journey.py NAME [NAME …]     one file of the folder journeys and a function of it: entrance.early
    journey.py --list            what there is

INFORMAT_BINARY is the program. Ends with 1 where something is not as it should be, and says what, with what the page
shows then and where its picture is.
"""

import contextlib
import importlib
import inspect
import pathlib
import sys
import tempfile
import traceback

from playwright.sync_api import sync_playwright

from meeting_server import MeetingServer
from payment_company import PaymentCompany
from practice import Practice
from reader import Reader, launch

FOLDER = pathlib.Path(__file__).parent / "journeys"
MOST_TEXT = 3_000


def names() -> list[str]:
    """Every public function of every file: a file's own ones, not what it imports."""
    return [
        f"{file.stem}.{name}" for file in sorted(FOLDER.glob("[a-z]*.py"))
        for name, function in inspect.getmembers(module(file.stem), inspect.isfunction)
        if not name.startswith("_") and function.__module__ == f"journeys.{file.stem}"]


def module(name: str):
    return importlib.import_module(f"journeys.{name}")


class Journey:
    """What a journey needs: a practice, a meetings' server, Stripe where somebody pays, and people with browsers."""

    def __init__(self, browser, practice: Practice, meetings: MeetingServer, stripe: PaymentCompany | None):
        self.browser, self.practice, self.meetings, self.stripe = browser, practice, meetings, stripe
        self.readers: list[Reader] = []

    def reader(self, size: str = "phone", **more) -> Reader:
        hosts = [self.practice.url, self.meetings.url] + ([self.stripe.url] if self.stripe else [])
        reader = Reader(self.browser, hosts, size, **more)
        self.readers.append(reader)
        return reader

    def end(self) -> None:
        """Nobody saw what should not be, and neither did the server."""
        for reader in self.readers:
            reader.expect_quiet()
        if " error " in self.practice.errors():
            raise AssertionError("the server's log tells of an error")

    def tell(self, name: str) -> None:
        """What each person sees, for whoever reads of the failure."""
        for number, reader in enumerate(self.readers):
            picture = pathlib.Path(tempfile.gettempdir()) / f"informat-{name}-{number}.png"
            print(f"-- person {number} at {reader.page.url}, console and network: {reader.said or 'quiet'}")
            try:
                print(reader.page.locator("body").inner_text(timeout=5_000)[:MOST_TEXT])
                reader.page.screenshot(path=picture, timeout=5_000)
                print(f"-- picture: {picture}")
            except Exception as error:  # The first failure is what counts.
                print(f"-- cannot be shown: {error}")
        print("-- the server's errors:\n" + self.practice.errors()[-MOST_TEXT:])


def go(name: str, playwright) -> bool:
    file, function = name.split(".")
    deed = getattr(module(file), function)
    browser = launch(playwright)
    pays = getattr(deed, "pays", False)
    with MeetingServer() as meetings, PaymentCompany() if pays else contextlib.nullcontext() as stripe:
        settings = {"JITSI_URL": meetings.url} | getattr(deed, "settings", {}) | (stripe.settings if pays else {})
        with Practice(settings) as practice:
            journey = Journey(browser, practice, meetings, stripe)
            try:
                deed(journey)
                journey.end()
                return True
            except Exception:
                print(f"{name} failed:")
                traceback.print_exc(file=sys.stdout)
                journey.tell(name)
                return False
            finally:
                browser.close()


def main() -> int:
    if sys.argv[1:] == ["--list"]:
        print("\n".join(names()))
        return 0
    with sync_playwright() as playwright:
        return 0 if all([go(name, playwright) for name in sys.argv[1:]]) else 1


sys.exit(main())
