"""What schemathesis is told about this API; it loads this module by SCHEMATHESIS_HOOKS (see fuzz_api.py).

FUZZ_URL is the server, FUZZ_ROLE who asks: visitor, client, host or admin. The server has the data of `informat demo`.
"""

import datetime
import os
import re

import requests
import schemathesis
from hypothesis import strategies
from schemathesis.core.failures import AcceptedNegativeData
from schemathesis.openapi.checks import RejectedPositiveData

URL, ROLE = os.environ["FUZZ_URL"], os.environ["FUZZ_ROLE"]
DEMO_PASSWORD, OWN_PASSWORD = "demo practice 2026", "a battery of horses"
# The admin who promotes others is left alone, and so is whoever asks.
KEEPER = "anna.berg@example.com"
PEOPLE = {"client": "mia.schmidt@example.com", "host": "david.lind@example.com"}
SECONDS = 180

# After these the session that asked is over, so each gets an account of its own.
LAST_DEEDS = {
    "POST /api/auth/logout", "DELETE /api/users/me", "DELETE /api/users/me/sessions/{id}", "POST /api/users/me/password",
}

# What nobody guesses, put into every second request that fits its schema.
KNOWN = {
    "POST /api/auth/login": {"email": PEOPLE["client"], "password": DEMO_PASSWORD},
    "DELETE /api/users/me": {"password": OWN_PASSWORD},
    "POST /api/users/me/password": {"current_password": OWN_PASSWORD},
    "POST /api/users/me/email": {"current_password": DEMO_PASSWORD if ROLE in PEOPLE else OWN_PASSWORD},
}

# Why a request that fits its schema may be refused with 422: what no schema can say. By the problem's code …
BEYOND_SCHEMAS = {
    "slot_unavailable": "whether a time is offered depends on hours, services and the clock",
    "idempotency_key_reused": "whether a key was used before depends on earlier requests",
    "link_expired": "which tokens are good is known to mailboxes alone",
}
# … and where the code is validation_failed, by the complaint about each field.
COMPLAINTS_BEYOND_SCHEMAS = {
    "^(current_)?password is needed": "whether a password is needed depends on the account and on a header",
    "is not a time zone of the IANA database": "the list of zones grows with tzdata",
    "is not a currency of ISO 4217": "the list is ISO's",
    "must be 0, or at least": "the least that can be charged differs by currency",
    "email may have at most 254|password may have at most 1024": "bytes are counted, and other letters have several",
    r"^amount must be from 0(\.\d+)? to": "the largest amount differs by currency, and by what is left of a payment",
    "^amount must be a multiple of": "decimals differ by currency",
    r"^answers(\[| leaves)": "what a service asks depends on earlier requests",
    "^url may have at most 10": "how many calendars a host has depends on earlier requests",
    r"^questions\[\d+\]\.url ": "an address is more than a pattern says",
    "does not exist": "which ids exist depends on earlier requests",
    "belongs to somebody who is not a host": "who is a host depends on earlier requests",
    "belongs to an account that has not confirmed it": "what is proved depends on earlier requests",
    "was proved by its owner": "what is proved depends on earlier requests",
    "is one of the most common passwords": "the list is too long",
    "must not be one character repeated": "a pattern that looks back is not read by every tool",
    "must not be the e-mail address or the name": "it compares two fields, or a field with the account",
    "must have a character that can be seen": "which can be seen stands in Unicode's tables",
    "has more marks on one letter than any script": "which are marks stands in Unicode's tables",
    "such as name@example.org": "which signs beyond ASCII are letters stands in Unicode's tables",
    "such as 1767690000.123": "lists of bookings are ordered by two numbers, all others by one",
    "such as 2027-01-15T10:00:00Z": "months have 28 to 31 days, and offsets lead over the ends of the calendar",
    "overlaps another range": "it compares ranges with each other",
    "must not be equal to the beginning of the range": "it compares two fields",
    "must have a shorter notice than the tier before": "it compares tiers with each other",
    "may have at most .* days": "it compares two dates",
    "must not lie before the start": "it compares two dates",
}


def call(method, path, body=None, token=None):
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    answer = requests.request(method, URL + path, json=body, headers=headers, timeout=SECONDS)
    answer.raise_for_status()
    return answer.json()


def signed_in(email, password=DEMO_PASSWORD):
    return call("POST", "/api/auth/login", {"email": email, "password": password})


class People:
    """Who asks: one account for almost everything, and new ones for what ends a session."""

    def __init__(self):
        self.keeper = signed_in(KEEPER)
        self.left_alone = {self.keeper["user"]["id"]}
        self.made = self.asked = 0
        self.token = None

    def usual(self):
        if self.token is None:
            session = signed_in(PEOPLE[ROLE]) if ROLE in PEOPLE else self.new()
            self.left_alone.add(session["user"]["id"])
            self.token = session["token"]
        return self.token

    def new(self):
        self.made += 1
        body = {"email": f"{ROLE}-{os.getpid()}-{self.made}@fuzz.example", "password": OWN_PASSWORD}
        session = call("POST", "/api/auth/register", body)
        if ROLE in ("host", "admin"):
            rights = {"is_host": True, "is_admin": ROLE == "admin"}
            call("PATCH", f"/api/admin/users/{session['user']['id']}", rights, self.keeper["token"])
        return session


