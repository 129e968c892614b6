"""From an empty database to the first booking."""

import re

from playwright.sync_api import expect

from booking_way import choose, say_who
from settings import settings

OWN = "ada@example.com"
PASSWORD = "lindens in the morning"


def _enter(journey, reader) -> None:
    """With what the program printed as it started; the set-up waits there."""
    page = reader.page
    assert "/login: you are led through the set-up" in journey.practice.said, journey.practice.said
    page.goto(journey.practice.url + "/login")
    reader.sign_in(*journey.practice.printed())
    page.wait_for_url(re.compile("/setup$"))
    reader.look()


def _at(reader, number: int, heading: str) -> None:
    """The step that is worked at, and looked at."""
    expect(reader.page.locator(".sheet")).to_contain_text(f"Step {number} of 7")
    expect(reader.page.get_by_role("heading", level=2)).to_have_text(heading)
    reader.look()


def _save(reader) -> None:
    reader.page.get_by_role("button", name="Save and go on").click()


def _own(journey, reader) -> None:
    """An account of one's own: what is wrong is told first, and nothing of it is kept."""
    page = reader.page
    _at(reader, 1, "Your address and password")
    page.get_by_label("Your own e-mail address").fill(OWN)
    page.get_by_label("Present password").fill("not this one")
    page.get_by_label("Your own password").fill(PASSWORD)
    _save(reader)
    expect(page.get_by_role("alert")).to_contain_text("That is not your present password.")
    expect(page.get_by_label("Your own e-mail address")).to_have_value(OWN)
    reader.look()
    page.get_by_label("Present password").fill(journey.practice.printed()[1])
    page.get_by_label("Your own password").fill(PASSWORD)
    _save(reader)


def _set(reader) -> None:
    """Name and zone, hours, and the service that stands there as an example."""
    page = reader.page
    _at(reader, 2, "Name and time zone")
    expect(page.get_by_role("status")).to_have_text("Saved.")
    page.get_by_label("The practice's name").fill("Lindenhof")
    page.get_by_label("Time zone").select_option("Europe/Berlin")
    _save(reader)
    _at(reader, 3, "Your hours")
    page.get_by_label("Hours from").fill("08:00")
    page.get_by_label("Break from").fill("12:00")
    page.get_by_label("Break to").fill("13:00")
    _save(reader)
    _at(reader, 4, "Your first service")
    expect(page.locator("main")).to_contain_text("40 hours a week, Berlin time")
    page.get_by_label("Title").fill("First talk")
    page.get_by_label("Length in minutes").fill("30")
    _save(reader)


def _prove(journey, reader) -> None:
    """The test mail comes, and its link is used in another window."""
    page = reader.page
    _at(reader, 5, "A mail that arrives")
    page.get_by_role("button", name="Send the test mail").click()
    expect(page.get_by_role("status")).to_have_text("The mail is written, and on its way.")
    letter = journey.practice.mail(OWN, "confirm your new e-mail")
    window = journey.reader("phone")
    window.page.goto(journey.practice.link(letter, "/verify-email"))
    window.page.locator("main button").first.click()
    expect(window.page.locator("main")).to_contain_text("is confirmed")
    page.get_by_role("link", name="Look what became of it").click()
    expect(page.locator(".sheet")).to_contain_text(f"{OWN} is proved: mails arrive.")
    reader.look()


def _end(journey, reader) -> None:
    """It is left and found again where it was; the last steps are said to be done."""
    page = reader.page
    page.get_by_role("button", name="Later").click()
    page.wait_for_url("**/practice")
    page.get_by_role("link", name="Set-up: 5 of 7").click()
    _at(reader, 6, "Meetings and payment")
    expect(page.locator("main")).to_contain_text("STRIPE_SECRET_KEY=sk_live_YOUR_KEY")
    page.get_by_role("button", name="This is done").click()
    _at(reader, 7, "Texts that the law wants")
    page.get_by_role("link", name="Imprint", exact=True).click()
    page.get_by_label("English").fill("Lindenhof, Lindenweg 1")
    page.get_by_role("button", name="Save", exact=True).last.click()
    _at(reader, 7, "Texts that the law wants")
    expect(page.locator(".sheet")).to_contain_text("Still missing: Privacy, Terms")
    page.get_by_role("button", name="This is done").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Clients can book.")
    expect(page.locator("code")).to_have_text(journey.practice.url)
    reader.look()
    page.get_by_role("link", name="To the practice").click()
    page.wait_for_url("**/practice")
    expect(page.get_by_text("A free day.")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("Set-up"))).to_have_count(0)


@settings(ADMIN_EMAIL=None, ADMIN_PASSWORD=None)
def to_the_first_booking(journey) -> None:
    """The printed password lets in and the set-up leads on; a client books what was just set up, and the open page of the
    day tells of it."""
    boss = journey.reader("desk")
    page = boss.page
    _enter(journey, boss)
    _own(journey, boss)
    _set(boss)
    _prove(journey, boss)
    _end(journey, boss)
    page.evaluate("window.isSame = true")

    kim = journey.reader("phone")
    choose(kim, journey)
    expect(kim.page.get_by_text("First talk")).to_be_visible()
    say_who(kim, journey)
    kim.page.get_by_role("button", name="Book this time").click()
    kim.page.wait_for_url("**/booked")
    expect(page.get_by_text(re.compile("Kim Sample")).first).to_be_visible()
    assert page.evaluate("window.isSame"), "the page was loaded anew"
    boss.look()
