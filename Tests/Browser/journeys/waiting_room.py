"""The waiting room: whoever comes waits, whoever gives the consultation sees it live and lets them in."""

import re
import time

from playwright.sync_api import expect

from practice import PASSWORD
from settings import settings, waits

# Half a minute, and what a crowded machine adds.
LEAVING_MILLISECONDS = 40_000
EARLY = {"JITSI_EARLY_MINUTES": "1440", "WAITING_ROOM": "on"}


def _booked(journey, count: int = 1) -> list[dict]:
    """Bookings of one client each, that can be entered now."""
    practice = journey.practice
    practice.open_around_the_clock()
    # So short that it never lies over midnight.
    service = practice.service("Follow-up", duration=5)
    people = [("kim@example.com", "Kim"), ("jo@example.com", "Jo")][:count]
    return [
        practice.book(service, practice.client(address, first_name=name), time.time() + 600 + 1_800 * number)
        for number, (address, name) in enumerate(people)]


def _lobby(journey, size: str = "desk", **more):
    """The host, signed in, at the lobby."""
    host = journey.reader(size, **more)
    host.page.goto(journey.practice.url + "/practice/lobby")
    host.page.locator("[name=email]").fill("boss@example.com")
    host.page.locator("[name=password]").fill(PASSWORD)
    host.page.keyboard.press("Enter")
    host.page.wait_for_url("**/practice/lobby")
    return host


def _wait(journey, booking: dict, size: str = "phone", **more):
    """A client who has come in by their entrance and waits."""
    client = journey.reader(size, **more)
    client.page.goto(booking["meeting"]["entrance_url"])
    client.page.locator("form[data-once] .go").click()
    return client


@settings(**EARLY)
def live(journey) -> None:
    """The host sees who comes without loading anything, says that it gets late, lets them in; they are led on."""
    booking = _booked(journey)[0]
    host = _lobby(journey)
    expect(host.page.get_by_role("heading", level=1)).to_have_text("Nobody is waiting")
    host.page.evaluate("window.isSame = true")
    host.look()

    kim = _wait(journey, booking)
    expect(kim.page.get_by_role("heading", level=1)).to_have_text("Ada Muster knows that you are here")
    kim.look()
    expect(host.page.get_by_role("heading", level=1)).to_have_text("1 person is waiting")
    expect(host.page).to_have_title(re.compile("^1 person is waiting"))
    host.page.wait_for_function("window.rings === 1")
    assert host.page.evaluate("window.isSame"), "the lobby was loaded anew"
    host.look()

    host.page.get_by_text("10 min").click()
    host.page.get_by_role("button", name="Tell them").click()
    expect(host.page.get_by_text("Told: about 10 minutes late.")).to_be_visible()
    expect(kim.page.get_by_text("is running late by about 10 minutes")).to_be_visible()
    assert kim.page.evaluate("window.rings") == 0, "it rings for nothing"

    host.page.get_by_role("button", name=re.compile("Kim Sample")).click()
    kim.page.wait_for_url(f"{journey.meetings.url}/**")
    expect(kim.page.locator("[data-name='userInfo.displayName']")).to_have_text('"Kim Sample"')
    expect(host.page.get_by_text("Let in: Kim Sample.")).to_be_visible()
    expect(host.page.get_by_role("heading", level=1)).to_have_text("Nobody is waiting")


@settings(**EARLY)
def opened(journey) -> None:
    """The host goes in, which opens the meeting: whoever waits is led on, and rings no host who wants none."""
    booking = _booked(journey)[0]
    host = _lobby(journey, "phone", scheme="dark", language="de-DE")
    host.page.locator("[data-ring]").uncheck()
    kim = _wait(journey, booking, "desk", scheme="dark")
    expect(host.page.locator(".name")).to_contain_text("Kim Sample")
    host.look()
    assert host.page.evaluate("window.rings") == 0, "it rings though nobody wants it"
    expect(host.page.locator("[data-ring]")).not_to_be_checked()
    kim.look()
    link = journey.practice.ask("GET", f"/api/meetings/{booking['id']}/link")["meeting_url"]
    host.page.goto(link)
    host.look()
    host.page.locator("form[data-once] .go").click()
    host.page.wait_for_url(f"{journey.meetings.url}/**")
    expect(host.page.locator("[data-name='userInfo.displayName']")).to_have_text('"Ada Muster"')
    kim.page.wait_for_url(f"{journey.meetings.url}/**")
    rooms = [person.page.locator("[data-name=room]").inner_text() for person in (host, kim)]
    assert rooms[0] == rooms[1], rooms


