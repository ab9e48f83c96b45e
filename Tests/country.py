"""The country's real units with a report for each commune and month, and its sums once more in
plain Python: straight from the rows of units and successions, in both boundaries.

As a program (`make verify-country`) it does so for every commune of 2024 and 2025, and asks the
server for the nation, all provinces and all districts, each month, quarter and year.
"""
import argparse
import collections
import csv
import datetime
import sys
import tempfile
import zlib

import known
import running

FIRST, LAST = (2024, 1), (2025, 12)
# A flow and a stock; what they mean does not matter here.
FLOW, STOCK = "anc_visits", "pregnant_current"
ELEMENTS = (FLOW, STOCK)
STEPS = {"month": 1, "quarter": 3, "year": 12}


def months(first=FIRST, last=LAST):
    year, month = first
    while (year, month) <= last:
        yield year, month
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def last_day(year, month):
    following = (year + 1, 1) if month == 12 else (year, month + 1)
    return (datetime.date(*following, 1) - datetime.timedelta(1)).isoformat()


class Country:
    """Units and successions as rows, looked up by nothing but id and day."""

    def __init__(self, today):
        self.today = today
        self.states = collections.defaultdict(list)
        for row in known.table("org_units.csv"):
            self.states[row["id"]].append(row)
        self.onward = collections.defaultdict(list)
        self.into = collections.defaultdict(list)
        for row in known.table("successions.csv"):
            if row["kind"] == "part" and row["share"] and float(row["share"]) == 0:
                continue
            self.onward[row["predecessor_id"]].append(row)
            if row["kind"] != "part" or (row["share"] and float(row["share"]) == 1):
                self.into[row["successor_id"]].append(row)
        self.paths, self.carried = {}, {}

    def state(self, unit, day):
        for row in self.states[unit]:
            if (row["valid_from"] or "0") <= day <= (row["valid_to"] or "9"):
                return row
        return None

    def path(self, unit, day):
        key = unit, day
        if key not in self.paths:
            found = []
            while unit and (state := self.state(unit, day)):
                found.append(unit)
                unit = state["parent_id"]
            self.paths[key] = found
        return self.paths[key]

    def ends(self, unit, day):
        """Units of today that a unit's figures of a day may belong to."""
        found = {unit} if self.state(unit, self.today) else set()
        for row in self.onward[unit]:
            if day < row["effective_date"] <= self.today:
                before = datetime.date.fromisoformat(row["effective_date"])
                found |= self.ends(
                    row["successor_id"], (before - datetime.timedelta(1)).isoformat())
        return found

    def places(self, unit, day, boundaries):
        """Where a unit's figures of a day count."""
        if boundaries == "reported":
            return self.path(unit, day)
        key = unit, day
        if key not in self.carried:
            paths = [set(self.path(end, self.today)) for end in self.ends(unit, day)]
            self.carried[key] = set.intersection(*paths) if paths else set()
        return self.carried[key]

    def level(self, unit):
        return self.states[unit][0]["level"]

    def of_level(self, *levels):
        return [unit for unit in self.states if self.level(unit) in levels]


def value(unit, year, month, element):
    """A small number that anyone can make again; a few are blank, the stock often."""
    number = zlib.crc32(f"{unit} {year} {month} {element}".encode())
    if number % (5 if element == STOCK else 29) == 0:
        return None
    return number // 7 % 41


def reports(country, units):
    """(unit, year, month) of every commune that exists on the month's last day."""
    for year, month in months():
        day = last_day(year, month)
        for unit in units:
            if (state := country.state(unit, day)) and state["level"] == "commune":
                yield unit, year, month


def write(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["org_unit", "period", *ELEMENTS])
        for unit, year, month in rows:
            counts = [value(unit, year, month, element) for element in ELEMENTS]
            writer.writerow(
                [unit, f"{year}-{month:02d}"] + ["" if c is None else c for c in counts])


