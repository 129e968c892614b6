"""Books from many clients at once, through servers that die and come back.

  booking_load.py PORT[,PORT…] SEED
      Reads one line of JSON: {"tokens": [one a client], "short": SERVICE_ID, "long": SERVICE_ID,
      "days": ["2026-12-01", …], "pause": SECONDS, "first": [{"service": SERVICE_ID, "start": "…"}, …]}.
      Each client books, pauses and books again. What is `first` is booked before the rest, without a pause. Half of the other requests are for starts that three clients want at
      about the same time, on the first half of the days; the others are for starts that one client has for itself.
      Each request goes to one of the ports by chance and is repeated with its Idempotency-Key, on any port, until it is
      answered otherwise than with 503.
      Prints one line for each answered request: {"own": true, "status": 201, "code": null, "id": 7, "start": "…",
      "port": 8080, "at": EPOCH_SECONDS, "tries": 1, "refused": 0, "unadvised": 0, "replayed": false}; `refused` counts
      the answers 503 before, `unadvised` those among them that are no problem with Retry-After. Ends when its standard
      input ends, once every request is answered; a request that nobody answers for so long has status 0.
"""

# waits for the real world: a server that is dead comes back when its test starts it

import http.client
import json
import random
import sys
import threading
import time
import uuid

ANSWER_SECONDS = 120
PATIENCE_SECONDS = 180
# Shorter than Retry-After asks for, so that a test sees soon that a server is back.
PAUSE_SECONDS = 0.02
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
    def __init__(self, ports, pause, token, first, own, wanted, services, seed):
        self.ports = ports
        self.pause = pause
        self.token = token
        self.first = first
        self.own = own
        self.wanted = wanted
        self.services = services
        self.chance = random.Random(seed)
        self.connections = {}

    def run(self):
        for each in self.first:
            self.tell(True, each["service"], each["start"])
        while not stopping.is_set() and self.own:
            is_own = self.chance.random() < 0.5
            start = self.own.pop() if is_own else self.wanted.next()
            self.tell(is_own, self.services[0] if is_own else self.chance.choice(self.services), start)
            stopping.wait(self.pause)

    def tell(self, is_own, service, start):
        answered = self.book(service, start)
        with printing:
            print(json.dumps({"own": is_own, "start": start, **answered}), flush=True)

    def book(self, service, start):
        body = json.dumps({"service_id": service, "scheduled_at": start})
        headers = {
            "Authorization": f"Bearer {self.token}", "Content-Type": "application/json",
            "Idempotency-Key": str(uuid.UUID(int=self.chance.getrandbits(128)))}
        end = time.monotonic() + PATIENCE_SECONDS
        counts = {"tries": 0, "refused": 0, "unadvised": 0}
        while time.monotonic() < end:
            counts["tries"] += 1
            port = self.chance.choice(self.ports)
            try:
                answer, found = self.ask(port, body, headers)
            except (OSError, http.client.HTTPException):
                self.connections.pop(port, None)
                time.sleep(PAUSE_SECONDS)
                continue
            if answer.status != 503:
                return {
                    "status": answer.status, "code": found.get("code"), "id": found.get("booking", {}).get("id"),
                    "replayed": answer.headers.get("Idempotent-Replayed") == "true", "port": port, "at": time.time(),
                    **counts}
            counts["refused"] += 1
            is_problem = answer.headers.get("Content-Type") == "application/problem+json"
            counts["unadvised"] += not (is_problem and answer.headers.get("Retry-After", "").isdigit())
            time.sleep(PAUSE_SECONDS)
        return {"status": 0, "code": None, "id": None, "replayed": False, "port": 0, "at": time.time(), **counts}

    def ask(self, port, body, headers):
        if port not in self.connections:
            self.connections[port] = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS)
        self.connections[port].request("POST", "/api/bookings", body, headers)
        answer = self.connections[port].getresponse()
        return answer, json.loads(answer.read())


def main():
    ports, seed = [int(port) for port in sys.argv[1].split(",")], sys.argv[2]
    given = json.loads(sys.stdin.readline())
    tokens, days, first = given["tokens"], given["days"], given["first"]
    half = len(days) // 2
    # The long service does not reach over midnight.
    wanted = Wanted([f"{day}T{time}:00Z" for day in days[:half] for time in DAY[:-2]], seed)
    own = [f"{day}T{time}:00Z" for day in days[half:] for time in DAY]
    threads = []
    for number, token in enumerate(tokens):
        client = Client(
            ports, given["pause"], token, first[number::len(tokens)], own[number::len(tokens)], wanted,
            [given["short"], given["long"]], f"{seed}-{number}")
        threads.append(threading.Thread(target=client.run))
    for thread in threads:
        thread.start()
    sys.stdin.read()
    stopping.set()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main()
