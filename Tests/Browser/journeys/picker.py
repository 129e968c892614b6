"""From the practice's home to a time, in the reader's own zone."""

import datetime
import re
import urllib.parse
import zoneinfo

from playwright.sync_api import expect

MOST_DAYS = 400
NEW_YORK, BERLIN = "America/New_York", "Europe/Berlin"


def _practice(journey, **more) -> dict:
    journey.practice.open_around_the_clock()
    return journey.practice.service("Follow-up", **({"slot_step": 30, "booking_horizon": 730} | more))


def _change(zone: str, forward: bool) -> datetime.date:
    """The next day on which clocks change there."""
    def offset(day: datetime.date) -> datetime.timedelta:
        noon = datetime.datetime.combine(day, datetime.time(12), zoneinfo.ZoneInfo(zone))
        return noon.utcoffset() or datetime.timedelta()

    first = datetime.date.today() + datetime.timedelta(3)
    for number in range(MOST_DAYS):
        day = first + datetime.timedelta(number)
        ahead = offset(day) - offset(day - datetime.timedelta(1))
        if ahead and (ahead > datetime.timedelta()) == forward:
            return day
    raise AssertionError(f"clocks never change in {zone}")


def _times(reader) -> dict[datetime.datetime, str]:
    """What the page calls each time that it offers."""
    shown = reader.page.locator("#times a.time").evaluate_all("all => all.map(one => [one.href, one.innerText])")
    return {
        datetime.datetime.fromisoformat(urllib.parse.parse_qs(urllib.parse.urlparse(href).query)["at"][0]): text
        for href, text in shown}


def _expect_local(reader, zone: str, day: datetime.date) -> dict:
    """Every time that is offered is of that day, and is called what clocks show there; no two are called alike."""
    times = _times(reader)
    for instant, text in times.items():
        local = instant.astimezone(zoneinfo.ZoneInfo(zone))
        assert local.date() == day and text.startswith(local.strftime("%H:%M")), (instant, text, zone)
    assert times and len(set(times.values())) == len(times), times
    return times


def _open(journey, reader, service: dict, day: datetime.date, zone_name: str) -> None:
    reader.page.goto(f"{journey.practice.url}/book/{service['slug']}?day={day}")
    expect(reader.page.locator("#zones b")).to_have_text(re.compile(zone_name))


def over_clock_changes(journey) -> None:
    """Two people in two zones see the same times, each by their own clock, also on days on which clocks change."""
    service = _practice(journey)
    there = journey.reader("desk", zone=NEW_YORK)
    here = journey.reader("phone", zone=BERLIN, scheme="dark")
    for forward in (True, False):
        for day in (_change(NEW_YORK, forward), _change(BERLIN, forward)):
            _open(journey, there, service, day, "New York")
            _open(journey, here, service, day, "Berlin")
            theirs, ours = _expect_local(there, NEW_YORK, day), _expect_local(here, BERLIN, day)
            both = theirs.keys() & ours.keys()
            assert len(both) > 20, "days overlap by most of their hours"
    there.look()
    here.look()


def zone_chosen(journey) -> None:
    """A zone that somebody has chosen stays, on every page, though the browser is elsewhere."""
    service = _practice(journey)
    kim = journey.reader("desk", zone=NEW_YORK, scheme="dark")
    kim.page.goto(f"{journey.practice.url}/book/{service['slug']}")
    expect(kim.page.locator("#zones b")).to_have_text(re.compile("New York"))
    kim.page.locator("#zones summary").click()
    kim.page.locator("#zone").select_option(BERLIN)
    kim.page.locator("#zones button").click()
    expect(kim.page.locator("#zones b")).to_have_text(re.compile("Berlin"))
    kim.page.goto(journey.practice.url + "/")
    expect(kim.page.locator("#zones b")).to_have_text(re.compile("Berlin"))
    kim.look()


def zone_unknown(journey) -> None:
    """A browser whose zone the server does not know is shown the practice's, and is not asked for the page again."""
    service = _practice(journey)
    kim = journey.reader("desk")
    kim.context.add_init_script("Intl.DateTimeFormat.prototype.resolvedOptions = () => ({timeZone: 'Etc/Unknown'})")
    asked = []
    kim.page.on("request", lambda request: asked.append(request.url) if request.is_navigation_request() else None)
    kim.page.goto(f"{journey.practice.url}/book/{service['slug']}")
    kim.page.wait_for_url(re.compile("time_zone=Etc%2FUnknown"))
    kim.page.wait_for_load_state("networkidle")
    expect(kim.page.get_by_text("We do not know your time zone yet.")).to_be_visible()
    assert len(asked) == 2, asked


def without_script(journey) -> None:
    """Nobody knows the zone: the page says so and names the practice's; every choice is a link."""
    _practice(journey)
    kim = journey.reader("phone", script=False)
    kim.page.goto(journey.practice.url + "/")
    kim.expect_narrow()
    kim.page.get_by_role("link", name="Follow-up").click()
    expect(kim.page.get_by_text("We do not know your time zone yet.")).to_be_visible()
    kim.page.get_by_role("link", name="Whole month").click()
    expect(kim.page.locator("#month")).to_be_visible()
    kim.page.locator("#month td a").last.click()
    expect(kim.page.locator("#times")).to_be_in_viewport()
    chosen = kim.page.locator("#times a.time").first
    text = chosen.inner_text()
    chosen.click()
    expect(kim.page.locator(".stub time")).to_contain_text(text)
    kim.expect_narrow()


def by_keyboard(journey) -> None:
    """Arrow keys walk through the month's free days, and Enter chooses; at twice the size."""
    _practice(journey)
    kim = journey.reader("desk", zoom=2)
    page = kim.page
    page.goto(journey.practice.url + "/")
    kim.tab_to(page.get_by_role("link", name="Follow-up"))
    page.keyboard.press("Enter")
    expect(page.locator("#times")).to_be_attached()
    page.get_by_role("link", name="Whole month").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#month")).to_be_visible()
    # The next month has more than one day that is free, also at the end of this one.
    page.locator("#month a[rel=next]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("month="))
    days = page.locator("#month td a")
    expect(days.first).to_be_visible()
    days.nth(0).focus()
    page.keyboard.press("ArrowRight")
    expect(days.nth(1)).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(days.nth(0)).to_be_focused()
    page.keyboard.press("Enter")
    kim.tab_to(page.locator("#times a.time").first)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Who is coming?")
    kim.look()
