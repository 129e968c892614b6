"""The practice's times in a frame on another site."""

import re

from playwright.sync_api import expect

from other_site import OtherSite

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Our practice</title>
<link rel="icon" href="data:,"></head><body><main><h1>Our practice</h1>
<iframe src="%s/embed/follow-up" title="Book a time" width="100%%" height="640"></iframe></main></body></html>"""


def on_another_site(journey) -> None:
    """On the site that an admin has named days change within the frame, and a time opens in a tab of its own; on
    another site the browser shows nothing of it."""
    practice = journey.practice
    practice.open_around_the_clock()
    practice.service("Follow-up", slot_step=60)
    page_text = PAGE % practice.url
    with OtherSite(page_text) as named, OtherSite(page_text) as stranger:
        practice.ask("PUT", "/api/admin/branding", {"embed_origins": [named.url]})
        kim = journey.reader("desk", also=(named.url, stranger.url))
        kim.page.goto(named.url)
        frame = kim.page.frame_locator("iframe")
        expect(frame.get_by_role("heading", name="Choose a time")).to_be_visible()
        kim.look()
        day = frame.locator("#month td a").last
        name = day.get_attribute("aria-label")
        day.click()
        expect(frame.locator("#month [aria-current=date]")).to_have_attribute("aria-label", re.compile(name.split(",")[0]))
        assert kim.page.url.rstrip("/") == named.url, "the frame leads its site away"
        with kim.context.expect_page() as opened:
            frame.locator("#times a.time").first.click()
        expect(opened.value.get_by_role("heading", level=1)).to_have_text("Who is coming?")
        assert opened.value.url.startswith(practice.url), opened.value.url

        with kim.page.expect_console_message(lambda message: "frame-ancestors" in message.text):
            kim.page.goto(stranger.url)
        expect(frame.get_by_role("heading", name="Choose a time")).to_have_count(0)
        # That the browser says so is what was wanted.
        kim.said.clear()
