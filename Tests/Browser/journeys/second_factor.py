"""A second factor is set up by the pages, and asked for when somebody signs in."""

import re

from playwright.sync_api import expect

from authenticator import Authenticator
from practice import PASSWORD


def _proved(journey) -> None:
    """A client who has confirmed the address by the link of the mail."""
    journey.practice.client("kim@example.com")
    letter = journey.practice.mail("kim@example.com", "confirm your e-mail")
    someone = journey.reader("phone")
    someone.page.goto(journey.practice.link(letter, "/verify-email"))
    someone.look()
    someone.page.get_by_role("button", name="I made it").click()
    expect(someone.page.get_by_role("heading", level=1)).to_have_text("Thank you")
    someone.look()


def _sign_in(journey, reader, code: str) -> None:
    journey.enter(reader, "kim@example.com")
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("The code of your app")
    _type(reader, code)


def _type(reader, code: str) -> None:
    reader.page.locator("[name=code]").fill(code)
    reader.page.locator("[name=code]").press("Enter")


def _set_up(journey, reader) -> tuple[Authenticator, list[str]]:
    """Signed in already; the secret is read off the page, as somebody does who types it."""
    page = reader.page
    page.goto(journey.practice.url + "/account/security")
    page.get_by_role("link", name="Set a second factor").click()
    reader.look()
    page.get_by_label("Present password").fill("not the password")
    page.get_by_role("button", name="Continue").click()
    expect(page.locator(".errors")).to_contain_text("That is not your present password.")
    page.get_by_label("Present password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("img", name="QR code")).to_be_visible()
    reader.look()
    app = Authenticator(page.locator(".secret").inner_text())
    _type(reader, "12345")
    expect(page.locator(".errors")).to_be_visible()
    assert app.key == Authenticator(page.locator(".secret").inner_text()).key, "the secret changed under the reader"
    _type(reader, app.code())
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    reader.look()
    codes = page.locator(".codes li").all_inner_texts()
    assert len(set(codes)) == 10, codes
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_text("10 of 10 recovery codes are left")).to_be_visible()
    reader.look()
    return app, codes


def _whole(journey, reader, other) -> None:
    _proved(journey)
    journey.enter(reader, "kim@example.com")
    app, codes = _set_up(journey, reader)
    journey.practice.mail("kim@example.com", "has a second factor now")

    _sign_in(journey, other, "000000")
    expect(other.page.locator(".errors")).to_contain_text("That code is wrong")
    other.look()
    _type(other, app.code())
    other.page.wait_for_url("**/account")
    journey.leave(other)
    _sign_in(journey, other, codes[0])
    other.page.wait_for_url("**/account")
    other.page.goto(journey.practice.url + "/account/security")
    expect(other.page.get_by_text("9 of 10 recovery codes are left")).to_be_visible()
    journey.practice.mail("kim@example.com", "recovery code")
    journey.leave(other)
    _sign_in(journey, other, codes[0])
    expect(other.page.locator(".errors")).to_contain_text("That code is wrong")
    assert "/login" in other.page.url, "a recovery code lets in once"


def by_app_and_by_recovery_code(journey) -> None:
    """Set on a phone; asked for on another device, which takes the app's code, and each recovery code once."""
    _whole(journey, journey.reader("phone", scheme="dark"), journey.reader("desk"))


def removed_without_script(journey) -> None:
    """Without JavaScript too, and switched off again with the password and a code."""
    _proved(journey)
    kim = journey.reader("desk", script=False, zoom=2)
    page = kim.page
    journey.enter(kim, "kim@example.com")
    app, _ = _set_up(journey, kim)
    page.get_by_role("link", name="Switch off").click()
    kim.expect_narrow()
    page.locator("[name=current_password]").fill(PASSWORD)
    page.locator("[name=totp]").fill(app.code())
    page.locator("main form .btn").first.click()
    expect(page.get_by_text("The second factor is removed.")).to_be_visible()
