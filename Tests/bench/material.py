"""What the benchmark sends and asks for, made from the seed data, and the country's data."""

import contextlib
import csv
import dataclasses
import datetime
import functools
import hashlib
import json
import os
import pathlib
import random
import shutil
import subprocess

PROJECT = pathlib.Path(__file__).resolve().parent.parent.parent
SEED = PROJECT / "Sources" / "CAssets" / "seed"
VALUES_A_REPORT = 80
# The generated years end with this one, and units as they were then are measured with.
YEAR = 2023
DAY = f"{YEAR}-12-31"
FIXED_COLUMNS = ("org_unit", "period", "received_at")


@functools.cache
def units(day: str = DAY) -> dict[str, dict[str, str]]:
    """The rows of all units that exist on a day."""
    with open(SEED / "org_units.csv", newline="", encoding="utf-8") as file:
        return {row["id"]: row for row in csv.DictReader(file)
                if (row["valid_from"] or "0") <= day <= (row["valid_to"] or "9")}


def of_level(level: str, day: str = DAY) -> list[str]:
    return sorted(unit for unit, row in units(day).items() if row["level"] == level)


def month(year: int, number: int) -> int:
    """Counted from January of year 0."""
    return year * 12 + number - 1


def last_day(number: int) -> str:
    following = datetime.date((number + 1) // 12, (number + 1) % 12 + 1, 1)
    return (following - datetime.timedelta(days=1)).isoformat()


def write_units(target: pathlib.Path, first: int, last: int) -> pathlib.Path:
    """Every commune that exists through a span of months, its district and its province."""
    rows = units(last_day(last))
    lines = []
    for commune in of_level("commune", last_day(last)):
        if (rows[commune]["valid_from"] or "0") > last_day(first):
            continue
        district = rows[commune]["parent_id"]
        lines.append(f"{commune} {first} {last} {district} {rows[district]['parent_id']}")
    target.write_text("\n".join(lines) + "\n")
    return target


@functools.cache
def samples() -> list[dict[str, int]]:
    """Good reports of 80 values. Leaving values out breaks no rule, because a rule is checked
    only where all its elements have a number."""
    generator = random.Random(1)
    found = []
    with open(SEED / "bac_quang_2023.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            values = {code: int(text) for code, text in row.items()
                      if code not in FIXED_COLUMNS and text.isdigit()}
            chosen = sorted(generator.sample(sorted(values), VALUES_A_REPORT))
            found.append({code: values[code] for code in chosen})
    return found


def compact(value) -> str:
    return json.dumps(value, separators=(",", ":"))


def write_values(target: pathlib.Path) -> pathlib.Path:
    target.write_text("".join(compact(values) + "\n" for values in samples()))
    return target


@dataclasses.dataclass
class CountryMonth:
    """A report of every commune of one month, a line each, in random order."""

    path: pathlib.Path
    period: str
    count: int
    # A flow and what it must add up to over the country.
    element: str
    sum: int


def write_country_month(target: pathlib.Path, period: str, seed: int) -> CountryMonth:
    generator = random.Random(seed)
    element, total = "pregnant_new", 0
    year, number = period.split("-")
    communes = of_level("commune", last_day(month(int(year), int(number))))
    generator.shuffle(communes)
    with open(target, "w", encoding="utf-8") as file:
        for commune in communes:
            values = generator.choice(samples())
            total += values.get(element, 0)
            file.write(compact({"org_unit": commune, "form": "mnch", "period": period,
                                "values": values}) + "\n")
    return CountryMonth(target, period, len(communes), element, total)


def write_year_table(target: pathlib.Path, year: int) -> int:
    """A CSV of every commune and month of a year; how many rows."""
    generator = random.Random(year)
    codes = sorted({code for values in samples() for code in values})
    rows = [",".join(str(values.get(code, "")) for code in codes) for values in samples()]
    communes, count = of_level("commune"), 0
    with open(target, "w", encoding="utf-8") as file:
        file.write("org_unit,period," + ",".join(codes) + "\n")
        for number in range(1, 13):
            for commune in communes:
                file.write(f"{commune},{year}-{number:02},{generator.choice(rows)}\n")
                count += 1
    return count


# The country's data


class Folders:
    """Generated data, made once and kept, and copies of it to write into."""

    def __init__(self, binary: str, cache: pathlib.Path):
        self.binary, self.cache = binary, cache

    def generated(self, years: int) -> pathlib.Path:
        folder = self.cache / f"data-{years}-{sources_digest()}"
        if not folder.exists():
            for old in self.cache.glob(f"data-{years}-*"):
                shutil.rmtree(old)
            making = self.cache / f"making-{years}"
            shutil.rmtree(making, ignore_errors=True)
            print(f"generating {years} years …", flush=True)
            subprocess.run(
                [self.binary, "bench", "--generate", str(years), "--data", str(making)],
                check=True, stdout=subprocess.DEVNULL)
            making.rename(folder)
        return folder

    @contextlib.contextmanager
    def copy(self, years: int, name: str, work: pathlib.Path):
        target = work / name
        subprocess.run(["cp", "--reflink=auto", "-r", self.generated(years), target], check=True)
        # What the copy still has to write would slow the first commits down.
        for path in target.iterdir():
            descriptor = os.open(path, os.O_RDONLY)
            os.fsync(descriptor)
            os.close(descriptor)
        try:
            yield target
        finally:
            shutil.rmtree(target)


def sources_digest() -> str:
    """Changes with whatever decides what is generated."""
    digest = hashlib.sha256()
    for folder in ("Sources/mebe/Generation", "Sources/CAssets/seed", "Migrations"):
        for path in sorted((PROJECT / folder).iterdir()):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