def brute_force(country, rows, step, boundaries):
    """{(unit, period): {element: [value, units]}} by loops over everything."""
    sums = collections.defaultdict(lambda: collections.defaultdict(lambda: [0, set()]))
    given = collections.defaultdict(dict)
    for unit, year, month in rows:
        day = last_day(year, month)
        period = year, (month - 1) // step
        for element in ELEMENTS:
            count = value(unit, year, month, element)
            if count is None:
                continue
            if element == STOCK:
                given[period][unit, month] = count
                continue
            for place in country.places(unit, day, boundaries):
                sums[place, period][element][0] += count
                sums[place, period][element][1].add(unit)
    for period in {(year, (month - 1) // step) for year, month in months()}:
        add_stocks(country, given[period], period, step, boundaries, sums)
    return sums


def add_stocks(country, given, period, step, boundaries, sums):
    year, index = period
    first, last = index * step + 1, index * step + step
    end = last_day(year, last)

    def stock(unit):
        own = max((m for m in range(first, last + 1) if (unit, m) in given), default=None)
        found = [] if own is None else [(unit, given[unit, own])]
        for row in country.into[unit]:
            if row["effective_date"] <= end and (
                    own is None or row["effective_date"] > last_day(year, own)):
                found += stock(row["predecessor_id"])
        return found

    for unit in country.states:
        if not country.state(unit, end) or not (found := stock(unit)):
            continue
        for place in country.places(unit, end, boundaries):
            for giver, count in found:
                sums[place, period][STOCK][0] += count
                sums[place, period][STOCK][1].add(giver)


def code(period, step):
    year, index = period
    return {12: f"{year}", 3: f"{year}-Q{index + 1}", 1: f"{year}-{index + 1:02d}"}[step]


def differences(server, country, rows, units):
    """What the API says otherwise than the plain sums, in words."""
    wrong = []
    for step_name, step in STEPS.items():
        periods = sorted({(year, (month - 1) // step) for year, month in months()})
        for boundaries in ("reported", "current"):
            wanted = brute_force(country, rows, step, boundaries)
            for unit in units:
                if boundaries == "current" and not country.state(unit, country.today):
                    continue
                for element in ELEMENTS:
                    wrong += compare(
                        server, unit, element, step_name, boundaries,
                        {code(p, step): wanted.get((unit, p), {}).get(element) for p in periods})
    return wrong


def compare(server, unit, element, step, boundaries, wanted):
    answer = server.get(
        f"{running.API}/series/{unit}?element={element}&from=2024-01&to=2025-12&step={step}"
        f"&boundaries={boundaries}", server.admin)
    if answer.status == 422 and not any(wanted.values()):
        return []
    assert answer.status == 200, (unit, answer)
    found = {item["period"]: item for item in answer.json["items"]}
    assert found.keys() == wanted.keys()
    wrong = []
    for period, sum in wanted.items():
        item = found[period]
        expected = (sum[0], len(sum[1])) if sum else (None, None)
        if (item["value"], item.get("units")) != expected:
            wrong.append(f"{unit} {period} {element} {boundaries}: {item} for {expected}")
    return wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", default=".build/release/mebe")
    binary = parser.parse_args().binary
    import os
    os.environ["MEBE_EXE"] = binary
    country = Country(datetime.date.today().isoformat())
    rows = list(reports(country, country.of_level("commune")))
    with tempfile.TemporaryDirectory() as directory:
        folder = running.Folder(directory + "/data")
        seed = str(known.SEED)
        folder.done("import", "org-units", seed + "/org_units.csv", seed + "/successions.csv")
        folder.done("import", "catalogue", seed + "/catalogue.json")
        write(directory + "/reports.csv", rows)
        folder.done("import", "reports", directory + "/reports.csv")
        with folder.serving() as server:
            units = country.of_level("nation", "province", "district")
            wrong = differences(server, country, rows, units)
            print(f"{len(rows)} reports, {len(units)} units: {len(wrong)} differences")
            result = folder.run("verify")
            print(result.stdout, result.stderr)
    sys.exit(bool(wrong) or result.returncode)


if __name__ == "__main__":
    main()