@settings(**EARLY)
def closed_again(journey) -> None:
    """An open meeting lets in at once; closed again, the next one waits."""
    first, second = _booked(journey, 2)
    host = _lobby(journey)
    sections = host.page.locator("section", has=host.page.get_by_role("button"))
    sections.filter(has_text="Jo").get_by_role("button", name="Open the meeting").click()
    host.page.get_by_role("button", name="Let nobody else in").click()
    expect(host.page.get_by_role("button", name="Let nobody else in")).to_have_count(0)
    jo = _wait(journey, second)
    expect(jo.page.get_by_role("heading", level=1)).to_have_text("Ada Muster knows that you are here")
    kim = _wait(journey, first, "desk")
    expect(host.page.get_by_role("heading", level=1)).to_have_text("2 people are waiting")
    host.look()
    sections.filter(has_text="Jo").get_by_role("button", name="Open the meeting").click()
    jo.page.wait_for_url(f"{journey.meetings.url}/**")
    expect(kim.page.get_by_role("heading", level=1)).to_have_text("Ada Muster knows that you are here")


@settings(**EARLY)
def without_script(journey) -> None:
    """Nobody has JavaScript: pages are asked for again by a link, and all of it works."""
    booking = _booked(journey)[0]
    kim = _wait(journey, booking, "phone", script=False)
    expect(kim.page.get_by_role("heading", level=1)).to_have_text("Ada Muster knows that you are here")
    kim.expect_narrow()
    host = _lobby(journey, "desk", script=False)
    expect(host.page.get_by_role("heading", level=1)).to_have_text("1 person is waiting")
    host.expect_narrow()
    expect(host.page.get_by_role("link", name="Look again")).to_be_visible()
    host.page.get_by_role("button", name=re.compile("Kim Sample")).click()
    expect(host.page.get_by_text("Let in: Kim Sample.")).to_be_visible()
    kim.page.get_by_role("link", name="Look again").click()
    expect(kim.page.get_by_role("heading", level=1)).to_have_text("The door is open")
    kim.page.get_by_role("button", name="Go in").click()
    kim.page.wait_for_url(f"{journey.meetings.url}/**")


@settings(**EARLY)
def by_keyboard(journey) -> None:
    """The host has no mouse: signs in, says that it gets late, lets in; what is new takes neither focus nor choice."""
    booking = _booked(journey)[0]
    host = _lobby(journey)
    page = host.page
    host.tab_to(page.get_by_text("Running late?"))
    page.keyboard.press("Enter")
    host.tab_to(page.get_by_role("radio").first)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    kim = _wait(journey, booking)
    expect(page.get_by_role("heading", level=1)).to_have_text("1 person is waiting")
    expect(page.get_by_role("radio", name="10 min")).to_be_focused()
    expect(page.get_by_role("radio", name="10 min")).to_be_checked()
    host.tab_to(page.get_by_role("button", name="Tell them"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Told: about 10 minutes late.")).to_be_visible()
    host.tab_to(page.get_by_role("button", name=re.compile("Kim Sample")))
    page.keyboard.press("Enter")
    kim.page.wait_for_url(f"{journey.meetings.url}/**")


@waits
@settings(**EARLY)
def left(journey) -> None:
    """Whoever closes the page leaves the list within half a minute, and waits again when they come back."""
    booking = _booked(journey)[0]
    host = _lobby(journey)
    kim = _wait(journey, booking)
    expect(host.page.get_by_role("heading", level=1)).to_have_text("1 person is waiting")
    kim.page.close()
    expect(host.page.get_by_role("heading", level=1)).to_have_text("Nobody is waiting", timeout=LEAVING_MILLISECONDS)
    kim.page = kim.context.new_page()
    kim.page.goto(booking["meeting"]["entrance_url"])
    expect(kim.page.get_by_role("heading", level=1)).to_have_text("Ada Muster knows that you are here")
    expect(host.page.get_by_role("heading", level=1)).to_have_text("1 person is waiting")
