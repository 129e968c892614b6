"""Signing in by a code that a mail brings."""

import re

from playwright.sync_api import expect

from practice import PASSWORD


def _ask(journey, reader, address: str) -> None:
    reader.page.goto(journey.practice.url + "/login")
    reader.page.get_by_label("E-mail address").fill(address)
    reader.page.get_by_role("button", name="Send me a code instead").click()
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Type the code")


def _code(journey, address: str, after: int = 0) -> str:
    mail = journey.practice.mail(address, r"\d{6} is your code", after)
    return re.search(r"\d{6}", str(mail["Subject"])).group()


def _type(reader, code: str) -> None:
    reader.page.get_by_label("Code").fill(code)
    reader.page.get_by_role("button", name="Sign in").click()


def by_code(journey) -> None:
    """No account, the address mistyped at first, a wrong code: then signed in."""
    kim = journey.reader("phone", scheme="dark")
    _ask(journey, kim, "kin@example.com")
    kim.look()
    page = kim.page
    page.get_by_label("E-mail address").fill("kim@example.com")
    page.get_by_role("button", name="Send a new code").click()
    expect(page.get_by_text("kim@example.com").first).to_be_visible()
    code = _code(journey, "kim@example.com")
    _type(kim, "000000" if code != "000000" else "111111")
    expect(page.locator(".errors")).to_contain_text("Tries that are left: 4")
    kim.look()
    _type(kim, code)
    page.wait_for_url("**/account")
    kim.look()


def by_code_without_script(journey) -> None:
    """The same without JavaScript, at twice the size, for somebody who has an account."""
    journey.practice.client("kim@example.com")
    kim = journey.reader("desk", script=False, zoom=2)
    _ask(journey, kim, "kim@example.com")
    kim.expect_narrow()
    _type(kim, _code(journey, "kim@example.com"))
    kim.page.wait_for_url("**/account")


def by_password_and_by_keyboard(journey) -> None:
    """A wrong password is told beside its field; the right one leads to where one wanted to go."""
    journey.practice.client("kim@example.com")
    kim = journey.reader("desk")
    page = kim.page
    page.goto(journey.practice.url + "/bookings")
    kim.tab_to(page.locator("[name=email]"))
    page.keyboard.type("kim@example.com")
    kim.tab_to(page.locator("[name=password]"))
    page.keyboard.type("wrong and long enough")
    page.keyboard.press("Enter")
    expect(page.locator(".errors")).to_be_visible()
    expect(page.locator("[name=email]")).to_have_value("kim@example.com")
    kim.look()
    kim.tab_to(page.locator("[name=password]"))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/bookings")
