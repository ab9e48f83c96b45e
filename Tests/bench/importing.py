"""The import of a year's CSV, and how long a POST waits meanwhile."""

import subprocess
import time

import material
import programs
from figures import Bar, Figure
from loading import milliseconds

IMPORTED_YEAR = 2022
CREATED, CHANGED = 201, 200
WAIT_MOST = Bar(2_000)
SECONDS_MAX = 300


def run(bench) -> None:
    table = bench.work / "year.csv"
    count = material.write_year_table(table, IMPORTED_YEAR)
    units = material.write_units(
        bench.work / "units-2023", material.month(2023, 1), material.month(2023, 12))
    values = material.write_values(bench.work / "values")
    with bench.folders.copy(1, "import", bench.work) as data:
        with programs.mebe(bench.binary, data) as server:
            posting = bench.load.begin(
                server, 4, SECONDS_MAX, rate=50, units=units, values=values)
            start = time.monotonic()
            subprocess.run(
                [bench.binary, "import", "reports", str(table), "--data", str(data)],
                check=True, stdout=subprocess.DEVNULL)
            seconds = time.monotonic() - start
            outcome = posting.end()
    bench.expect(outcome, CREATED, CHANGED)
    latencies = milliseconds(outcome.latencies[0])
    bench.add(Figure(
        "import", f"a year's CSV, {count} rows", count / seconds, "/s", is_lower_better=False))
    bench.add(Figure(
        "import", "longest wait of a POST meanwhile", latencies["max"], "ms", bar=WAIT_MOST,
        latencies=latencies))
