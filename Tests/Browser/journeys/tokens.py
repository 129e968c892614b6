"""A Jitsi server of one's own that takes tokens: two people, each with their own."""

import base64
import hmac
import json
import time

from playwright.sync_api import expect

from settings import settings

SECRET = "a secret of the stand-in for Jitsi, long enough"
TOKENS = {"JITSI_APP_ID": "practice", "JITSI_APP_SECRET": SECRET, "JITSI_EARLY_MINUTES": "1440"}


def _bytes(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _claims(reader) -> dict:
    """What the token says that the meetings' server was given, if it is signed with the secret."""
    # Jitsi reads each part of the fragment as JSON.
    head, body, signature = json.loads(reader.page.locator("[data-name=jwt]").inner_text()).split(".")
    assert json.loads(_bytes(head)) == {"alg": "HS256", "typ": "JWT"}, head
    assert hmac.compare_digest(hmac.digest(SECRET.encode(), f"{head}.{body}".encode(), "sha256"), _bytes(signature))
    return json.loads(_bytes(body))


@settings(WAITING_ROOM="on", **TOKENS)
def two_people(journey) -> None:
    """The client waits, the host opens; both arrive in the same room, with their names and rights."""
    practice = journey.practice
    practice.open_around_the_clock()
    service = practice.service("Follow-up", duration=5)
    booking = practice.book(service, practice.client("kim@example.com"), time.time() + 600)
    kim, ada = journey.reader("phone"), journey.reader("desk")
    kim.page.goto(booking["meeting"]["entrance_url"])
    kim.page.get_by_role("button", name="Enter the meeting").click()
    expect(kim.page.get_by_role("heading", level=1)).to_have_text("Ada Muster knows that you are here")
    entrance = practice.link(practice.mail("boss@example.com", "New booking"), "/join/")
    ada.page.goto(entrance)
    ada.page.get_by_role("button", name="Enter the meeting").click()
    rights, rooms = {}, set()
    for reader, name in [(ada, "Ada Muster"), (kim, "Kim Sample")]:
        reader.page.wait_for_url(f"{journey.meetings.url}/**")
        claims = _claims(reader)
        user = claims["context"]["user"]
        rights[name] = user["moderator"]
        assert user["name"] == name, claims
        assert claims["room"] == reader.page.locator("[data-name=room]").inner_text(), claims
        rooms.add(claims["room"])
        assert (claims["iss"], claims["aud"]) == ("practice", "practice"), claims
        assert claims["nbf"] <= time.time() < claims["exp"], claims
    assert rights == {"Ada Muster": True, "Kim Sample": False}, rights
    assert len(rooms) == 1, rooms
