"""Booking for a client, by whoever runs the practice."""

import re
import time

from playwright.sync_api import expect

DAY = 86_400


def by_typing(journey) -> None:
    """A client is found while one types, chosen by the keyboard, still chosen after a look at another service, and
    booked for."""
    practice = journey.practice
    practice.open_around_the_clock()
    service = practice.service("Follow-up", slot_step=60)
    kim = practice.client("kim@example.com")
    boss = journey.reader("desk")
    journey.enter(boss, "boss@example.com")
    page = boss.page
    at = time.strftime("%Y-%m-%dT10:00:00Z", time.gmtime(time.time() + 2 * DAY))
    page.goto(f"{practice.url}/practice/book?at={at}")
    box, found = page.get_by_role("combobox", name="Client"), page.locator("#seek-found [role=option]")
    box.fill("nobody of that name")
    expect(page.locator(".seek [role=status]")).to_have_text("Nobody is found.")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.fill("kim")
    expect(found).to_have_count(1)
    expect(box).to_have_attribute("aria-expanded", "true")
    boss.look()
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press("ArrowDown")
    expect(found).to_have_attribute("aria-selected", "true")
    box.press("Enter")
    expect(box).to_have_value(re.compile(kim))
    page.get_by_label("Service").select_option(str(service["id"]))
    page.get_by_role("button", name="Show times and people").click()
    expect(box).to_have_value(re.compile(kim))
    page.get_by_role("button", name="Book", exact=True).click()
    page.wait_for_url(re.compile(r"/practice/bookings/\d+$"))
    booking, = practice.ask("GET", "/api/bookings", None, kim)["bookings"]
    assert booking["service_title"] == "Follow-up", booking
