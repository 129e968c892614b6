"""Measures InFormat on PostgreSQL against pgbench with the same statements, in the same rounds: bench.py --postgres."""
import contextlib
import datetime
import pathlib
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "Tests" / "PostgreSQL"))

import limit
import load
import million
import practice
import processes
import scale
import statements
import table
from cluster import Cluster
from ground import SETTINGS, Ground
from limit import pgbench
from server import Trouble

CONNECTIONS, SERVERS = limit.CLIENTS, 3
LIST = f"/api/bookings?limit={practice.ROWS}"
GOALS = [("slots, cached", "hello", None), ("slots, not cached", "hello", None),
         ("lists of 50", "pgbench, lists", 0.3), ("bookings", "pgbench, bookings", 0.5),
         ("bookings, one host", "pgbench, one host", None), ("lists, 3 servers", "lists of 50", None),
         ("bookings, 3 servers", "bookings", None)]


def together(servers, path, seconds, script=None, arguments=lambda number: (), extra=(), may_fail=False):
    """One wrk for each server, all at once, sharing the connections."""
    def run(number):
        connections = (CONNECTIONS + number) // len(servers)
        return load.wrk(servers[number], path, seconds, connections, script, arguments(number), extra, may_fail)
    with ThreadPoolExecutor(len(servers)) as threads:
        return list(threads.map(run, range(len(servers))))


def bookings(ground, shop, seconds, hosts=practice.POST_HOSTS, servers=1):
    """Bookings a second that were answered with 201 and are in the database, and retries for each of them."""
    database = ground.copy("posts")
    with contextlib.ExitStack() as stack:
        running = [stack.enter_context(ground.server(database)) for _ in range(servers)]
        start = ground.log_end()
        runs = together(running, "/", seconds, "posts.lua", lambda number: shop.arguments(hosts, number, servers),
                        may_fail=True)
        retries = ground.conflicts_since(start)
    good, bad = sum(run.good for run in runs), sum(run.bad for run in runs)
    kept, = ground.numbers(database, "SELECT COUNT(*) FROM bookings")
    ground.drop(database)
    if kept < good or not good:
        raise Trouble(f"{good} bookings were answered with success, but {kept} are in the database.")
    if bad:
        print(f"  {bad} of {good + bad} bookings were refused; they are not counted.", file=sys.stderr)
    return sum(run.rate for run in runs), retries / good


def limit_of_bookings(ground, shop, seconds, hosts=practice.POST_HOSTS, clients=CONNECTIONS):
    """The same by pgbench."""
    database = ground.copy("posts")
    values = {**script_values(ground, shop), "hosts": hosts}
    run = pgbench(ground.cluster, database, "booking.sql", seconds, values, clients)
    kept, = ground.numbers(database, "SELECT COUNT(*) FROM bookings")
    ground.drop(database)
    if kept < run.done or not run.done:
        raise Trouble(f"pgbench made {run.done} bookings, but {kept} are in the database.")
    return run.rate, run.retries / run.done


def script_values(ground, shop):
    """What booking.sql is told: the ids, which follow one another, and the days that are looked at."""
    first_client, last_client, first_session, last_session = ground.numbers("posts", """
        SELECT MIN(users.id), MAX(users.id), MIN(sessions.id), MAX(sessions.id)
        FROM users JOIN sessions ON sessions.user_id = users.id WHERE users.email LIKE 'client%'""")
    first_host, last_host = ground.numbers("posts", 
        f"SELECT MIN(host_id), MAX(host_id) FROM offerings WHERE service_id >= {shop.services[0]}")
    ends = ((first_client, last_client, practice.POST_CLIENTS), (first_session, last_session, practice.POST_CLIENTS),
            (first_host, last_host, practice.POST_HOSTS), (shop.services[0], shop.services[-1], practice.POST_HOSTS))
    if any(last - first != count - 1 for first, last, count in ends):
        raise Trouble(f"the ids of those who book do not follow one another: {ends}")
    return {"n": -1, "now": int(time.time()), "first_start": shop.first_start, "readers": practice.POST_CLIENTS,
            "first_client": first_client, "first_session": first_session, "first_host": first_host,
            "first_service": shop.services[0], "first_date": practice.in_days(1), "last_date": practice.in_days(3)}


def limit_of_lists(ground, seconds, clients=CONNECTIONS):
    """Lists a second by pgbench."""
    client, session, host, service = ground.numbers("reads", """
        SELECT users.id, sessions.id, bookings.host_id, bookings.service_id
        FROM users JOIN sessions ON sessions.user_id = users.id JOIN bookings ON bookings.user_id = users.id
        WHERE users.email = 'client0@example.org' LIMIT 1""")
    values = {"client": client, "session": session, "host": host, "service": service, "now": int(time.time()),
              "limit": practice.ROWS + 1, "offset": 0}
    return pgbench(ground.cluster, "reads", "list.sql", seconds, values, clients).rate


