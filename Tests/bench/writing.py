"""Durable reports, validated and in all sums, units in random order."""

import contextlib
import itertools
import subprocess
import tempfile

import material
import programs
from figures import Bar, Figure, middle
from loading import milliseconds

CONNECTIONS = (1, 8, 64, 256)
CREATED, CHANGED = 201, 200
LEAST = Bar(20_000, is_least=True)
OPEN_RATE = 5_000


def warm(server) -> None:
    """Brings the sums above the communes into memory, so that each report has to move them."""
    with contextlib.closing(server.connection()) as connection:
        for query in itertools.product((2023, 2024), ("reported", "current"), ("", "/children")):
            year, boundaries, below = query
            server.must_get(f"/api/v1/aggregates/VN{below}?form=mnch&period={year}"
                            f"&boundaries={boundaries}", connection)
        for unit in material.of_level("district"):
            server.must_get(f"/api/v1/aggregates/{unit}?form=mnch&period=2024", connection)


def raw_sqlite(bench, rows: int) -> float:
    with tempfile.TemporaryDirectory(dir=bench.work) as fresh:
        output = subprocess.run(
            [bench.raw_sqlite, f"{fresh}/raw.sqlite", str(rows), str(bench.seconds), "sha256"],
            capture_output=True, text=True, check=True).stdout
    return float(output)


def post(bench, server, connections: int, **more):
    outcome = bench.load.run(
        server, connections, more.pop("seconds", bench.seconds), units=bench.units,
        values=bench.values, seed=bench.next_seed(), **more)
    bench.expect(outcome, CREATED, CHANGED)
    return outcome


def run(bench) -> None:
    # New reports and corrections in about equal parts.
    bench.units = material.write_units(
        bench.work / "units", material.month(2023, 1), material.month(2024, 8))
    bench.values = material.write_values(bench.work / "values")
    with contextlib.ExitStack() as stack:
        data = stack.enter_context(bench.folders.copy(1, "plain", bench.work))
        plain = stack.enter_context(programs.mebe(bench.binary, data))
        warm(plain)
        post(bench, plain, 64, seconds=min(1, bench.seconds))
        for connections in CONNECTIONS:
            bench.add(beside_sqlite(bench, plain, connections))
        bench.add(at_a_rate(bench, plain))
        data = stack.enter_context(bench.folders.copy(1, "secure", bench.work))
        secure = stack.enter_context(programs.mebe(bench.binary, data, programs.SELF_SIGNED))
        warm(secure)
        bench.add(over_tls(bench, plain, secure))


def beside_sqlite(bench, server, connections: int) -> Figure:
    rounds = [(post(bench, server, connections), raw_sqlite(bench, connections))
              for _ in range(bench.rounds)]
    value, other = middle([(outcome.per_second, raw) for outcome, raw in rounds])
    [chosen] = [outcome for outcome, _ in rounds if outcome.per_second == value][:1]
    return Figure(
        "write", f"durable reports, {connections} at once", value, "/s",
        is_lower_better=False, other="SQLite in C", other_value=other,
        bar=LEAST if connections >= 64 else None,
        latencies=milliseconds(chosen.latencies[0]))


def at_a_rate(bench, server) -> Figure:
    outcome = post(bench, server, 64, rate=OPEN_RATE)
    latencies = milliseconds(outcome.latencies[0])
    return Figure(
        "write", f"durable report, {OPEN_RATE} a second due, p99", latencies["p99"], "ms",
        latencies=latencies)


def over_tls(bench, plain, secure) -> Figure:
    rounds = [(post(bench, secure, 64, is_tls=True), post(bench, plain, 64))
              for _ in range(bench.rounds)]
    value, other = middle([(a.per_second, b.per_second) for a, b in rounds])
    [chosen] = [a for a, _ in rounds if a.per_second == value][:1]
    return Figure(
        "write", "durable reports over TLS, 64 at once", value, "/s",
        is_lower_better=False, other="without TLS", other_value=other,
        latencies=milliseconds(chosen.latencies[0]))
