"""Fills a server by its API with what is measured: one calendar to read from, or many to book in."""
import datetime
import json
import pathlib

from server import ADMIN_EMAIL, ADMIN_PASSWORD, Trouble

DAYS, BOOKINGS, ROWS = 14, 150, 50
DAILY_STARTS = 24  # 08:00–20:00 in half hours
POST_HOSTS = POST_CLIENTS = 8
ZONE = "Europe/Berlin"


def in_days(count):
    return datetime.datetime.now(datetime.timezone.utc).date() + datetime.timedelta(days=count)


def admin_of(server):
    answer = server.call("POST", "/api/auth/login", {"email": ADMIN_EMAIL, "password": ADMIN_PASSWORD})
    return answer["token"], answer["user"]["id"]


def register(server, name):
    body = {"email": f"{name}@example.org", "password": f"long-enough-for-{name}", "first_name": name}
    answer = server.call("POST", "/api/auth/register", body)
    return answer["token"], answer["user"]["id"]


def make_service(server, admin, host, slug, minutes, horizon_days):
    body = {"slug": slug, "title": slug.title(), "duration": minutes, "amount": 0, "host_id": host,
            "booking_horizon": horizon_days}
    return server.call("POST", "/api/admin/services", body, admin)["service"]["id"]


def set_hours(server, admin, host, zone, start, end):
    weekly = [{"weekday": day, "from": start, "to": end} for day in range(1, 8)]
    server.call("PUT", f"/api/admin/hosts/{host}/working-hours", {"time_zone": zone, "weekly": weekly}, admin)


class ReadShop:
    """A practice with 150 bookings within 14 days, and what wrk asks of it."""

    def __init__(self, service, client, zones):
        self.service, self.client, self.zones = service, client, zones
        self.asked = 0
        self.slots_path = slots_path(service, in_days(2), in_days(1 + DAYS), ZONE)

    def misses(self):
        """Arguments of misses.lua. It goes on where it stopped, so that it asks what has not been asked for longest."""
        return [str(self.service), in_days(1).isoformat(), str(self.asked), ",".join(self.zones)]


def slots_path(service, first, last, zone):
    return f"/api/services/{service}/slots?from={first}&to={last}&time_zone={zone}"


def fill_for_reads(server):
    admin, host = admin_of(server)
    set_hours(server, admin, host, ZONE, "08:00", "20:00")
    service = make_service(server, admin, host, "half-hour", 30, 60)
    clients = [register(server, f"client{number}")[0] for number in range(BOOKINGS // ROWS)]
    shop = ReadShop(service, clients[0], known_zones(server, service))
    offered = server.call("GET", shop.slots_path)["slots"]
    if len(offered) != DAYS * DAILY_STARTS:
        raise Trouble(f"{len(offered)} slots are offered in an empty calendar where {DAYS * DAILY_STARTS} are due.")
    for number in range(BOOKINGS):
        start = offered[number * len(offered) // BOOKINGS]["starts_at"]
        body = {"service_id": service, "scheduled_at": start}
        server.call("POST", "/api/bookings", body, clients[number % len(clients)])
    left = len(server.call("GET", shop.slots_path)["slots"])
    rows = len(server.call("GET", f"/api/bookings?limit={ROWS}", token=shop.client)["bookings"])
    if left != len(offered) - BOOKINGS or rows != ROWS:
        raise Trouble(f"after {BOOKINGS} bookings {left} of {len(offered)} slots are left and a list has {rows} rows.")
    return shop


def known_zones(server, service):
    """The zones of the system's table that the server knows too: the newest ones may be missing in its own."""
    lines = pathlib.Path("/usr/share/zoneinfo/zone.tab").read_text().splitlines()
    zones = sorted(line.split("\t")[2] for line in lines if not line.startswith("#"))
    day = in_days(1)
    known = [zone for zone in zones if server.request("GET", slots_path(service, day, day, zone))[0] == 200]
    if len(known) < len(zones) * 0.9:
        raise Trouble(f"the server knows only {len(known)} of {len(zones)} time zones.")
    return known


class PostShop:
    """Hosts who are free at all hours, and clients to book them."""

    def __init__(self, admin, services, clients):
        self.admin, self.services, self.clients = admin, services, clients
        midnight = datetime.datetime.combine(in_days(2), datetime.time(), datetime.timezone.utc)
        self.first_start = int(midnight.timestamp())

    def arguments(self, hosts=POST_HOSTS, begin=0, step=1):
        """Arguments of posts.lua, for the first so many hosts."""
        services = ",".join(map(str, self.services[:hosts]))
        return [str(self.first_start), services, ",".join(self.clients), str(begin), str(step)]


def fill_for_posts(server):
    admin, _ = admin_of(server)
    services = []
    for number in range(POST_HOSTS):
        _, host = register(server, f"host{number}")
        server.call("PATCH", f"/api/admin/users/{host}", {"is_host": True}, admin)
        set_hours(server, admin, host, "UTC", "00:00", "24:00")
        services.append(make_service(server, admin, host, f"five-minutes-{number}", 5, 730))
    clients = [register(server, f"client{number}")[0] for number in range(POST_CLIENTS)]
    return PostShop(admin, services, clients)
