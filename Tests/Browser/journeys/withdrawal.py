"""Withdrawing from the contract: signed in, and by the link of a mail."""

import time

from playwright.sync_api import expect

DAY = 86_400
RIGHT = {"right_of_withdrawal": True, "withdrawal_days": 14, "withdrawal_reason": None, "change_notice": 40_320}


def _booked(journey) -> dict:
    """Too late to be cancelled by its change notice, and within the right to withdraw."""
    journey.practice.open_around_the_clock()
    service = journey.practice.service("Advice", **RIGHT)
    client = journey.practice.client("kim@example.com")
    return journey.practice.book(service, client, time.time() + 3 * DAY, begin_early=True)


def _withdraw(journey, reader, booking: dict, leads_to: str) -> None:
    page = reader.page
    expect(page.get_by_role("link", name="Cancel", exact=True)).to_have_count(0)
    reader.look()
    page.get_by_role("link", name="Withdraw from the contract").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Withdraw from the contract?")
    expect(page.get_by_text("everything that you have paid comes back")).to_be_visible()
    reader.look()
    page.get_by_role("button", name="Withdraw from the contract").click()
    page.wait_for_url(leads_to)
    expect(page.get_by_text("You have withdrawn from the contract.")).to_be_visible()
    reader.look()
    shown = journey.practice.ask("GET", f"/api/bookings/{booking['id']}", None, "kim@example.com")["booking"]
    assert shown["status"] == "cancelled" and shown["withdrawal"]["declared_at"], shown
    journey.practice.mail("kim@example.com", "Withdrawn: ")


def signed_in(journey) -> None:
    """From the page of the booking, without JavaScript."""
    booking = _booked(journey)
    kim = journey.reader("desk", script=False, zoom=2)
    journey.enter(kim, "kim@example.com")
    path = f"{journey.practice.url}/bookings/{booking['id']}"
    kim.page.goto(path)
    _withdraw(journey, kim, booking, path + "*")


def by_link(journey) -> None:
    """By the link of the mail, on a phone, by nobody who is signed in."""
    booking = _booked(journey)
    letter = journey.practice.mail("kim@example.com", "Your booking")
    kim = journey.reader("phone", scheme="dark")
    kim.page.goto(journey.practice.link(letter, "/m/"))
    _withdraw(journey, kim, booking, "**/m/*")
