"""From the program's start to the first page, with all the years' database."""

import contextlib
import http.client
import os
import pathlib
import socket
import sys
import time

import programs
from figures import Bar, Figure, median

PAGE_MOST, NATION_MOST = Bar(150), Bar(500)
PAGE = "/units/VN-2024-034?period=2023"
NATION = "/api/v1/aggregates/VN?form=mnch&period=2023"
CACHES = {"database in the page cache": False, "database dropped from the page cache": True}


def run(bench) -> None:
    years = max(bench.years)
    with bench.folders.copy(years, "start", bench.work) as data:
        token = programs.make_token(bench.binary, data)
        for name, is_dropped in CACHES.items():
            for work, path, bar in (
                    ("start to the first district page", PAGE, PAGE_MOST),
                    ("first national year", NATION, NATION_MOST)):
                times = [one(bench, data, token, path, is_dropped, path == NATION)
                         for _ in range(2 * bench.rounds + 1)]
                bench.add(Figure(
                    "start", f"{work}, {years} years, {name}", median(times) * 1e3, "ms",
                    bar=bar))


def drop_from_cache(folder: pathlib.Path) -> None:
    """Of this database alone (posix_fadvise(2)), which needs no rights and disturbs nobody."""
    for path in folder.iterdir():
        if path.is_file():
            descriptor = os.open(path, os.O_RDONLY)
            os.fsync(descriptor)
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(descriptor)


def one(bench, data, token, path, is_dropped, counts_from_request) -> float:
    """Seconds from the start of the program, or of the request, to the end of the answer."""
    if is_dropped:
        drop_from_cache(data)
    port = programs.free_port()
    command = programs.serve_command(bench.binary, data, port)
    start = time.monotonic()
    with programs.started(command, data.with_suffix(".log")):
        while True:
            connection = connected(port)
            if counts_from_request:
                start = time.monotonic()
            # The server makes sure that its port is free by a socket that it closes at once.
            with contextlib.suppress(ConnectionError):
                connection.request("GET", path, headers={"Authorization": f"Bearer {token}"})
                response = connection.getresponse()
                body = response.read()
                break
        seconds = time.monotonic() - start
        connection.close()
    return seconds if response.status == 200 else sys.exit(f"{path}: {body[:500]!r}")


def connected(port: int) -> http.client.HTTPConnection:
    deadline = time.monotonic() + programs.START_SECONDS_MAX
    while True:
        link = socket.socket()
        if link.connect_ex((programs.HOST, port)) == 0:
            connection = http.client.HTTPConnection(programs.HOST, port, timeout=60)
            connection.sock = link
            return connection
        link.close()
        if time.monotonic() > deadline:
            sys.exit("the server did not start")
        time.sleep(0.000_5)
