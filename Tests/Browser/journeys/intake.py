"""What a service asks, while somebody books it."""

import re
import time

from playwright.sync_api import expect

DAY = 86_400
QUESTIONS = [
    {"kind": "text", "label": "Which knee?", "hint": "Left or right", "required": True},
    {"kind": "long_text", "label": "Since when?"},
    {"kind": "one_of", "label": "Where?", "options": ["Inside", "Outside"], "required": True},
    {"kind": "several_of", "label": "At what time?", "options": ["Mornings", "Noon", "Nights"]},
    {"kind": "yes_no", "label": "Does it hurt?"},
    {"kind": "consent", "label": "I agree to be treated by video.", "required": True,
     "url": "https://practice.example/terms"}]


def _confirm(journey, reader) -> None:
    """Signed in, on the page that asks."""
    journey.practice.open_around_the_clock()
    service = journey.practice.service("Follow-up", slot_step=60, questions=QUESTIONS)
    journey.enter(reader, journey.practice.client("kim@example.com"))
    at = time.strftime("%Y-%m-%dT10:00:00Z", time.gmtime(time.time() + 2 * DAY))
    reader.page.goto(f"{journey.practice.url}/book/{service['slug']}/confirm?at={at}")


def _fill(page) -> None:
    """All but what is told of afterwards."""
    page.get_by_label("Since when?").fill("June.\n<b>Or</b> May")
    page.get_by_label("Outside").check()
    page.get_by_label("Mornings").check()
    page.get_by_label("Nights").check()
    page.get_by_role("group", name="Does it hurt?").get_by_label("No").check()


def _answers(journey) -> list[tuple]:
    booking, = journey.practice.ask("GET", "/api/bookings", None, "kim@example.com")["bookings"]
    return [(answer["kind"], answer["value"]) for answer in booking["answers"]]


WHOLE = [
    ("text", "The left one"), ("long_text", "June.\n<b>Or</b> May"), ("one_of", "Outside"),
    ("several_of", ["Mornings", "Nights"]), ("yes_no", False), ("consent", True)]


def _whole(journey, reader) -> None:
    _confirm(journey, reader)
    page = reader.page
    reader.look()
    _fill(page)
    page.get_by_role("button", name="Book this time").click()
    summary = page.locator(".errors")
    expect(summary).to_be_visible()
    expect(summary.get_by_role("link")).to_have_text(
        [re.compile("Which knee"), re.compile("I agree to be treated by video")])
    expect(page.get_by_label("Since when?")).to_have_value("June.\n<b>Or</b> May")
    for label, is_chosen in [("Outside", True), ("Inside", False), ("Mornings", True), ("Noon", False)]:
        expect(page.get_by_label(label)).to_be_checked(checked=is_chosen)
    expect(page.get_by_role("group", name="Does it hurt?").get_by_label("No")).to_be_checked()
    reader.look()
    summary.get_by_role("link", name=re.compile("Which knee")).click()
    expect(page.get_by_label("Which knee?")).to_be_focused()
    page.keyboard.type("The left one")
    page.get_by_label("I agree to be treated by video.").check()
    page.get_by_role("button", name="Book this time").click()
    page.wait_for_url("**/booked")
    assert _answers(journey) == WHOLE, _answers(journey)


def every_kind(journey) -> None:
    """On a phone: what is missing is told beside its field, and all that was typed or chosen is kept."""
    _whole(journey, journey.reader("phone", scheme="dark"))


def every_kind_without_script(journey) -> None:
    """The same without JavaScript, at twice the size."""
    _whole(journey, journey.reader("desk", script=False, zoom=2))
