"""From a chosen time to a booking, by a password."""

import re
import time

from playwright.sync_api import expect

from practice import PASSWORD

DAY = 86_400
# What a page must show as it was typed, and neither read nor run.
ATTACK = '{{name}}{{{x}}}{{#a}}{{/a}} "><script>document.title = "run"</script>&amp;\' %{name}'


def _practice(journey) -> dict:
    journey.practice.open_around_the_clock()
    # So few starts that axe, which compares each with each, looks at a page of them in a second.
    return journey.practice.service("Follow-up", slot_step=60)


def _time(days: float = 2) -> str:
    return time.strftime("%Y-%m-%dT10:00:00Z", time.gmtime(time.time() + days * DAY))


def _go(journey, reader, service: dict, step: str = "you", days: float = 2) -> None:
    reader.page.goto(f"{journey.practice.url}/book/{service['slug']}/{step}?at={_time(days)}")


def _heading(reader, text) -> None:
    expect(reader.page.get_by_role("heading", level=1)).to_have_text(text)


def _register(reader, address: str, first: str = "Kim", last: str = "Sample") -> None:
    reader.page.get_by_role("link", name="Choose a password instead").click()
    reader.page.get_by_label("First name").fill(first)
    reader.page.get_by_label("Last name").fill(last)
    reader.page.get_by_label("E-mail").fill(address)
    reader.page.get_by_label("Choose a password").fill(PASSWORD)
    reader.page.get_by_role("button", name="Go on").click()


def _sign_in(journey, reader, address: str) -> None:
    """By the page of its own; then nothing is asked while booking."""
    reader.page.goto(journey.practice.url + "/login")
    reader.page.locator("[name=email]").fill(address)
    reader.page.locator("[name=password]").fill(PASSWORD)
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url("**/account")


def _note(reader):
    return reader.page.locator("textarea[name=notes]")


def _book(reader) -> None:
    reader.page.get_by_role("button", name="Book this time").click()


def _booked(journey, address: str) -> list[dict]:
    return journey.practice.ask("GET", "/api/bookings", None, address)["bookings"]


def _whole_way(journey, reader) -> None:
    """A new client books; every page is looked at."""
    service = _practice(journey)
    _go(journey, reader, service)
    _heading(reader, "Who is coming?")
    reader.look()
    _register(reader, "kim@example.com")
    _heading(reader, "Is everything right?")
    expect(reader.page.get_by_text("kim@example.com")).to_be_visible()
    _note(reader).fill("I bring the results.")
    reader.look()
    _book(reader)
    reader.page.wait_for_url("**/booked")
    _heading(reader, "You are booked, Kim.")
    reader.look()
    booking, = _booked(journey, "kim@example.com")
    assert booking["notes"] == "I bring the results.", booking
    reader.page.goto(journey.practice.url + "/bookings")
    expect(reader.page.get_by_role("link", name="Follow-up")).to_be_visible()
    reader.look()


def with_script(journey) -> None:
    """On a phone, in the dark."""
    _whole_way(journey, journey.reader("phone", scheme="dark"))


def without_script(journey) -> None:
    """On a large screen at twice the size, without JavaScript."""
    _whole_way(journey, journey.reader("desk", script=False, zoom=2))


