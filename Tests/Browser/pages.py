"""Every page that there is to look at, a line each: what its pictures are called, whose eyes look, where it is, and
what is pressed there to come to what is shown.

What stands in braces is made by `Stage` in screenshots.py. Nobody is signed in where no person is named.
"""

from typing import NamedTuple


class Shown(NamedTuple):
    name: str
    person: str | None
    path: str
    press: str | None = None
    # What is typed before that: the fields by their names.
    fill: dict[str, str] = {}


PAGES = [
    # Everybody's
    Shown("home", None, "/"),
    Shown("service", None, "/book/{service}"),
    Shown("embed", None, "/embed/{service}"),
    Shown("you", None, "/book/{service}/you?at={time}"),
    Shown("you-wrong", None, "/book/{service}/you?at={time}", "main form .go"),
    Shown("you-known", None, "/book/{service}/you?at={time}&way=known"),
    Shown("you-code", None, "/book/{service}/you?at={time}", "main form .go",
          {"first_name": "Robin", "email": "robin@example.com"}),
    Shown("imprint", None, "/imprint"),
    Shown("sign-in", None, "/login"),
    Shown("sign-in-wrong", None, "/login", "main form .go"),
    Shown("code-wrong", None, "/login", "[formaction='/login/code']"),
    Shown("forgot-password", None, "/forgot-password"),
    Shown("forgot-sent", None, "/forgot-password", "main form .go", {"email": "robin@example.com"}),
    Shown("not-found", None, "/nowhere"),
    Shown("broken-link", None, "/verify-email?token=broken"),
    Shown("documentation", None, "/docs"),
    Shown("guide", None, "/docs/payments"),
    # A client's
    Shown("confirm", "kim", "/book/{service}/confirm?at={time}"),
    Shown("confirm-paid", "kim", "/book/{paid}/confirm?at={time}"),
    Shown("questions", "kim", "/book/{asks}/confirm?at={time}"),
    Shown("questions-wrong", "kim", "/book/{asks}/confirm?at={time}", "main form .go"),
    Shown("taken", "kim", "/book/{service}/confirm?at={taken}"),
    Shown("booked", "kim", "/bookings/{booking}/booked"),
    Shown("pay", "kim", "/bookings/{held}/pay"),
    Shown("held", "kim", "/bookings/held"),
    Shown("bookings", "kim", "/bookings"),
    Shown("booking", "kim", "/bookings/{booking}"),
    Shown("booking-paid", "kim", "/bookings/{held}"),
    Shown("booking-cancelled", "kim", "/bookings/{off}"),
    Shown("move", "kim", "/bookings/{booking}/move"),
    Shown("cancel", "kim", "/bookings/{booking}/cancel"),
    Shown("withdraw", "kim", "/bookings/{right}/withdraw"),
    Shown("manage", None, "{manage}"),
    Shown("manage-move", None, "{manage}/move"),
    Shown("manage-cancel", None, "{manage}/cancel"),
    Shown("bookings-empty", "jo", "/bookings"),
    Shown("profile", "kim", "/account"),
    Shown("profile-wrong", "kim", "/account", "main form .go"),
    Shown("security", "kim", "/account/security"),
    Shown("new-password", "kim", "/account/password"),
    Shown("new-address", "kim", "/account/email"),
    Shown("export", "kim", "/account/export"),
    Shown("leave", "kim", "/account/delete"),
    Shown("second-factor", "kim", "/account/totp"),
    # The way into a meeting
    Shown("entrance-early", None, "{early}"),
    Shown("entrance", None, "{open}"),
    Shown("waiting", None, "{waits}", "form[data-once] .go"),
    # Right after that, so that they are still there.
    Shown("lobby-waits", "boss", "/practice/lobby"),
    Shown("entrance-cancelled", None, "{cancelled}"),
    Shown("entrance-unknown", None, "/join/broken"),
    # The practice's
    Shown("today", "boss", "/practice"),
    Shown("book-for", "boss", "/practice/book?at={time}&q=kim"),
    Shown("week", "boss", "/practice/week"),
    Shown("book", "boss", "/practice/book?q=kim"),
    Shown("services", "boss", "/practice/services"),
    Shown("service-edit", "boss", "/practice/services/{asks_id}"),
    Shown("service-wrong", "boss", "/practice/services/new", "main form .go"),
    Shown("hours", "boss", "/practice/hours"),
    Shown("holidays", "boss", "/practice/hours/holidays?region=DE-BY"),
    Shown("calendars", "boss", "/practice/calendars"),
    Shown("calendars-wrong", "boss", "/practice/calendars", "main form[action='/practice/calendars'] .go"),
    Shown("calendar-server", "boss", "/practice/calendars/server"),
    Shown("calendar-server-wrong", "boss", "/practice/calendars/server", "main form .go"),
    Shown("calendar", "boss", "/practice/calendars/{calendar}"),
    Shown("why", "boss", "/practice/why"),
    Shown("people", "boss", "/practice/people"),
    Shown("person", "boss", "/practice/people/{kim}"),
    Shown("person-delete", "boss", "/practice/people/{kim}/delete"),
    Shown("stats", "boss", "/practice/stats"),
    Shown("audit", "boss", "/practice/audit"),
    Shown("branding", "boss", "/practice/branding"),
    Shown("webhooks", "boss", "/practice/webhooks"),
    Shown("webhook", "boss", "/practice/webhooks/{webhook}"),
    Shown("keys", "boss", "/practice/keys"),
    Shown("keys-client", "jo", "/practice/keys", "form[action='/practice/keys'] .go"),
    Shown("lobby", "boss", "/practice/lobby"),
    Shown("time-off", "boss", "/practice/hours", "form[action$='/off'] .btn", {"off.from": "{day}", "off.to": "{day}"}),
    Shown("hours-more", "boss", "/practice/hours", "main [name=add]"),
    Shown("list", "boss", "/practice/bookings"),
    Shown("list-wrong", "boss", "/practice/bookings?from=tomorrow"),
    Shown("detail", "boss", "/practice/bookings/{booking}"),
    Shown("detail-cancelled", "boss", "/practice/bookings/{off}"),
    Shown("detail-cancel", "boss", "/practice/bookings/{booking}/cancel"),
    Shown("detail-move", "boss", "/practice/bookings/{booking}/move"),
    Shown("detail-paid", "boss", "/practice/bookings/{came}"),
    Shown("refund", "boss", "/practice/bookings/{came}/refund"),
    Shown("refund-sure", "boss", "/practice/bookings/{came}/refund?amount=20&by=company"),
    Shown("detail-invite", "boss", "/practice/bookings/{booking}/invite"),
    Shown("failures", "boss", "/practice/mails"),
    Shown("mails-sent", "boss", "/practice/mails?show=sent"),
    Shown("check", "boss", "/practice/check"),
    Shown("service-new", "boss", "/practice/services/new"),
    Shown("legal-text", "boss", "/practice/branding/law/imprint"),
    # A practice that was started a moment ago
    Shown("setup", "new", "/setup"),
    Shown("setup-wrong", "new", "/setup", ".sheet .go"),
    Shown("setup-practice", "new", "/setup?step=practice"),
    Shown("setup-hours", "new", "/setup?step=hours"),
    Shown("setup-service", "new", "/setup?step=service"),
    Shown("setup-mail", "new", "/setup?step=mail"),
    Shown("setup-meetings", "new", "/setup?step=meetings"),
    Shown("setup-texts", "new", "/setup?step=texts"),
    Shown("setup-end", "boss", "/setup"),
]
