"""What the process holds at each stage with all the years' database, the size of that database,
and what connections at rest cost."""

import contextlib
import pathlib
import sys

import material
import programs
from figures import Bar, Figure

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "soak"))
import idle  # noqa: E402
import target as targets  # noqa: E402

CREATED, CHANGED = 201, 200
IDLE_MOST, LOAD_MOST, SIZE_MOST = Bar(64), Bar(256), Bar(1_000)
RESTING_MOST = {False: Bar(8), True: Bar(40)}


def run(bench) -> None:
    years = max(bench.years)
    units = material.write_units(
        bench.work / "units-all", material.month(material.YEAR - years + 1, 1),
        material.month(material.YEAR, 12))
    values = material.write_values(bench.work / "values")
    with bench.folders.copy(years, "memory", bench.work) as data:
        size = (data / "mebe.db").stat().st_size / 1e6
        bench.add(Figure("memory", f"database of {years} years", size, "MB", bar=SIZE_MOST))
        with programs.mebe(bench.binary, data) as server:
            note(bench, server, f"idle after start, {years} years", IDLE_MOST)
            server.must_get("/units/VN-2024-034?period=2023")
            note(bench, server, "after a district's page")
            server.must_get("/units/VN?period=2023")
            note(bench, server, "after the nation's page")
            read_years = 1 if bench.is_quick else years
            read_everything(server, read_years)
            note(bench, server,
                 f"after every district's sums of {read_years} year{'s' if read_years > 1 else ''}")
            outcome = bench.load.run(
                server, 64, bench.seconds, units=units, values=values, reads=3)
            bench.expect(outcome, CREATED, CHANGED)
            note(bench, server, "highest, with reports and sums by 64 connections", LOAD_MOST,
                 "VmHWM")


def note(bench, server, work: str, bar: Bar | None = None, field: str = "VmRSS") -> None:
    bench.add(Figure("memory", work, server.memory_megabytes(field), "MB", bar=bar))


def read_everything(server, years: int) -> None:
    with contextlib.closing(server.connection()) as connection:
        for year in range(material.YEAR - years + 1, material.YEAR + 1):
            for unit in ["VN"] + material.of_level("province") + material.of_level("district"):
                server.must_get(f"/api/v1/aggregates/{unit}?form=mnch&period={year}", connection)


def run_resting(bench) -> None:
    count = 2_000 if bench.is_quick else 10_000
    for is_secure in (False, True):
        flags = [programs.SELF_SIGNED] if is_secure else []
        with bench.folders.copy(1, "rest", bench.work) as data:
            with programs.mebe(bench.binary, data, *flags) as server:
                target = targets.Target(
                    server.process, server.port, server.pid, "/healthz", None, None, is_secure)
                resting, _ = idle.measure(target, count)
        bench.add(Figure(
            "rest", f"{count} connections at rest, {'TLS' if is_secure else 'plain'}, each",
            resting / 1024, "KB", bar=RESTING_MOST[is_secure]))
