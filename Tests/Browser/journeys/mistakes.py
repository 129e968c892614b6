"""Mistakes of those who run the practice, each put right by its pages."""

import datetime
import re
import time

from playwright.sync_api import expect

from practice import PASSWORD
from settings import pays

DAY = 86_400


def _told(reader, words: str) -> None:
    expect(reader.page.get_by_role("status")).to_have_text(words)


def _open(journey, reader, booking: dict) -> None:
    reader.page.goto(f"{journey.practice.url}/practice/bookings/{booking['id']}")


def _pay(journey, reader, booking: dict) -> None:
    """The client, by card."""
    page = reader.page
    page.goto(f"{journey.practice.url}/bookings/{booking['id']}/pay")
    reader.sign_in("kim@example.com", PASSWORD)
    form = page.frame_locator("iframe[title='Secure payment input frame']")
    form.get_by_label("Card number").fill("4242 4242 4242 4242")
    page.get_by_role("button", name=re.compile("^Pay ")).click()
    page.wait_for_url(re.compile("/booked"))


def _refund(journey, reader, booking: dict) -> None:
    """80 was typed where 8 was meant: the page says the sum before anything goes. Then it was too little after all."""
    page = reader.page
    _open(journey, reader, booking)
    page.get_by_role("link", name="Give money back …").click()
    page.get_by_label("Amount in EUR").fill("80")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("button", name="Give €80.00 back")).to_be_visible()
    reader.look()
    page.go_back()
    page.get_by_label("Amount in EUR").fill("8")
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Give €8.00 back").click()
    _told(reader, "The money is on its way back.")
    page.get_by_role("link", name="Give money back …").click()
    expect(page.get_by_label("Amount in EUR")).to_have_value("77.00")
    page.get_by_label("Amount in EUR").fill("90")
    page.get_by_role("button", name="Next").click()
    expect(page.locator(".errors")).to_be_visible()
    reader.look()
    page.get_by_label("Amount in EUR").fill("12.50")
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Give €12.50 back").click()
    _told(reader, "The money is on its way back.")
    expect(page.get_by_text("€64.50 can be given back")).to_be_visible()


def _pick(reader, day: str | None, hour: str | None) -> None:
    """A day of the next free ones and a time on it; the second day and its last time where nothing is asked for."""
    page = reader.page
    page.get_by_role("link", name="Move", exact=True).click()
    days = page.get_by_role("navigation", name="Next free days")
    (days.locator(f"a[href*='day={day}']") if day else days.get_by_role("link").nth(1)).click()
    page.wait_for_url(f"**day={day or '*'}*")
    times = page.locator("#times a")
    (times.filter(has_text=hour) if hour else times.last).click()
    page.locator("main button.go").click()
    _told(reader, "Moved. The client gets a mail with the new time.")


def _move(reader) -> None:
    """To another day, and back to where it was."""
    start = reader.page.locator(".stub time").first
    was, hour = start.get_attribute("datetime"), start.inner_text()[:5]
    _pick(reader, None, None)
    expect(start).not_to_have_attribute("datetime", was)
    reader.look()
    _pick(reader, was[:10], hour)
    expect(start).to_have_attribute("datetime", was)
    expect(reader.page.get_by_text(re.compile("^Moved from"))).to_have_count(2)


def _cancel(journey, reader, booking: dict) -> None:
    """The wrong one: the client is booked anew for the same time."""
    page = reader.page
    _open(journey, reader, booking)
    page.get_by_role("link", name="Cancel the booking …").click()
    page.get_by_label("Why?").fill("A mistake of ours")
    page.get_by_role("button", name="Cancel the booking").click()
    _told(reader, "Cancelled. The client gets a mail.")
    reader.look()
    day = datetime.date.fromisoformat(booking["scheduled_at"][:10])
    page.get_by_role("link", name="Calendar", exact=True).click()
    if day.isocalendar().week != datetime.datetime.now(datetime.UTC).isocalendar().week:
        page.get_by_role("link", name="Week after").click()
        page.wait_for_url(re.compile("week="))
    page.locator(".week section").nth(day.weekday()).get_by_role("link", name=re.compile("^Free")).first.click()
    page.get_by_label("Service").select_option(label="Follow-up, Ada Muster")
    page.get_by_role("button", name="Show times and people").click()
    page.get_by_label("Time", exact=True).select_option(booking["scheduled_at"])
    page.get_by_role("combobox", name="Client").press_sequentially("kim")
    page.get_by_role("option", name=re.compile("Kim Sample")).click()
    page.get_by_role("button", name="Book", exact=True).click()
    page.wait_for_url(re.compile(r"/practice/bookings/\d+"))
    expect(page.locator(".stub time").first).to_have_attribute("datetime", booking["scheduled_at"])
    journey.practice.mail("kim@example.com", "Your booking: Follow-up", 1)


def _close_a_day(journey, reader, day: str) -> None:
    """In spite of the booking on it, and open it again: the hours of the week count as before."""
    page = reader.page
    page.goto(f"{journey.practice.url}/practice/hours")
    page.get_by_label("Day", exact=True).fill(day)
    page.get_by_label("Closed all day").check()
    page.get_by_role("button", name="Add the exception").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 booking stands outside these hours")
    reader.look()
    page.get_by_role("button", name="Set the hours all the same").click()
    _told(reader, "The exception is saved.")
    page.get_by_role("button", name=re.compile("^Remove the exception of")).click()
    _told(reader, "The exception is gone; the hours of the week count again.")
    expect(page.get_by_role("button", name=re.compile("^Remove the exception of"))).to_have_count(0)


def _give_a_right(journey, reader, kim) -> None:
    """To a client: taken away again, it holds no longer."""
    page = reader.page
    page.goto(f"{journey.practice.url}/practice/people")
    page.get_by_role("link", name="Kim Sample").click()
    right = page.get_by_label("run the practice (admin)")
    right.check()
    page.get_by_role("button", name="Save rights").click()
    _told(reader, "What the account can do is changed.")
    expect(right).to_be_checked()
    kim.page.goto(f"{journey.practice.url}/practice/people")
    expect(kim.page.get_by_role("heading", level=1)).to_have_text("People")
    right.uncheck()
    page.get_by_role("button", name="Save rights").click()
    expect(right).not_to_be_checked()
    reader.look()
    kim.page.reload()
    expect(kim.page.get_by_role("heading", level=1)).not_to_have_text("People")


@pays
def put_right(journey) -> None:
    """Too much money typed, moved, cancelled, closed, and somebody made an admin who is none."""
    practice = journey.practice
    practice.open_around_the_clock()
    client, now = practice.client("kim@example.com"), time.time()
    paid = practice.book(practice.service("Advice", amount=85), client, now + 3 * DAY)
    free = practice.book(practice.service("Follow-up", slot_step=60), client, now + 5 * DAY)
    kim, boss = journey.reader("phone"), journey.reader("desk")
    _pay(journey, kim, paid)
    journey.enter(boss, "boss@example.com")
    _refund(journey, boss, paid)
    _open(journey, boss, free)
    _move(boss)
    _cancel(journey, boss, free)
    _close_a_day(journey, boss, free["scheduled_at"][:10])
    _give_a_right(journey, boss, kim)
