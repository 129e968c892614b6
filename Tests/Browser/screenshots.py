"""Pictures of every page of pages.py in two sizes, two schemes and two languages; axe looks at each, and the console,
the network and the width are watched. Ends with 1 where anything is wrong, and says what.

    screenshots.py [--into FOLDER] [--size SIZE] [--scheme SCHEME] [--language LANGUAGE] [NAME …]
"""

import argparse
import itertools
import pathlib
import sys
import time

from playwright.sync_api import sync_playwright

from feed_server import FeedServer
from meeting_server import MeetingServer
from pages import PAGES, Shown
from payment_company import PaymentCompany
from practice import PASSWORD, ROOT, Practice
from reader import SIZES, Fault, Reader, launch

DAY = 86_400
LANGUAGES = {"en": "en-GB", "de": "de-DE"}
SCHEMES = ["light", "dark"]
QUESTIONS = [
    {"kind": "text", "label": "What is it about?", "required": True},
    {"kind": "one_of", "label": "Have we met before?", "options": ["Yes, at your practice", "No"]},
    {"kind": "several_of", "label": "When do you like to meet?", "options": ["Mornings", "Afternoons", "Evenings"]},
    {"kind": "consent", "label": "I agree to be advised by video.", "url": "https://practice.example/video",
     "required": True}]
LAW = {"amount": 85, "tax_percent": 19, "right_of_withdrawal": True, "withdrawal_days": 14}
BRANDING = {
    "name": "Lindenhof", "address": "Lindenweg 1\n00000 Musterstadt", "support_email": "help@practice.example",
    "imprint": {"text": {"en": "Lindenhof\nLindenweg 1", "de": "Lindenhof\nLindenweg 1"}},
    "privacy": {"url": "https://practice.example/privacy"}, "terms": {"url": "https://practice.example/terms"},
    "withdrawal": {"url": "https://practice.example/withdrawal"}}
# Nothing is told to it: it is nowhere.
PROGRAM = {"url": "https://erp.example/informat", "events": ["booking.cancelled"], "active": False}
PEOPLE = {"kim": "kim@example.com", "jo": "jo@example.com", "boss": "boss@example.com"}


class Stage:
    """A practice in which there is something on every page."""

    def __init__(self, practice: Practice, feed: FeedServer):
        self.practice = practice
        practice.open_around_the_clock()
        kim, jo = practice.client(PEOPLE["kim"]), practice.client(PEOPLE["jo"], first_name="Jo")
        practice.prove(jo)
        toni = practice.client("toni@example.com", first_name="Toni", last_name="Vorlage")
        talk = practice.service(
            "First talk", slot_step=30, description="Twenty minutes to see whether we suit each other.")
        soon = practice.service("Short call", duration=5)
        paid = practice.service(
            "Second opinion", amount=85, duration=50, slot_step=60, change_notice=1_440,
            refund_policy=[{"notice": 2_880, "percent": 100}, {"notice": 1_440, "percent": 50}])
        waits = practice.service("Follow-up", waiting_room=True)
        asks = practice.service("Second look", slot_step=60, questions=QUESTIONS, **LAW)
        right = practice.service("Short advice", right_of_withdrawal=True)
        practice.ask("PUT", "/api/admin/branding", BRANDING)
        now = time.time()
        taken = practice.book(talk, toni, now + 3 * DAY)
        cancelled = practice.book(talk, kim, now + 6 * DAY)
        came = practice.ask("POST", "/api/admin/bookings", {
            "user_id": cancelled["user_id"], "service_id": paid["id"],
            "scheduled_at": time.strftime("%Y-%m-%dT10:00:00Z", time.gmtime(now + 9 * DAY))})["booking"]
        practice.ask("POST", f"/api/admin/bookings/{came['id']}/mark-paid", {})
        webhook = practice.ask("POST", "/api/admin/webhooks", PROGRAM)
        self.values = {
            "asks": asks["slug"], "asks_id": asks["id"],
            "kim": practice.ask("GET", "/api/users/me", None, kim)["user"]["id"],
            "right": practice.book(right, kim, now + 8 * DAY, begin_early=True)["id"],
            "service": talk["slug"], "paid": paid["slug"], "taken": taken["scheduled_at"],
            "time": time.strftime("%Y-%m-%dT10:00:00Z", time.gmtime(now + 5 * DAY)),
            "booking": practice.book(talk, kim, now + 4 * DAY)["id"],
            "held": practice.book(paid, kim, now + 7 * DAY)["id"],
            "early": self._entrance(practice.book(waits, kim, now + 2 * DAY)),
            "open": self._entrance(practice.book(soon, kim, now + 600)),
            "waits": self._entrance(practice.book(waits, toni, now + 2_400)),
            "came": came["id"], "day": taken["scheduled_at"][:10], "webhook": webhook["webhook"]["id"],
            "cancelled": self._entrance(cancelled), "off": cancelled["id"],
            "manage": practice.link(practice.mail(kim, "Your booking: First talk", 1), "/m/").removeprefix(practice.url)}
        practice.ask("POST", f"/api/bookings/{cancelled['id']}/cancel", {}, kim)
        # One that can be read, and one that cannot any more.
        feed.events = [(now + 20 * DAY, now + 21 * DAY)]
        for name, url in [("Family", feed.url), ("Surgery", f"{feed.base}/gone.ics")]:
            linked = practice.ask("POST", "/api/host/calendars", {"url": url, "name": name})["calendar"]["id"]
            practice.ask("POST", f"/api/host/calendars/{linked}/check", {})
            self.values.setdefault("calendar", linked)

    def _entrance(self, booking: dict) -> str:
        return booking["meeting"]["entrance_url"].removeprefix(self.practice.url)


