"""The facts that the seed data holds, read and added up plainly: what the server must agree
with."""

import collections
import csv
import functools
import json
import pathlib

PROJECT = pathlib.Path(__file__).resolve().parent.parent
SEED = PROJECT / "Sources/CAssets/seed"

NATION, PROVINCE, DISTRICT = "VN", "VN-2024-02", "VN-2024-034"


def table(name):
    with open(SEED / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@functools.cache
def catalogue():
    return json.loads((SEED / "catalogue.json").read_text(encoding="utf-8"))


@functools.cache
def expected():
    """Bắc Quang's year as its plan prints it."""
    path = PROJECT / "Tests/Data/bac_quang_2023_expected.json"
    return json.loads(path.read_text(encoding="utf-8"))


@functools.cache
def year_2023():
    """The seed's reports: unit, month 1…12, counts by element."""
    reports = []
    for row in table("bac_quang_2023.csv"):
        counts = {
            code: int(text) for code, text in row.items()
            if code not in ("org_unit", "period", "received_at") and text not in ("", "x")
        }
        reports.append((row["org_unit"], int(row["period"][5:]), counts))
    return reports


def communes_2023():
    return sorted({unit for unit, _, _ in year_2023()})


def stocks():
    return {e["code"] for e in catalogue()["data_elements"] if e["time"] == "stock"}


def sums(months, units=None):
    """Flows added over months, stocks by each unit's last month, as `{code: {value, units}}`."""
    chosen = [
        (unit, month, counts) for unit, month, counts in year_2023()
        if month in months and (units is None or unit in units)
    ]
    totals = collections.Counter()
    givers = collections.defaultdict(set)
    latest = {}
    stock_codes = stocks()
    for unit, month, counts in sorted(chosen, key=lambda report: report[1]):
        for code, count in counts.items():
            givers[code].add(unit)
            if code in stock_codes:
                latest[unit, code] = count
            else:
                totals[code] += count
    for (_, code), count in latest.items():
        totals[code] += count
    return {code: {"value": totals[code], "units": len(givers[code])} for code in givers}


def indicator(found, sums_by_code):
    """Numerator, denominator and value of one indicator, from sums."""
    def added(codes):
        values = [sums_by_code.get(code, {}).get("value") for code in codes]
        return None if None in values else sum(values)

    above = added(found["numerator"])
    if not found.get("denominator"):
        return above, None, above
    below = added(found["denominator"])
    if above is None or not below:
        return above, below, None
    return above, below, above / below * found["per"]


@functools.cache
def districts_2024():
    """Districts of early 2024 with their province and at least three communes."""
    parents, communes = {}, collections.defaultdict(list)
    for row in table("org_units.csv"):
        if row["valid_from"]:
            continue
        parents[row["id"]] = row["parent_id"]
        if row["level"] == "commune":
            communes[row["parent_id"]].append(row["id"])
    return [
        (parents[district], district, below) for district, below in communes.items()
        if len(below) >= 3 and district != DISTRICT and parents[district] != PROVINCE
    ]


def communes_2024():
    """Every commune of early 2024."""
    return [commune for _, _, below in districts_2024() for commune in below]


def communes_today():
    """Communes that nothing has ended yet."""
    return [
        row["id"] for row in table("org_units.csv")
        if row["level"] == "commune" and not row["valid_to"]
    ]


def stranger(unit, others):
    """One of the others that the unit did not become a part of."""
    heirs = {unit}
    links = table("successions.csv")
    while more := {r["successor_id"] for r in links if r["predecessor_id"] in heirs} - heirs:
        heirs |= more
    return next(other for other in others if other not in heirs)


def core(values):
    """Of an answer's sums what the contract promises; they may tell more."""
    return {code: {key: one[key] for key in ("value", "units")} for code, one in values.items()}
