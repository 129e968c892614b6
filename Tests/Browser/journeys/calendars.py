"""A host's calendar elsewhere, linked by its address: its times vanish from the public page, and come back."""

import re
import time
import urllib.parse

from playwright.sync_api import expect

from feed_server import FeedServer
from settings import settings

DAY, HOUR = 86_400, 3_600


def _offered(page) -> set[str]:
    """The starts that the public page offers."""
    page.reload()
    links = page.locator("#times a.time").evaluate_all("all => all.map(one => one.href)")
    return {urllib.parse.parse_qs(urllib.parse.urlparse(link).query)["at"][0] for link in links}


def _link(page, address: str) -> None:
    page.get_by_role("navigation", name="Practice").get_by_role("link", name="Other calendars").click()
    expect(page.get_by_role("heading", name="No calendar is linked")).to_be_visible()
    page.get_by_label("Secret address").fill(address)
    page.get_by_label(re.compile("^Name")).fill("Family")
    page.get_by_role("button", name="Link it").click()
    expect(page.get_by_role("status")).to_contain_text("The calendar is linked.")


def _look(page) -> None:
    page.get_by_role("button", name="Look now: Family").click()
    expect(page.get_by_role("status")).to_contain_text("Looked just now.")


@settings(CALENDARS_TO_PRIVATE_NETWORK="on")
def linked(journey) -> None:
    """It is linked, read, changed and read again, and unlinked; nobody sees what stands in it."""
    practice = journey.practice
    practice.open_around_the_clock()
    talk = practice.service("Talk", duration=60, slot_step=60)
    day = time.time() // DAY * DAY + 2 * DAY
    ten, noon = (time.strftime("%Y-%m-%dT%H:00:00Z", time.gmtime(day + hour * HOUR)) for hour in (10, 12))
    client = journey.reader("phone", zone="UTC")
    client.page.goto(f"{practice.url}/book/{talk['slug']}?day={ten[:10]}")
    free = _offered(client.page)
    assert {ten, noon} <= free, free
    host = journey.reader("desk")
    journey.enter(host, "boss@example.com")
    with FeedServer() as feed:
        feed.events = [(day + 10 * HOUR, day + 11 * HOUR)]
        _link(host.page, feed.url)
        expect(host.page.get_by_text("1 stretch of time from now on")).to_be_visible()
        expect(host.page.locator("main")).not_to_contain_text("Dentist")
        assert "3f6c2c0e" not in host.page.content(), "the secret address is shown"
        host.look()
        assert _offered(client.page) == free - {ten}
        feed.events = [(day + 12 * HOUR, day + 13 * HOUR)]
        _look(host.page)
        assert _offered(client.page) == free - {noon}
        host.page.get_by_role("link", name="Change: Family").click()
        # Opens what is folded up, too.
        host.look()
        host.page.get_by_role("button", name="Unlink", exact=True).click()
        expect(host.page.get_by_role("status")).to_contain_text("takes no time any more")
        assert _offered(client.page) == free
    host.look()
