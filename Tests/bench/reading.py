"""Dashboards that have not changed, beside nginx with the same bytes as files: one event loop
against one worker."""

import contextlib
import pathlib
import sys
import urllib.parse

import material
import programs
from figures import Bar, Figure, middle
from loading import milliseconds

CONNECTIONS = 64
DISTRICT = "VN-2024-034"
GZIP_MAGIC = b"\x1f\x8b"  # RFC 1952 §2.3.1
OK, NOT_MODIFIED = 200, 304
CPU_MOST = Bar(0.8, is_of_ratio=True)
RATE_LEAST = Bar(1, is_least=True, is_of_ratio=True)

KINDS = {
    "JSON": "/api/v1/aggregates/{}?form=mnch&period=2023",
    "HTML": "/units/{}?period=2023",
}
CODINGS = {"plain": {}, "gzip": {"Accept-Encoding": "gzip"}, "304": {}}


def session(server) -> str:
    """The cookie of somebody who signed in, as a browser has it."""
    with contextlib.closing(server.connection()) as connection:
        connection.request(
            "POST", "/login", urllib.parse.urlencode({"token": server.token}),
            {"Content-Type": "application/x-www-form-urlencoded"})
        response = connection.getresponse()
        response.read()
        return response.headers["Set-Cookie"].split(";")[0]


def run(bench) -> None:
    with contextlib.ExitStack() as stack:
        data = stack.enter_context(bench.folders.copy(max(bench.years), "read", bench.work))
        server = stack.enter_context(programs.mebe(bench.binary, data, "--loops", "1"))
        cookie = {"Cookie": session(server)}
        site = bench.work / "nginx"
        site.mkdir()
        districts = material.of_level("district")
        # A page of each district takes long to make; a quick run leaves them out.
        wanted = {"JSON": ([DISTRICT], districts),
                  "HTML": ([DISTRICT],) if bench.is_quick else ([DISTRICT], districts)}
        headers = {"JSON": {}, "HTML": cookie}
        for kind, lists in wanted.items():
            save_pages(server, kind, lists[-1], site / "root", headers[kind])
        other = stack.enter_context(programs.nginx(site))
        for kind, lists in wanted.items():
            for units in lists:
                turn = "one district" if len(units) == 1 else f"{len(units)} districts in turn"
                measure_paths(bench, server, other, kind, turn, units, headers[kind])


def save_pages(server, kind: str, units: list[str], root: pathlib.Path, headers) -> None:
    """Keeps what the server gives, plain and compressed, as files for nginx."""
    with contextlib.closing(server.connection()) as connection:
        for unit in units:
            path = KINDS[kind].format(unit)
            target = root / path.split("?")[0].lstrip("/")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(server.must_get(path, connection, **headers))
            packed = server.must_get(path, connection, **headers, **CODINGS["gzip"])
            # What is too short to be compressed comes plain, and from nginx as well.
            if packed[:2] == GZIP_MAGIC:
                target.with_name(target.name + ".gz").write_bytes(packed)


def measure_paths(bench, server, other, kind, turn, units, headers) -> None:
    for coding, more in CODINGS.items():
        files = {}
        for one in (server, other):
            files[one] = bench.work / f"paths-{one.port}"
            write_paths(one, files[one], kind, coding, units, {**headers, **more})
        if coding != "304":
            check_same_bytes(server, other, kind, units, {**headers, **more})
        rounds = []
        for _ in range(bench.rounds):
            pair = [bench.load.run(
                one, CONNECTIONS, bench.seconds, headers={**headers, **more},
                paths=files[one]) for one in (server, other)]
            for outcome in pair:
                bench.expect(outcome, NOT_MODIFIED if coding == "304" else OK)
            rounds.append(pair)
        add_figures(bench, f"{kind}, {turn}, {coding}", rounds)


def write_paths(server, target, kind, coding, units, headers) -> None:
    lines = []
    with contextlib.closing(server.connection()) as connection:
        for unit in units:
            path = KINDS[kind].format(unit)
            if coding == "304":
                _, fields, _ = server.get(path, connection, **headers)
                path += f"\tIf-None-Match: {fields['ETag']}"
            lines.append(path)
    target.write_text("\n".join(lines) + "\n")


def check_same_bytes(server, other, kind, units, headers) -> None:
    with contextlib.closing(server.connection()) as mine:
        with contextlib.closing(other.connection()) as theirs:
            for unit in units:
                path = KINDS[kind].format(unit)
                if server.must_get(path, mine, **headers) != other.must_get(
                        path, theirs, **headers):
                    sys.exit(f"the servers differ on {path}")


def add_figures(bench, work: str, rounds) -> None:
    value, yardstick = middle([(a.per_second, b.per_second) for a, b in rounds])
    [chosen] = [a for a, _ in rounds if a.per_second == value][:1]
    # The design sets its bars for the JSON of all districts in turn.
    has_bar = work.startswith("JSON") and "turn" in work and "304" not in work
    bench.add(Figure(
        "read", work, value, "/s", is_lower_better=False, other="nginx", other_value=yardstick,
        bar=RATE_LEAST if has_bar else None, latencies=milliseconds(chosen.latencies[0])))
    value, yardstick = middle([(a.cpu_microseconds, b.cpu_microseconds) for a, b in rounds])
    bench.add(Figure(
        "read", work + ", CPU", value, "µs", other="nginx", other_value=yardstick,
        bar=CPU_MOST if has_bar else None))