def sign_in(browser, practice: Practice, address: str, password: str) -> list:
    """The cookies of somebody who has signed in."""
    reader = Reader(browser, [practice.url])
    reader.page.goto(practice.url + "/login")
    reader.page.locator("[name=email]").fill(address)
    reader.page.locator("[name=password]").fill(password)
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url(lambda url: "/login" not in url)
    cookies = reader.context.cookies()
    reader.close()
    return cookies


def cookies(browser, practice: Practice, fresh: Practice) -> dict[str, list]:
    """Those of everybody who is signed in; once, because every picture has a browser of its own."""
    signed_in = {name: sign_in(browser, practice, address, PASSWORD) for name, address in PEOPLE.items()}
    return signed_in | {"new": sign_in(browser, fresh, *fresh.printed())}


def take(reader: Reader, home: str, shown: Shown, stage: Stage, file: pathlib.Path) -> list[str]:
    """The picture; what is wrong on the page."""
    path = shown.path.format(**stage.values)
    try:
        reader.page.goto(home + path)
        for name, text in shown.fill.items():
            reader.page.locator(f"[name='{name}']").fill(text.format(**stage.values))
        if shown.press:
            reader.page.locator(shown.press).first.click()
            reader.page.wait_for_load_state()
        reader.page.screenshot(path=file, full_page=True)
        reader.look()
        reader.expect_quiet()
    except (Fault, Exception) as fault:  # The next page is looked at all the same.
        return [str(fault)]
    return []


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=pathlib.Path, default=ROOT / "pictures")
    parser.add_argument("--size", choices=SIZES, action="append", help="both where none is named; also of the next two")
    parser.add_argument("--scheme", choices=SCHEMES, action="append")
    parser.add_argument("--language", choices=LANGUAGES, action="append")
    parser.add_argument("names", nargs="*", help="pages; all where none is named")
    asked = parser.parse_args()
    asked.into.mkdir(parents=True, exist_ok=True)
    wanted = [shown for shown in PAGES if not asked.names or shown.name in asked.names]
    forms = itertools.product(asked.size or SIZES, asked.scheme or SCHEMES, asked.language or LANGUAGES, wanted)
    faults, pictures = [], 0
    with (MeetingServer() as meetings, PaymentCompany() as company, FeedServer() as feed,
          sync_playwright() as playwright):
        settings = company.settings | {
            "JITSI_URL": meetings.url, "JOIN_LINKS": "entrance", "JITSI_EARLY_MINUTES": "120", "RATE_LIMITS": "off",
            "CALENDARS_TO_PRIVATE_NETWORK": "on"}
        browser = launch(playwright)
        # One that has just been started, whose admin is led through the set-up.
        unnamed = {"ADMIN_EMAIL": None, "ADMIN_PASSWORD": None}
        with Practice(settings) as practice, Practice(settings | unnamed) as fresh:
            stage = Stage(practice, feed)
            signed_in = cookies(browser, practice, fresh)
            hosts = [practice.url, fresh.url, meetings.url, company.url]
            for size, scheme, language, shown in forms:
                reader = Reader(browser, hosts, size, scheme=scheme, language=LANGUAGES[language])
                reader.context.add_cookies(signed_in.get(shown.person, []))
                file = asked.into / f"{shown.name}-{size}-{scheme}-{language}.png"
                home = fresh.url if shown.person == "new" else practice.url
                found = take(reader, home, shown, stage, file)
                faults += found
                print(f"{file.name}: {'; '.join(found) or 'no fault'}", flush=True)
                pictures += 1
                reader.close()
        browser.close()
    print(f"{pictures} pictures in {asked.into}, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
