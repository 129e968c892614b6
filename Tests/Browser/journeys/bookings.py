"""One's own bookings: looking at one, and cancelling it."""

import time

from playwright.sync_api import expect

from practice import PASSWORD

DAY = 86_400


def _open(journey, reader) -> dict:
    """A booking three days ahead, shown to its client who has just signed in."""
    journey.practice.open_around_the_clock()
    service = journey.practice.service("Follow-up", change_notice=1_440)
    booking = journey.practice.book(service, journey.practice.client("kim@example.com"), time.time() + 3 * DAY)
    reader.page.goto(journey.practice.url + "/bookings")
    reader.page.locator("[name=email]").fill("kim@example.com")
    reader.page.locator("[name=password]").fill(PASSWORD)
    reader.page.keyboard.press("Enter")
    reader.page.get_by_role("link", name="Follow-up").click()
    reader.page.wait_for_url(f"**/bookings/{booking['id']}")
    return booking


def _cancel(journey, reader) -> None:
    booking = _open(journey, reader)
    reader.look()
    reader.page.get_by_role("link", name="Cancel", exact=True).click()
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Cancel this booking?")
    reader.look()
    reader.page.locator("main .danger").click()
    reader.page.wait_for_url(f"**/bookings/{booking['id']}*")
    expect(reader.page.get_by_text("You cancelled this booking")).to_be_visible()
    reader.look()
    shown = journey.practice.ask("GET", f"/api/bookings/{booking['id']}", None, "kim@example.com")["booking"]
    assert shown["status"] == "cancelled", shown


def cancelled(journey) -> None:
    """On a phone."""
    _cancel(journey, journey.reader("phone"))


def cancelled_without_script(journey) -> None:
    """Without JavaScript, at twice the size, in the dark."""
    _cancel(journey, journey.reader("desk", script=False, zoom=2, scheme="dark"))
