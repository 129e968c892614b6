"""From the practice's home to the last look before a booking, as somebody goes it who has no account."""

import re

from playwright.sync_api import expect


def choose(reader, journey, title: str | None = None) -> None:
    """A time of a day on which nothing is too late to be changed; home leads to a sole service by itself."""
    page = reader.page
    page.goto(journey.practice.url + "/")
    reader.look()
    if title:
        page.get_by_role("link", name=title).click()
    expect(page.locator("#times")).to_be_attached()
    page.get_by_role("link", name="Whole month").click()
    # The next month has more than one day that is free, also at the end of this one.
    page.locator("#month a[rel=next]").click()
    page.wait_for_url(re.compile("month="))
    reader.expect_narrow()
    page.locator("#month td a").first.click()
    page.locator("#times a.time").first.click()


def say_who(reader, journey) -> None:
    """Name, address and six digits are all that is asked; an address that was mistyped is mended first."""
    page = reader.page
    expect(page.get_by_role("heading", level=1)).to_have_text("Who is coming?")
    for label, text in [("First name", "Kim"), ("Last name", "Sample"), ("E-mail", "kin@example.com")]:
        page.get_by_label(label).fill(text)
    reader.look()
    page.get_by_role("button", name="Send me the code").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Is this your address?")
    reader.look()
    page.get_by_label("E-mail address").fill("kim@example.com")
    page.get_by_role("button", name="Send a new code").click()
    expect(page.locator("#sent")).to_contain_text("kim@example.com")
    code = journey.practice.mail("kim@example.com", r"\d{6} is your code")
    page.get_by_label("Code").fill(re.search(r"\d{6}", str(code["Subject"])).group())
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Is everything right?")
    reader.look()
