"""A report of each of the country's communes (10 598 in 2023) for one month, from the first byte
sent to the first national sum that is right."""

import contextlib
import json
import socket
import sys
import threading
import time

import material
import programs
from figures import Bar, Figure, median

MOST = Bar(1)
CREATED = 201
# The last months without reports. A few communes were merged in them, and are not sent.
BATCHES, SINGLES = ("2024-01", "2024-03", "2024-05"), ("2024-02", "2024-04", "2024-06")


def run(bench) -> None:
    with bench.folders.copy(max(bench.years), "month", bench.work) as data:
        with programs.mebe(bench.binary, data) as server:
            for name, periods, send in (
                    ("by one batch", BATCHES, send_batch), ("by single POSTs", SINGLES, send_all)):
                times = [one(bench, server, period, send) for period in periods[:bench.rounds]]
                bench.add(Figure(
                    "month", f"the country's month {name} to the national sum", median(times),
                    "s", bar=MOST if send is send_batch else None))


def one(bench, server, period: str, send) -> float:
    month = material.write_country_month(
        bench.work / "month.ndjson", period, bench.next_seed())
    with contextlib.closing(server.connection()) as connection:
        connection.connect()
        start = time.monotonic()
        send(bench, server, month)
        body = server.must_get(
            f"/api/v1/aggregates/VN?form=mnch&period={period}", connection)
        seconds = time.monotonic() - start
    found = json.loads(body)
    if found["reports"]["received"] != month.count \
            or found["values"][month.element]["value"] != month.sum:
        sys.exit(f"the national sum of {period} is wrong: {body[:500]!r}")
    return seconds


def send_all(bench, server, month) -> None:
    outcome = bench.load.run(server, 64, 60, bodies=month.path)
    bench.expect(outcome, CREATED)


def send_batch(bench, server, month) -> None:
    body = month.path.read_bytes()
    head = ("POST /api/v1/reports/batch HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n"
            f"Authorization: Bearer {server.token}\r\nContent-Type: application/x-ndjson\r\n"
            f"Content-Length: {len(body)}\r\n\r\n").encode()
    with socket.create_connection((programs.HOST, server.port)) as link:
        sending = threading.Thread(target=link.sendall, args=(head + body,))
        sending.start()
        answer = b"".join(iter(lambda: link.recv(1 << 20), b""))
        sending.join()
    stored = answer.count(b'"status":201')
    if stored != month.count:
        sys.exit(f"of {month.count} lines {stored} were stored: {answer[:600]!r}")