def by_keyboard(journey) -> None:
    """Without a mouse."""
    service = _practice(journey)
    kim = journey.reader("desk")
    _go(journey, kim, service)
    page = kim.page
    kim.tab_to(page.get_by_role("link", name="Choose a password instead"))
    page.keyboard.press("Enter")
    page.wait_for_url("**way=new*")
    fields = [("First name", "Kim"), ("Last name", "Sample"), ("E-mail", "kim@example.com"),
              ("Choose a password", PASSWORD)]
    for label, text in fields:
        kim.tab_to(page.get_by_label(label))
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    _heading(kim, "Is everything right?")
    kim.tab_to(_note(kim))
    page.keyboard.type("Typed.")
    kim.tab_to(page.get_by_role("button", name="Book this time"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/booked")


def one_slot(journey) -> None:
    """Two people want one time: the slower one sees the next times, with the note kept."""
    service = _practice(journey)
    kim, jo = journey.reader("desk"), journey.reader("phone", scheme="dark")
    for reader, name in [(kim, "kim"), (jo, "jo")]:
        _sign_in(journey, reader, journey.practice.client(f"{name}@example.com", first_name=name.capitalize()))
        _go(journey, reader, service, "confirm")
        _note(reader).fill(f"{name} was here")
    _book(kim)
    kim.page.wait_for_url("**/booked")
    _book(jo)
    _heading(jo, re.compile("was taken a moment ago"))
    expect(jo.page.get_by_text("Your note is kept.")).to_be_visible()
    assert not _booked(journey, "jo@example.com")
    jo.look()
    jo.page.get_by_role("button", name=re.compile(r"\d:\d\d")).first.click()
    _heading(jo, "Is everything right?")
    expect(_note(jo)).to_have_value("jo was here")
    _book(jo)
    jo.page.wait_for_url("**/booked")
    assert _booked(journey, "jo@example.com")[0]["notes"] == "jo was here"


def sent_twice(journey) -> None:
    """Back, forward, a second tab and a second press: one booking."""
    service = _practice(journey)
    kim = journey.reader("phone")
    _sign_in(journey, kim, journey.practice.client("kim@example.com"))
    _go(journey, kim, service, "confirm")
    other = kim.context.new_page()
    other.goto(kim.page.url)
    # Both presses are there before the first answer is.
    kim.page.evaluate("""() => {
        const button = document.querySelector('main form .go');
        button.click();
        button.click();
    }""")
    kim.page.wait_for_url("**/booked")
    booked = kim.page.url
    kim.page.go_back()
    kim.page.go_forward()
    _heading(kim, "You are booked, Kim.")
    other.get_by_role("button", name="Book this time").click()
    other.wait_for_url(booked)
    kim.page.go_back()
    if kim.page.get_by_role("button", name="Book this time").count():
        _book(kim)
    kim.page.wait_for_url(booked)
    assert len(_booked(journey, "kim@example.com")) == 1


def session_ends(journey) -> None:
    """Signed out in the middle: signs in again, and is back with time and note."""
    service = _practice(journey)
    kim = journey.reader("phone")
    _sign_in(journey, kim, journey.practice.client("kim@example.com"))
    _go(journey, kim, service, "confirm")
    _note(kim).fill("It hurts.")
    kim.context.clear_cookies()
    _book(kim)
    expect(kim.page.get_by_text("You have been signed out meanwhile.")).to_be_visible()
    kim.look()
    kim.page.get_by_label("E-mail").fill("kim@example.com")
    kim.page.get_by_label("Password", exact=True).fill(PASSWORD)
    kim.page.get_by_role("button", name="Sign in").click()
    _heading(kim, "Is everything right?")
    expect(_note(kim)).to_have_value("It hurts.")
    _book(kim)
    kim.page.wait_for_url("**/booked")


def same_address(journey) -> None:
    """Somebody has an account with that address already: told beside the field, and the way to sign in is there."""
    service = _practice(journey)
    journey.practice.client("kim@example.com")
    kim = journey.reader("desk", language="de-DE", scheme="dark")
    _go(journey, kim, service)
    kim.page.locator("main a[href*='way=new']").first.click()
    for name, text in [("first_name", "Kim"), ("last_name", "S"), ("email", "kim@example.com"), ("password", PASSWORD)]:
        kim.page.locator(f"main [name={name}]").fill(text)
    kim.page.locator("main form .go").first.click()
    summary = kim.page.locator(".errors")
    expect(summary).to_be_visible()
    expect(kim.page.locator("[name=email]")).to_have_attribute("aria-invalid", "true")
    expect(kim.page.locator("[name=email]")).to_have_value("kim@example.com")
    expect(kim.page.locator("[name=first_name]")).to_have_value("Kim")
    assert kim.page.title().startswith("Fehler:"), kim.page.title()
    kim.look()
    summary.get_by_role("link").first.click()
    expect(kim.page.locator("[name=email]")).to_be_focused()


def attacked(journey) -> None:
    """Signs of templates, of HTML and of our own sentences in every field: shown as they were typed."""
    service = _practice(journey)
    kim = journey.reader("phone")
    _go(journey, kim, service)
    name = ATTACK[:60]
    _register(kim, "kim@example.com", name, name)
    _heading(kim, "Is everything right?")
    expect(kim.page.get_by_text(name).first).to_be_visible()
    _note(kim).fill(ATTACK)
    kim.look()
    _book(kim)
    kim.page.wait_for_url("**/booked")
    expect(kim.page.get_by_text(name).first).to_be_visible()
    kim.look()
    assert _booked(journey, "kim@example.com")[0]["notes"] == ATTACK
    for path in ["/bookings", "/account"]:
        kim.page.goto(journey.practice.url + path)
        kim.look()
        assert "run" != kim.page.title(), path
