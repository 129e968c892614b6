"""Paying for a time that is held, at a Stripe of our own."""

import re
import time

from playwright.sync_api import expect

from practice import PASSWORD
from settings import pays, settings, waits

DAY = 86_400
# A hold of one minute, and what a crowded machine adds.
MINUTE_MILLISECONDS = 120_000
MOST_LOOKS = 100
DECLINED, SECURE = "4000 0000 0000 0002", "4000 0027 6000 3184"


def _held(journey) -> dict:
    journey.practice.open_around_the_clock()
    service = journey.practice.service("Advice", amount=85)
    return journey.practice.book(service, journey.practice.client("kim@example.com"), time.time() + DAY)


def _open(reader, journey, booking: dict) -> str:
    """The page of a held time, where its client has just signed in."""
    path = f"{journey.practice.url}/bookings/{booking['id']}/pay"
    reader.page.goto(path)
    reader.sign_in("kim@example.com", PASSWORD)
    reader.page.wait_for_url(path)
    return path


@pays
def by_card(journey) -> None:
    """One card is declined, the next wants 3-D Secure, and the time is firm."""
    booking = _held(journey)
    kim = journey.reader("phone")
    page = kim.page
    _open(kim, journey, booking)
    form = page.frame_locator("iframe[title='Secure payment input frame']")
    pay = page.get_by_role("button", name=re.compile("^Pay "))
    expect(pay).to_be_visible()
    expect(page.locator("[data-left]")).to_have_text(re.compile(r"^14:\d\d$"))
    kim.look()

    pay.click()
    expect(form.get_by_role("alert")).to_have_text("Your card number is incomplete.")
    form.get_by_label("Card number").fill(DECLINED)
    pay.click()
    refusal = page.locator("[data-refused]")
    expect(refusal).to_contain_text("The payment was refused.")
    expect(refusal).to_contain_text("Your card was declined.")
    expect(refusal).to_be_focused()
    kim.look()

    form.get_by_label("Card number").fill(SECURE)
    pay.click()
    page.frame_locator("iframe[title='3-D Secure']").get_by_role("button", name="No, it is not").click()
    expect(refusal).to_contain_text("We are unable to authenticate your payment method.")
    pay.click()
    page.frame_locator("iframe[title='3-D Secure']").get_by_role("button", name="Yes, it is me").click()
    page.wait_for_url(re.compile(rf"/bookings/{booking['id']}/booked"))


@pays
def without_script(journey) -> None:
    """It says that paying needs JavaScript, and the time can be given back."""
    booking = _held(journey)
    kim = journey.reader("desk", script=False, scheme="dark")
    path = _open(kim, journey, booking)
    expect(kim.page.get_by_text("Paying here needs JavaScript.")).to_be_visible()
    expect(kim.page.get_by_role("button", name=re.compile("^Pay "))).to_have_count(0)
    kim.look()
    kim.page.get_by_role("button", name="Give the time back").click()
    kim.page.wait_for_url(path)
    expect(kim.page.get_by_role("heading", level=1)).to_have_text("The time is free again")
    expect(kim.page.get_by_text("Nothing was charged.")).to_be_visible()


@waits
@pays
@settings(HOLD_MINUTES="1")
def held_too_long(journey) -> None:
    """The hold runs out while the page is open, which leads on to what came of it by itself."""
    booking = _held(journey)
    kim = journey.reader("phone", scheme="dark")
    page = kim.page
    path = _open(kim, journey, booking)
    expect(page.locator(".hold")).to_have_class(re.compile("warn"))
    left = page.locator("[data-left]")
    said = left.inner_text()
    expect(left).not_to_have_text(said, use_inner_text=True)
    expect(page.get_by_role("heading", level=1)).to_have_text(
        re.compile("The time is free again|The time has run out"), timeout=MINUTE_MILLISECONDS)
    # Where the server was not so quick, the page says how to look again.
    again = page.get_by_role("link", name="Look again")
    for _ in range(MOST_LOOKS):
        if not again.count():
            break
        again.click()
        page.wait_for_url(path)
    expect(page.get_by_role("heading", level=1)).to_have_text("The time is free again")
    kim.look()
    page.get_by_role("link", name="See free times").click()
    page.wait_for_url(re.compile("/book/advice"))
    shown = journey.practice.ask("GET", f"/api/bookings/{booking['id']}", None, "kim@example.com")["booking"]
    assert shown["status"] == "expired", shown


@pays
def while_stripe_is_away(journey) -> None:
    """Stripe's script does not come: the page says so, and is whole once it does."""
    booking = _held(journey)
    kim = journey.reader("desk", language="de-DE", zoom=2)
    page = kim.page
    source = re.compile(r"/js\.stripe\.com/v3/")
    page.route(source, lambda route: route.abort())
    page.goto(f"{journey.practice.url}/login")
    page.get_by_label("E-Mail").fill("kim@example.com")
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.locator("form[data-once] .go").click()
    page.wait_for_url(re.compile("/account"))
    page.goto(f"{journey.practice.url}/bookings/{booking['id']}/pay")
    expect(page.get_by_text("Stripe antwortet nicht")).to_be_visible()
    kim.look()
    # That the script did not come is what was wanted.
    kim.said.clear()
    page.unroute(source)
    page.get_by_role("link", name="Noch einmal versuchen").click()
    expect(page.get_by_role("button", name=re.compile("bezahlen$"))).to_be_visible()
    kim.look()