people = People()


def known_deeds():
    """What leads requests beyond their first look: a service that asks, tells tax and gives a right of withdrawal, with
    its answers; and a code that was asked for."""
    asking = {
        "slug": "fuzzed", "title": "Fuzzed", "duration": 50, "host_id": people.keeper["user"]["id"], "tax_percent": 19,
        "right_of_withdrawal": True, "questions": [
            {"kind": "text", "label": "What brings you here?"},
            {"kind": "one_of", "label": "Which?", "options": ["left", "right"], "required": True}]}
    service = call("POST", "/api/admin/services", asking, people.keeper["token"])["service"]
    text, one_of = service["questions"]
    answers = [{"question_id": text["id"], "value": "A knee"}, {"question_id": one_of["id"], "value": "left"}]
    code = call("POST", "/api/auth/code", {"email": PEOPLE["client"]})
    return {
        "POST /api/bookings": {"service_id": service["id"], "answers": answers, "begin_early": True},
        "POST /api/auth/code/verify": {"request": code["request"]},
    }


KNOWN |= known_deeds()

if ROLE != "visitor":

    @schemathesis.auth(refresh_interval=None)
    class Token:
        def get(self, case, _context):
            return people.new()["token"] if case.operation.label in LAST_DEEDS else people.usual()

        def set(self, case, token, _context):
            case.headers = {**(case.headers or {}), "Authorization": f"Bearer {token}"}


@schemathesis.hook
def before_load_schema(_context, raw_schema):
    """Without `default` an answer whose status is not described is told."""
    for item in raw_schema["paths"].values():
        for operation in item.values():
            operation["responses"].pop("default", None)


@schemathesis.hook
def before_call(_context, case, _kwargs):
    if case.operation.label == "PATCH /api/admin/users/{id}":
        identity = str((case.path_parameters or {}).get("id"))
        if identity in map(str, people.left_alone):
            case.path_parameters["id"] = max(people.left_alone) + 1
    leads_away = re.search("/(webhooks|calendars)", case.operation.path)
    if leads_away and isinstance(case.body, dict) and isinstance(case.body.get("url"), str):
        # Nothing is sent to machines that others run: .example leads nowhere (RFC 2606).
        case.body["url"] = re.sub(
            r"^((?:https?|webcals?)://)([\w.~-]+|\[[\w:.]*\])", r"\1receiver.example", case.body["url"], flags=re.IGNORECASE)
    if not case.meta.generation.mode.is_positive:
        return
    people.asked += 1
    if people.asked % 2 and isinstance(case.body, dict):
        case.body.update(KNOWN.get(case.operation.label, {}))
    key = (case.headers or {}).get("Idempotency-Key")
    if key and len(key) < 200:
        # Each request is one of its own, or the first alone would be looked at.
        case.headers["Idempotency-Key"] = f"{key}-{case.id}"


@schemathesis.hook
def after_call(_context, _case, response):
    """Whoever is signed out all the same signs in anew."""
    asked_by = response.request.headers.get("Authorization")
    if response.status_code == 401 and asked_by == f"Bearer {people.token}" and response.json()["code"] == "unauthorized":
        people.token = None


@schemathesis.hook
def filter_failure(_context, failure, _case, response):
    """Keeps what is to be told."""
    if isinstance(failure, AcceptedNegativeData):
        # An empty value in a query counts as absent; schemas of parameters cannot tell the two apart.
        return not re.search(r"[?&][^=&]+=(&|$)", response.request.url)
    return not (isinstance(failure, RejectedPositiveData) and is_beyond_schemas(response))


def is_beyond_schemas(response):
    if response.status_code != 422:
        return False
    if "text/html" in response.headers["content-type"][0]:
        complaints = re.findall(r"<p>(\w+): (.*)</p>", response.text)
        complaints += re.findall(r'<li><a href="#(\w+)">.*?(is needed|must .*|may .*|is one of .*|has .*)</a>', response.text)
        is_link = "It is too old or has been used." in response.text
    else:
        problem = response.json()
        complaints = [(error["field"], error["message"]) for error in problem["errors"]]
        is_link = problem["code"] in BEYOND_SCHEMAS
    told = [f"{field} {message}" for field, message in complaints]
    return is_link or bool(told) and all(
        any(re.search(known, complaint) for known in COMPLAINTS_BEYOND_SCHEMAS) for complaint in told)


def free_starts():
    """Starts that can be booked in the next four weeks, so that some requests are taken."""
    days = [datetime.date.today() + datetime.timedelta(days=days) for days in (1, 28)]
    starts = set()
    for service in call("GET", "/api/services")["services"]:
        path = f"/api/services/{service['id']}/slots?from={days[0]}&to={days[1]}"
        starts |= {slot["starts_at"] for slot in call("GET", path)["slots"]}
    return sorted(starts)


# Instants as AskedInstant and AskedStart describe them; half of them can be booked.
at_any_time = strategies.datetimes(datetime.datetime(1970, 1, 2), datetime.datetime(9999, 12, 30)).map(
    lambda moment: moment.replace(minute=moment.minute // 5 * 5, second=0).strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20))
schemathesis.openapi.format("date-time", strategies.sampled_from(free_starts()) | at_any_time)
