"""From the practice's home to a consultation that is booked, moved and cancelled, on a phone and without an account."""

import re

from playwright.sync_api import expect

from booking_way import choose, say_who
from settings import pays


def _move_and_cancel(reader, journey, button: str) -> None:
    """By the link of the mail, in a browser that knows nobody."""
    page = reader.page
    page.goto(journey.practice.link(journey.practice.mail("kim@example.com", "Your booking"), "/m/"))
    reader.look()
    page.locator("a[href$='/move']").click()
    reader.look()
    page.get_by_role("navigation", name="Next free days").get_by_role("link").last.click()
    page.wait_for_url("**day=*")
    page.locator("#times a").last.click()
    page.locator("main button.go").click()
    page.wait_for_url("**done=moved*")
    journey.practice.mail("kim@example.com", "Moved")
    reader.look()
    page.locator("a[href$='/cancel']").click()
    reader.look()
    page.get_by_role("button", name=button).click()
    page.wait_for_url("**/m/*")
    expect(page.get_by_text("You cancelled this booking")).to_be_visible()
    reader.look()
    journey.practice.mail("kim@example.com", "ancelled")


def free(journey) -> None:
    """What costs nothing."""
    journey.practice.open_around_the_clock()
    journey.practice.service("Follow-up", slot_step=60)
    journey.practice.service("Advice", slot_step=60)
    kim = journey.reader("phone")
    choose(kim, journey, "Follow-up")
    say_who(kim, journey)
    kim.page.get_by_role("button", name="Book this time").click()
    kim.page.wait_for_url("**/booked")
    kim.look()
    _move_and_cancel(journey.reader("phone", scheme="dark"), journey, "Cancel the booking")


@pays
def paid(journey) -> None:
    """What costs something: with its tax, the right of withdrawal, and all of it given back."""
    practice = journey.practice
    practice.open_around_the_clock()
    practice.service("Follow-up", slot_step=60)
    practice.service(
        "Advice", slot_step=60, amount=85, tax_percent=19, right_of_withdrawal=True, withdrawal_days=60,
        refund_policy=[{"notice": 60, "percent": 100}])
    kim = journey.reader("phone")
    page = kim.page
    choose(kim, journey, "Advice")
    say_who(kim, journey)
    expect(page.get_by_text("including 19% tax")).to_be_visible()
    book = page.get_by_role("button", name=re.compile("^Book and pay "))
    book.click()
    expect(page.locator(".errors")).to_be_visible()
    page.get_by_label("I ask that the consultation begins").check()
    book.click()
    page.wait_for_url("**/pay")
    form = page.frame_locator("iframe[title='Secure payment input frame']")
    form.get_by_label("Card number").fill("4242 4242 4242 4242")
    page.get_by_role("button", name=re.compile("^Pay ")).click()
    page.wait_for_url(re.compile("/booked"))
    expect(page.get_by_role("heading", level=1)).to_have_text("You are booked, Kim.")
    kim.look()
    _move_and_cancel(journey.reader("phone", scheme="dark"), journey, "Cancel and get ")
    practice.mail("kim@example.com", "Money given back")
