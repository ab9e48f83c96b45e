"""The sums above a commune, read right after its report is acknowledged: of the nation, the
province and the district, with 1, 3 and 10 years of the whole country."""

import contextlib

import material
import programs
from figures import Bar, Figure, median
from loading import milliseconds

CREATED, CHANGED = 201, 200
# Millions of reports must cost a reader no more than a hundred thousand do.
P99_MOST = Bar(2)
GROWTH_MOST = Bar(1.2, is_of_ratio=True)
BACKGROUND_RATE = 1_000
FLOOD_READS = 500
FILL_SECONDS_MAX = 60
LAST, ANY = "last year", "any year"


def run(bench) -> None:
    bench.values = material.write_values(bench.work / "values")
    with contextlib.ExitStack() as stack:
        servers = {}
        spans = (LAST,) if bench.is_quick else (LAST, ANY)
        for years in bench.years:
            data = stack.enter_context(bench.folders.copy(years, f"sum-{years}", bench.work))
            servers[years] = stack.enter_context(programs.mebe(bench.binary, data))
            for span in spans:
                warm(bench, servers[years], years, span)
        for beside in (0, BACKGROUND_RATE):
            found = {}
            for _ in range(bench.rounds):
                for years, server in servers.items():
                    for span in spans:
                        found.setdefault((years, span), []).append(
                            pairs(bench, server, years, span, beside))
            add_figures(bench, found, beside)
        bench.add(beside_a_flood(bench, servers[max(bench.years)], max(bench.years)))


def first_year(years: int, span: str) -> int:
    return material.YEAR if span == LAST else material.YEAR - years + 1


def units_of(bench, years: int, span: str):
    first = first_year(years, span)
    return material.write_units(
        bench.work / f"units-{years}-{first}", material.month(first, 1),
        material.month(material.YEAR, 12))


def warm(bench, server, years: int, span: str) -> None:
    """The first reading of a year fills its sums; here is measured what a report changes."""
    with contextlib.closing(server.connection()) as connection:
        for year in range(first_year(years, span), material.YEAR + 1):
            for unit in ["VN"] + material.of_level("province") + material.of_level("district"):
                server.must_get(
                    f"/api/v1/aggregates/{unit}?form=mnch&period={year}", connection)
    pairs(bench, server, years, span, 0)


def pairs(bench, server, years: int, span: str, beside: int):
    arguments = {"units": units_of(bench, years, span), "values": bench.values}
    if beside:
        background = bench.load.begin(
            server, 8, bench.seconds, rate=beside, seed=bench.next_seed(), **arguments)
    outcome = bench.load.run(
        server, 1, bench.seconds, reads=3, seed=bench.next_seed(), **arguments)
    bench.expect(outcome, CREATED, CHANGED)
    if beside:
        bench.expect(background.wait(), CREATED, CHANGED)
    return outcome


def beside_a_flood(bench, server, years: int) -> Figure:
    """Sums that do not change, at a fixed rate: a flood of reports is to slow reporters alone."""
    paths = bench.work / "flood-paths"
    paths.write_text("".join(f"/api/v1/aggregates/{unit}?form=mnch&period={material.YEAR - 1}\n"
                             for unit in material.of_level("district")))
    bench.load.run(
        server, 1, FILL_SECONDS_MAX, paths=paths, count=len(material.of_level("district")))
    flood = bench.load.begin(
        server, 256, 2 * bench.seconds, units=units_of(bench, years, LAST), values=bench.values,
        seed=bench.next_seed())
    outcome = bench.load.run(server, 16, 2 * bench.seconds, rate=FLOOD_READS, paths=paths)
    bench.expect(flood.wait(), CREATED, CHANGED)
    bench.expect(outcome, CHANGED)
    latencies = milliseconds(outcome.latencies[0])
    return Figure("sum", f"unchanged sums, {FLOOD_READS} a second due, beside a flood of reports "
                  "by 256, p99", latencies["p99"], "ms", latencies=latencies)


def add_figures(bench, found, beside: int) -> None:
    where = f", beside {beside} reports a second" if beside else ""
    least = min(bench.years)
    for (years, span), outcomes in found.items():
        value = p99(outcomes)
        is_most = years == max(bench.years) and years != least
        work = f"after a write, {years} year{'s' if years > 1 else ''}, {span}{where}"
        chosen = min(outcomes, key=lambda outcome: abs(outcome.reads["p99"] / 1e3 - value))
        bench.add(Figure(
            "sum", work + ", p99", value, "ms", bar=P99_MOST if is_most else None,
            latencies=milliseconds(chosen.reads)))
        if is_most:
            bench.add(Figure(
                "sum", work + ", growth of p99", value, "ms", other=f"{least} year",
                other_value=p99(found[least, span]), bar=GROWTH_MOST))
            bench.add(Figure(
                "sum", work + ", p50", p50(outcomes), "ms", other=f"{least} year",
                other_value=p50(found[least, span])))


def p99(outcomes) -> float:
    return median(outcome.reads["p99"] for outcome in outcomes) / 1e3


def p50(outcomes) -> float:
    return median(outcome.reads["p50"] for outcome in outcomes) / 1e3
