"""Real units with reports for each month of 2024 and 2025, held against plain sums in Python:
across July 2025 and in both boundaries."""

import datetime

import pytest

import country as plain
import known
import running

# Bắc Giang, Bắc Ninh, and in Hà Giang the district of Bắc Quang.
AREAS = ("VN-2024-24", "VN-2024-27", known.DISTRICT)


@pytest.fixture(scope="module")
def units():
    return plain.Country(datetime.date.today().isoformat())


@pytest.fixture(scope="module")
def communes(units):
    """Those of the areas, and all that they went into."""
    found = {
        unit for unit in units.of_level("commune")
        if set(AREAS) & set(units.path(unit, "2024-01-31"))}
    waiting = list(found)
    while waiting:
        for row in units.onward[waiting.pop()]:
            if row["successor_id"] not in found:
                found.add(row["successor_id"])
                waiting.append(row["successor_id"])
    return sorted(found)


@pytest.fixture(scope="module")
def server(units, communes, tmp_path_factory):
    directory = tmp_path_factory.mktemp("country")
    folder = running.Folder(directory / "data")
    folder.done("import", "org-units", f"{known.SEED}/org_units.csv",
                f"{known.SEED}/successions.csv")
    folder.done("import", "catalogue", f"{known.SEED}/catalogue.json")
    plain.write(directory / "reports.csv", plain.reports(units, communes))
    folder.done("import", "reports", str(directory / "reports.csv"))
    with folder.serving() as running_server:
        yield running_server


def test_every_month_quarter_and_year_agrees_in_both_boundaries(units, communes, server):
    days = ("2024-01-31", "2025-06-30", "2025-07-31", units.today)
    above = {unit for commune in communes for day in days for unit in units.path(commune, day)}
    asked = [u for u in above if units.level(u) in ("nation", "province", "district")]
    # Today's communes of Bắc Quang, and one of the former.
    asked += sorted({end for commune in communes for end in units.ends(commune, "2024-01-31")
                     if known.DISTRICT in units.path(commune, "2024-01-31")})
    asked += ["VN-2024-01153"]
    assert len(asked) > 25
    rows = list(plain.reports(units, communes))
    assert plain.differences(server, units, rows, asked) == []
