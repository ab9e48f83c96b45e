#!/usr/bin/env python3
"""Measures mebe at the country's scale, beside nginx and plain SQLite, in one run.

Everything runs on the loopback. What is compared is measured in turn, so that a busy machine
disturbs both, and of several rounds the one with the median ratio counts. Bars are those of the
design; `reached` says which hold. The same load generator drives every server.
"""

import argparse
import pathlib
import shutil
import sys
import tempfile
import time

import chart
import country_month
import importing
import material
import memory
import programs
import reading
import starting
import summing
import table
import writing
from figures import Figure
from history import History
from loading import Load

CASES = {
    "write": writing.run,
    "read": reading.run,
    "sum": summing.run,
    "month": country_month.run,
    "import": importing.run,
    "start": starting.run,
    "memory": memory.run,
    "rest": memory.run_resting,
}


class Bench:
    """What the cases share, and what they found."""

    def __init__(self, options, work: pathlib.Path, cache: pathlib.Path):
        self.binary = str(pathlib.Path(options.binary).resolve())
        self.is_quick = options.quick
        self.seconds = options.seconds or (0.5 if options.quick else 2)
        self.rounds = options.rounds or (1 if options.quick else 3)
        self.years = (1, 10) if options.quick else (1, 3, 10)
        self.work = work
        self.folders = material.Folders(self.binary, cache)
        self.load = Load(programs.compile_c("load", work, "ssl", "crypto"))
        self.raw_sqlite = programs.compile_c("raw_sqlite", work, "sqlite3", "crypto")
        self.figures: list[Figure] = []
        self.bad = 0
        self._seed = 0

    def next_seed(self) -> int:
        """No two runs send the same reports, which would change nothing."""
        self._seed += 1
        return self._seed

    def add(self, figure: Figure) -> None:
        self.figures.append(figure)
        more = f"  ({table.number(figure.ratio)} × {figure.other})" if figure.other else ""
        print(f"  {figure.work}: {table.number(figure.value)} {figure.unit}{more}", flush=True)

    def expect(self, outcome, *statuses: int) -> None:
        """A figure of refusals is worth nothing, so they end up in the exit status."""
        bad = outcome.bad(*statuses)
        if bad:
            print(f"  {bad} bad answers: {outcome.statuses}, {outcome.failures} failed")
        self.bad += bad


def parsed():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", default=".build/release/mebe", help="the mebe to measure")
    parser.add_argument("--only", action="append", choices=CASES, help="a case; repeatable")
    parser.add_argument("--quick", action="store_true", help="fewer and shorter runs")
    parser.add_argument("--seconds", type=float, help="of a run")
    parser.add_argument("--rounds", type=int, help="of which the middle one counts")
    parser.add_argument("--cache", type=pathlib.Path, default=pathlib.Path(".build/bench"),
                        help="where generated data is kept")
    parser.add_argument("--output", type=pathlib.Path, default=pathlib.Path(".bench"),
                        help="where last.txt, last.csv, last.svg and history.csv go")
    return parser.parse_args()


def measure(options) -> Bench:
    options.cache.mkdir(parents=True, exist_ok=True)
    cache = options.cache.resolve()
    # Beside the data, for a disk in memory would make every commit free.
    with tempfile.TemporaryDirectory(prefix="work-", dir=cache) as name:
        bench = Bench(options, pathlib.Path(name), cache)
        for case in options.only or CASES:
            began = time.monotonic()
            print(case, flush=True)
            CASES[case](bench)
            print(f"  took {time.monotonic() - began:.0f} s", flush=True)
    return bench


def publish(bench: Bench, options) -> None:
    options.output.mkdir(exist_ok=True)
    mode = "quick" if bench.is_quick else "full"
    history = History(options.output / "history.csv", mode, material.PROJECT)
    text = table.text(bench.figures, history)
    title = f"mebe {history.commit}, {history.cpu}, {mode}"
    print(f"\n{title}\n\n{text}")
    (options.output / "last.txt").write_text(f"{title}\n\n{text}")
    table.write_csv(bench.figures, history, options.output / "last.csv")
    (options.output / "last.svg").write_text(chart.svg(bench.figures, title))
    history.add(bench.figures)


def main() -> None:
    options = parsed()
    if not shutil.which(options.binary):
        sys.exit(f"{options.binary} is not there; `make bench` builds it")
    bench = measure(options)
    publish(bench, options)
    if bench.bad:
        sys.exit("some answers were refusals or failures")


if __name__ == "__main__":
    main()