def check_scripts(ground, shop):
    """Compares each script with one real request, and says what differs."""
    start = datetime.datetime.fromtimestamp(shop.first_start, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    database = ground.copy("posts", statements.TRACED)
    token, body = shop.clients[0], {"service_id": shop.services[0], "scheduled_at": start}
    deeds = {"booking.sql": lambda: server.call("POST", "/api/bookings", body, token),
             "list.sql": lambda: server.call("GET", LIST, token=token)}
    with ground.server(database) as server:
        for script, deed in deeds.items():
            server.wait_until_idle()
            begin = ground.log_end()
            deed()
            server.wait_until_idle()
            heard = statements.of_log(ground.log_since(begin))
            written = statements.of_script(limit.SCRIPTS / script)
            print(f"{script}: {len(written)} statements; the server executes {len(heard)}.", end=" ")
            lines = statements.differences(written, heard)
            print("**They differ, so the ratio is worth nothing:**\n" + "\n".join(lines) if lines else "The same.")
            if lines:
                print(f"Bench/pgbench/{script} is not what the server does any more: bring it up to date.",
                      file=sys.stderr)
    ground.drop(database)


def round_of(ground, server, reads, posts, seconds):
    """One round: every rate once, by name; and the retries for each booking."""
    rates, retries = load.read_rates(server, reads, seconds, CONNECTIONS), {}
    token = ("-H", f"Authorization: Bearer {reads.client}")
    rates["lists of 50"] = load.wrk(server, LIST, seconds, CONNECTIONS, extra=token).rate
    rates["pgbench, lists"] = limit_of_lists(ground, seconds)
    rates["pgbench, lists, 10 clients"] = limit_of_lists(ground, seconds, limit.FEW_CLIENTS)
    with ground.server("reads") as second, ground.server("reads") as third:
        rates["lists, 3 servers"] = sum(
            run.rate for run in together([server, second, third], LIST, seconds, extra=token))
    measures = {"bookings": lambda: bookings(ground, posts, seconds),
                "pgbench, bookings": lambda: limit_of_bookings(ground, posts, seconds),
                "pgbench, bookings, 10 clients":
                    lambda: limit_of_bookings(ground, posts, seconds, clients=limit.FEW_CLIENTS),
                "bookings, 3 servers": lambda: bookings(ground, posts, seconds, servers=SERVERS),
                "bookings, one host": lambda: bookings(ground, posts, seconds, hosts=1),
                "pgbench, one host": lambda: limit_of_bookings(ground, posts, seconds, hosts=1)}
    for name, measure in measures.items():
        rates[name], retries[name] = measure()
    print("  " + ", ".join(f"{name} {rate:,.0f}/s" for name, rate in rates.items()), file=sys.stderr)
    return rates, retries


def measure(binary, folder, rounds, seconds):
    """Prints the settings, what the scripts are worth, and the table."""
    try:
        with Cluster(durable=True, settings=SETTINGS) as cluster:
            _measure(Ground(binary, folder, cluster), rounds, seconds)
    except processes.Trouble as trouble:
        raise Trouble(str(trouble)) from None


def measure_million(binary, folder, rounds, seconds):
    """Prints the table of a practice with a million bookings."""
    try:
        with Cluster(durable=True, settings=SETTINGS) as cluster:
            ground = Ground(binary, folder, cluster)
            cluster.psql("CREATE DATABASE million", "postgres")
            with ground.server("million") as server:
                def run(sql):
                    cluster.psql(sql, "million")
                    cluster.psql("VACUUM ANALYZE", "million")
                million.measure_server(server, run, rounds, seconds)
    except processes.Trouble as trouble:
        raise Trouble(str(trouble)) from None


def measure_scale(binary, folder, count):
    """Prints the table of a practice with so many bookings. What is lost with the power is made anew."""
    try:
        with Cluster(settings=SETTINGS) as cluster:
            cluster.psql("CREATE DATABASE scale", "postgres")
            with Ground(binary, folder, cluster).server("scale") as server:
                def run(sql):
                    # Not by cluster.psql, which waits a minute at most.
                    for statement in (sql, "VACUUM ANALYZE"):
                        subprocess.run([cluster.bin("psql"), "-qX", "-v", "ON_ERROR_STOP=1", "-c", statement,
                                        cluster.url_of("scale")], check=True)
                scale.measure_server(server, "PostgreSQL", count, run)
    except (processes.Trouble, subprocess.CalledProcessError) as trouble:
        raise Trouble(str(trouble)) from None


def _measure(ground, rounds, seconds):
    print("PostgreSQL's own settings: " + ", ".join(f"{name} {value}" for name, value in ground.settings().items())
          + f"; pgbench -M prepared -c {limit.CLIENTS} -j {limit.THREADS}.\n")
    print("Filling two practices …", file=sys.stderr)
    posts = ground.make("posts", practice.fill_for_posts)
    reads = ground.make("reads", practice.fill_for_reads)
    check_scripts(ground, posts)
    with ground.server("reads") as server:
        load.warm_up(server, reads)
        results = []
        for number in range(rounds):
            print(f"Round {number + 1} of {rounds} …", file=sys.stderr)
            results.append(round_of(ground, server, reads, posts, seconds))
    print("\n" + table.HEAD)
    table.print_rates([rates for rates, _ in results], GOALS)
    for name in results[0][1]:
        values = [retries[name] for _, retries in results]
        print(f"| retries a booking: {name} | {table.middle(values, '{:.3f}')} | | | |")
