"""Books from many clients at once, through a server that dies and comes back.

  booking_load.py PORT SEED
      Reads one line of JSON: {"tokens": [one a client], "short": SERVICE_ID, "long": SERVICE_ID,
      "days": ["2026-12-01", …]}.
      Half of the requests are for starts that three clients want at about the same time, on the first half of the
      days; the others are for starts that one client has for itself. Each request is repeated with its
      Idempotency-Key until it is answered.
      Prints one line for each answered request: {"own": true, "status": 201, "code": null, "id": 7, "start": "…",
      "tries": 1, "replayed": false}. Ends when its standard input ends, once every request is answered; a request that
      nobody answers for so long has status 0.
"""

# waits for the real world: a server that is dead comes back when its test starts it

import http.client
import json
import random
import sys
import threading
import time
import uuid

ANSWER_SECONDS = 10
PATIENCE_SECONDS = 180
DAY = [f"{minute // 60:02}:{minute % 60:02}" for minute in range(0, 1440, 5)]

stopping = threading.Event()
printing = threading.Lock()


class Wanted:
    """Starts that several clients want: each is given out three times before the next."""

    def __init__(self, starts, seed):
        self.starts = starts
        self.count = 0
        self.lock = threading.Lock()
        random.Random(seed).shuffle(self.starts)

    def next(self):
        with self.lock:
            self.count += 1
            return self.starts[self.count // 3 % len(self.starts)]


class Client:
    def __init__(self, port, token, own, wanted, services, seed):
        self.port = port
        self.token = token
        self.own = own
        self.wanted = wanted
        self.services = services
        self.chance = random.Random(seed)
        self.connection = None

    def run(self):
        while not stopping.is_set() and self.own:
            is_own = self.chance.random() < 0.5
            start = self.own.pop() if is_own else self.wanted.next()
            service = self.services[0] if is_own else self.chance.choice(self.services)
            answered = self.book(service, start)
            with printing:
                print(json.dumps({"own": is_own, "start": start, **answered}), flush=True)

    def book(self, service, start):
        body = json.dumps({"service_id": service, "scheduled_at": start})
        headers = {
            "Authorization": f"Bearer {self.token}", "Content-Type": "application/json",
            "Idempotency-Key": str(uuid.UUID(int=self.chance.getrandbits(128)))}
        end = time.monotonic() + PATIENCE_SECONDS
        tries = 0
        while time.monotonic() < end:
            tries += 1
            try:
                return {**self.ask(body, headers), "tries": tries}
            except (OSError, http.client.HTTPException):
                self.connection = None
                time.sleep(0.02)
        return {"status": 0, "code": None, "id": None, "replayed": False, "tries": tries}

    def ask(self, body, headers):
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=ANSWER_SECONDS)
        self.connection.request("POST", "/api/bookings", body, headers)
        answer = self.connection.getresponse()
        found = json.loads(answer.read())
        return {
            "status": answer.status, "code": found.get("code"), "id": found.get("booking", {}).get("id"),
            "replayed": answer.headers.get("Idempotent-Replayed") == "true"}


def main():
    port, seed = int(sys.argv[1]), sys.argv[2]
    given = json.loads(sys.stdin.readline())
    tokens, days = given["tokens"], given["days"]
    half = len(days) // 2
    # The long service does not reach over midnight.
    wanted = Wanted([f"{day}T{time}:00Z" for day in days[:half] for time in DAY[:-2]], seed)
    own = [f"{day}T{time}:00Z" for day in days[half:] for time in DAY]
    threads = []
    for number, token in enumerate(tokens):
        client = Client(
            port, token, own[number::len(tokens)], wanted, [given["short"], given["long"]], f"{seed}-{number}")
        threads.append(threading.Thread(target=client.run))
    for thread in threads:
        thread.start()
    sys.stdin.read()
    stopping.set()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main()
