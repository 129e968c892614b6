"""Into a meeting by one's own entrance, where nobody has to be waited for."""

import calendar
import re
import time

from playwright.sync_api import expect

from settings import settings, waits

DAY = 86_400
# Bookings begin at these, in seconds of the hour.
GRID = 300
# In which server, booking and page are there, also on a crowded machine; and how late a door may open on one.
AHEAD, LATE = 40, 20


def _booked(journey, seconds: float) -> dict:
    journey.practice.open_around_the_clock()
    # So short that it never lies over midnight.
    service = journey.practice.service("Follow-up", duration=5)
    return journey.practice.book(service, journey.practice.client("kim@example.com"), time.time() + seconds)


@settings(JOIN_LINKS="entrance")
def early(journey) -> None:
    """Before it opens: the time left, the devices, a name for this meeting; and it opens by itself."""
    booking = _booked(journey, DAY)
    kim = journey.reader("phone", scheme="dark")
    page = kim.page
    page.goto(booking["meeting"]["entrance_url"])
    expect(page.get_by_role("heading", level=1)).to_have_text("You are early. That is fine.")
    expect(page.get_by_text("Enter from")).to_have_attribute("aria-disabled", "true")
    clock = page.get_by_role("timer")
    expect(clock).to_have_text(re.compile(r"^\s*(23|24)hours\s*\d\dminutes\s*\d\dseconds\s*$"))
    said = clock.inner_text()
    expect(clock).not_to_have_text(said, use_inner_text=True)

    page.get_by_role("button", name="Switch on camera and microphone").click()
    expect(page.locator("[data-state=camera][data-is=yes]")).to_be_visible()
    expect(page.locator("[data-state=microphone][data-is=yes]")).to_be_visible()
    page.wait_for_function("document.querySelector('[data-eye]').videoWidth > 0")
    page.get_by_role("button", name="Play a sound").click()
    page.wait_for_function("window.rings === 1")
    kim.look()

    page.get_by_label("Name in this meeting").fill("Ada Muster")
    page.get_by_role("button", name="Save the name").click()
    expect(page.locator(".error")).to_contain_text("That is the name of the host.")
    kim.look()
    page.get_by_label("Name in this meeting").fill('K. "<b>{{name}}</b>" 😀')
    page.get_by_role("button", name="Save the name").click()
    expect(page.get_by_text("You come in as")).to_contain_text('K. "<b>{{name}}</b>" 😀')


@settings(JOIN_LINKS="entrance", JITSI_EARLY_MINUTES="1440")
def direct(journey) -> None:
    """Open already: one press leads to the meeting, with the name and nothing else of the person."""
    booking = _booked(journey, 600)
    kim = journey.reader("desk", language="de-DE")
    kim.page.goto(booking["meeting"]["entrance_url"])
    expect(kim.page.locator("html")).to_have_attribute("lang", "de")
    kim.look()
    kim.page.locator("form[data-once] .go").click()
    kim.page.wait_for_url(f"{journey.meetings.url}/**")
    expect(kim.page.locator("[data-name=room]")).to_have_text(booking["jitsi_room_id"])
    expect(kim.page.locator("[data-name='userInfo.displayName']")).to_have_text('"Kim Sample"')


@settings(JOIN_LINKS="entrance", JITSI_EARLY_MINUTES="1440")
def by_keyboard(journey) -> None:
    """Nothing but the keyboard: past the head, another name, and in; at twice the size."""
    booking = _booked(journey, 600)
    kim = journey.reader("desk", zoom=2)
    page = kim.page
    page.goto(booking["meeting"]["entrance_url"])
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to content")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    kim.tab_to(page.get_by_text("Change the name"))
    page.keyboard.press("Enter")
    kim.tab_to(page.get_by_label("Name in this meeting"))
    page.keyboard.type("Kim the Second")
    page.keyboard.press("Enter")
    expect(page.get_by_text("You come in as")).to_contain_text("Kim the Second")
    kim.look()
    kim.tab_to(page.get_by_role("button", name="Enter the meeting"))
    page.keyboard.press("Enter")
    page.wait_for_url(f"{journey.meetings.url}/**")
    expect(page.locator("[data-name='userInfo.displayName']")).to_have_text('"Kim the Second"')


@settings(JOIN_LINKS="entrance", JITSI_EARLY_MINUTES="1440")
def without_script(journey) -> None:
    """The same without JavaScript: the time left is a sentence, and the button leads in."""
    booking = _booked(journey, 600)
    kim = journey.reader("phone", script=False)
    page = kim.page
    page.goto(booking["meeting"]["entrance_url"])
    expect(page.get_by_text("It begins in")).to_be_visible()
    expect(page.get_by_role("timer")).to_be_hidden()
    expect(page.get_by_text("The check needs JavaScript.")).to_be_visible()
    expect(page.get_by_role("button", name="Switch on")).to_be_hidden()
    kim.expect_narrow()
    page.get_by_role("button", name="Enter the meeting").click()
    page.wait_for_url(f"{journey.meetings.url}/**")


@settings(JOIN_LINKS="entrance")
def doors(journey) -> None:
    """Links that lead nowhere: each says what is so, and has a way on."""
    booking = _booked(journey, DAY)
    url = booking["meeting"]["entrance_url"]
    kim = journey.reader("desk", scheme="dark")
    shown = [("This link has ended", url[:-4] + "AAAA")]
    for heading, address in shown:
        kim.page.goto(address)
        expect(kim.page.get_by_role("heading", level=1)).to_have_text(heading)
        kim.look()
    journey.practice.ask("POST", f"/api/bookings/{booking['id']}/cancel", {}, "kim@example.com")
    kim.page.goto(url)
    expect(kim.page.get_by_role("heading", level=1)).to_have_text("This booking is cancelled")
    kim.look()


def _soon() -> str:
    """So many minutes before a time of the grid that this is the next minute, or the one after it."""
    start = -(-int(time.time() + 2 * GRID) // GRID) * GRID
    return str(int(start - time.time() - AHEAD) // 60)


@waits
@settings(JOIN_LINKS="entrance", JITSI_EARLY_MINUTES=_soon)
def opens_at_its_minute(journey) -> None:
    """The page is open before; the door opens by itself, not a moment early."""
    early = int(journey.practice.settings["JITSI_EARLY_MINUTES"]) * 60
    booking = _booked(journey, early + AHEAD / 2)
    kim, jo = journey.reader("phone"), journey.reader("desk", script=False)
    for reader in (kim, jo):
        reader.page.goto(booking["meeting"]["entrance_url"])
        expect(reader.page.get_by_text("Enter from")).to_have_attribute("aria-disabled", "true")
    opening = calendar.timegm(time.strptime(booking["scheduled_at"], "%Y-%m-%dT%H:%M:%SZ")) - early
    enter = kim.page.get_by_role("button", name="Enter the meeting")
    expect(enter).to_be_visible(timeout=(opening - time.time() + LATE) * 1_000)
    assert time.time() >= opening, "the door opened too early"
    kim.look()
    enter.click()
    kim.page.wait_for_url(f"{journey.meetings.url}/**")
    jo.page.reload()
    jo.page.get_by_role("button", name="Enter the meeting").click()
    jo.page.wait_for_url(f"{journey.meetings.url}/**")
