"""A day of somebody who gives consultations and runs the practice, by the pages alone."""

import re
import time

from playwright.sync_api import expect

from settings import settings


def _place(reader, name: str) -> None:
    """By the rail, to one of the practice's pages."""
    reader.page.get_by_role("navigation", name="Practice").get_by_role("link", name=re.compile(f"^{name}")).click()


def _close(reader, client: str, button: str, told: str) -> None:
    """From the list of what is over: how it went."""
    page = reader.page
    page.goto(page.url.split("/practice")[0] + "/practice")
    page.get_by_role("link", name=re.compile("over: did")).click()
    page.get_by_role("row").filter(has_text=client).get_by_role("link").first.click()
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("status")).to_have_text(told)
    expect(page.get_by_role("button", name=button)).to_have_count(0)


def _look_back(reader) -> None:
    """What was before: one took place, to one the client did not come."""
    page = reader.page
    expect(page.get_by_role("link", name="2 meetings are over: did they take place?")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Kim Sample")
    reader.look()
    _close(reader, "Jo Sample", "Took place", "Noted that it took place.")
    reader.look()
    _close(reader, "Toni Sample", "Did not come", "Noted that the client did not come.")
    _place(reader, "Today")
    expect(page.get_by_text("Nothing needs you.")).to_be_visible()


def _book(reader) -> str:
    """Somebody has called: from free time of next week's calendar to a booking. Its day."""
    page = reader.page
    _place(reader, "Calendar")
    page.get_by_role("link", name="Week after").click()
    page.wait_for_url(re.compile("week="))
    reader.look()
    page.get_by_role("link", name=re.compile("^Free")).last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Book for a client")
    page.get_by_label("Service").select_option(label="Advice, Ada Muster")
    page.get_by_role("button", name="Show times and people").click()
    client = page.get_by_role("combobox", name="Client")
    client.press_sequentially("kim")
    expect(page.get_by_role("option", name=re.compile("Kim Sample"))).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(client).to_have_value(re.compile("kim@example.com"))
    reader.look()
    page.get_by_role("button", name="Book", exact=True).click()
    page.wait_for_url(re.compile(r"/practice/bookings/\d+"))
    reader.look()
    return page.locator("time").first.get_attribute("datetime")[:10]


def _change_hours(reader, booked: str) -> None:
    """Mondays get shorter; the day of that booking is taken off, of which the page warns first."""
    page = reader.page
    _place(reader, "Hours")
    page.get_by_label("Monday, range 1, from").fill("09:00")
    page.get_by_label("Monday, range 1, to").fill("17:30")
    page.get_by_role("button", name="Save the week").last.click()
    expect(page.get_by_role("status")).to_have_text("The week is saved.")
    expect(page.get_by_label("Monday, range 1, to")).to_have_value("17:30")
    page.get_by_label("First day").fill(booked)
    page.get_by_label("Last day").fill(booked)
    page.get_by_role("button", name="Take these days off").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 booking stands on these days")
    expect(page.get_by_role("link", name=re.compile("Kim Sample"))).to_be_visible()
    reader.look()
    page.get_by_role("button", name="Take the days off all the same").click()
    expect(page.get_by_role("status")).to_have_text("The days are closed.")
    reader.look()


def _hold_one(journey, reader, booking: dict) -> None:
    """Today tells of Kim at the door as it happens; the host goes in by the booking's page, and Kim is led on."""
    page = reader.page
    _place(reader, "Today")
    kim = journey.reader("phone")
    kim.page.goto(booking["meeting"]["entrance_url"])
    kim.page.locator("form[data-once] .go").click()
    expect(page.get_by_text(re.compile("Kim Sample is waiting since"))).to_be_visible()
    page.locator("#next").get_by_role("link", name="Details").click()
    expect(page.get_by_role("button", name="Let in Kim Sample")).to_be_visible()
    reader.look()
    page.get_by_role("button", name="Let in Kim Sample").click()
    expect(page.get_by_role("status")).to_have_text("Let in.")
    kim.page.wait_for_url(f"{journey.meetings.url}/**")
    page.get_by_role("link", name="Join the meeting").click()
    page.locator("form[data-once] .go").click()
    page.wait_for_url(f"{journey.meetings.url}/**")
    expect(page.locator("[data-name='userInfo.displayName']")).to_have_text('"Ada Muster"')
    # The form of links that moderators get.
    expect(page.locator("[data-name='config.startWithAudioMuted']")).to_have_text("false")
    rooms = [person.page.locator("[data-name=room]").inner_text() for person in (reader, kim)]
    assert rooms[0] == rooms[1], rooms


@settings(JITSI_EARLY_MINUTES="1440", WAITING_ROOM="on")
def whole(journey) -> None:
    """What is over is closed, a client booked, the hours changed, somebody let in, and the meeting joined."""
    practice = journey.practice
    practice.open_around_the_clock()
    # So short that it never lies over midnight.
    short = practice.service("Follow-up", duration=5)
    practice.service("Advice", duration=60, slot_step=60)
    now = time.time()
    kim, jo, toni = (
        practice.client(f"{name.lower()}@example.com", first_name=name) for name in ("Kim", "Jo", "Toni"))
    booking = practice.book(short, kim, now + 900)
    practice.let_begin([practice.book(short, jo, now + 1_800), practice.book(short, toni, now + 2_400)])
    host = journey.reader("desk")
    journey.enter(host, "boss@example.com")
    host.page.wait_for_url("**/practice")
    _look_back(host)
    _change_hours(host, _book(host))
    _hold_one(journey, host, booking)
