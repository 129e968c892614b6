"""From an empty database to the first booking."""

import re

from playwright.sync_api import expect

from booking_way import choose, say_who
from settings import settings


def _enter(journey, reader) -> None:
    """With what the program printed as it started."""
    page = reader.page
    address, password = (
        re.search(rf"^ *{word} +(\S+)", journey.practice.said, re.M).group(1) for word in ("admin", "password"))
    page.goto(journey.practice.url + "/login")
    reader.sign_in(address, password)
    page.wait_for_url(re.compile("/(practice|setup)$"))
    reader.look()
    # What it leads through is set below by the pages at which it can be changed later.
    if page.url.endswith("/setup"):
        page.get_by_role("button", name="Later").click()


def _place(reader, name: str) -> None:
    reader.page.get_by_role("navigation", name="Practice").get_by_role("link", name=re.compile(f"^{name}")).click()


def _begin(journey, reader) -> None:
    """Name, hours and the service that stands there as an example, each by its own page."""
    page = reader.page
    page.goto(journey.practice.url + "/practice/branding")
    page.get_by_label("Name", exact=True).fill("Lindenhof")
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_role("status")).to_be_visible()
    _place(reader, "Hours")
    page.get_by_label("Monday, range 1, from").fill("08:00")
    page.get_by_role("button", name="Save the week").last.click()
    expect(page.get_by_role("status")).to_have_text("The week is saved.")
    _place(reader, "Services")
    page.get_by_role("link", name="Consultation").click()
    page.get_by_label("Title").fill("First talk")
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_role("status")).to_have_text("Saved. Clients see it so from now on.")


@settings(ADMIN_EMAIL=None, ADMIN_PASSWORD=None)
def to_the_first_booking(journey) -> None:
    """The printed password lets in; a client books what was just set up, and the open page of the day tells of it."""
    boss = journey.reader("desk")
    page = boss.page
    _enter(journey, boss)
    _begin(journey, boss)
    _place(boss, "Today")
    expect(page.get_by_text("A free day.")).to_be_visible()
    page.evaluate("window.isSame = true")

    kim = journey.reader("phone")
    choose(kim, journey)
    expect(kim.page.get_by_text("First talk")).to_be_visible()
    say_who(kim, journey)
    kim.page.get_by_role("button", name="Book this time").click()
    kim.page.wait_for_url("**/booked")
    expect(page.get_by_text(re.compile("Kim Sample")).first).to_be_visible()
    assert page.evaluate("window.isSame"), "the page was loaded anew"
    boss.look()
