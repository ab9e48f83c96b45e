"""Who reported, when, and who has not: counted here from the seed's own files, and the same at
every place that says it."""

import collections
import csv
import datetime
import re

import pytest

import known
import running
from test_pages import Browser

FIELDS = ("expected", "received", "on_time", "late", "accepted", "empty")


def path(unit, period, boundaries=None, more=""):
    reading = f"&boundaries={boundaries}" if boundaries else ""
    return f"{running.API}/completeness/{unit}?form=mnch&period={period}{reading}{more}"


def completeness(server, unit, period, boundaries=None, token=None):
    answer = server.get(path(unit, period, boundaries), token or server.admin)
    assert answer.status == 200, answer
    return answer.json


def counts(found):
    return tuple(found[name] for name in FIELDS)


# What the files say


def months(period):
    year = int(period[:4])
    kinds = {"Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12), "H1": (1, 6),
             "H2": (7, 12), "9M": (1, 9)}
    if period.endswith("/ytd"):
        first, last = 1, int(period[5:7])
    elif len(period) == 4:
        first, last = 1, 12
    else:
        first, last = kinds.get(period[5:]) or (int(period[5:]), int(period[5:]))
    return [(year, month) for month in range(first, last + 1)]


def last_day(year, month):
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    return (following - datetime.timedelta(days=1)).isoformat()


def expected_below(period):
    """How many commune months each unit should report, by its units of each month's last day."""
    found = collections.Counter()
    rows = known.table("org_units.csv")
    for year, month in months(period):
        day = last_day(year, month)
        states = {
            row["id"]: row for row in rows
            if (row["valid_from"] or "0") <= day <= (row["valid_to"] or "9")}
        for row in states.values():
            if row["level"] != "commune":
                continue
            unit = row["id"]
            while unit in states:
                found[unit] += 1
                unit = states[unit]["parent_id"]
    return found


@pytest.mark.parametrize("period", [
    "2024-12", "2025-01", "2025-06", "2025-07", "2025-Q2", "2025-Q3", "2025-H1", "2025-9M",
    "2025", "2025-08/ytd"])
def test_expected_is_each_unit_of_each_months_last_day(demo, period):
    wanted = expected_below(period)
    nation = completeness(demo, known.NATION, period)
    assert nation["expected"] == wanted[known.NATION]
    assert nation["children"]
    for child in nation["children"]:
        assert child["expected"] == wanted[child["org_unit"]["id"]], child["org_unit"]
    for unit in ("VN-2024-034", "VN-2024-02", "VN-2025-08"):
        answer = demo.get(path(unit, period), demo.admin)
        assert answer.status == (200 if wanted[unit] else 422), unit
        assert not wanted[unit] or answer.json["expected"] == wanted[unit], unit


def test_a_districts_year_is_what_was_received(demo):
    found = completeness(demo, known.DISTRICT, "2023")
    assert counts(found) == (276, 276, 270, 6, 0, 0) and found["missing"] == []
    assert (found["form"], found["period"], found["boundaries"]) == ("mnch", "2023", "reported")
    assert found["org_unit"] == {
        "id": known.DISTRICT, "name": "Huyện Bắc Quang", "level": "district"}
    assert sorted(c["org_unit"]["id"] for c in found["children"]) == known.communes_2023()
    for name in FIELDS:
        assert sum(child[name] for child in found["children"]) == found[name], name
    assert all(child["missing"] == [] for child in found["children"])


def test_who_is_missing_is_named_with_the_months(demo, place):
    for unit, month in ((place.commune, 1), (place.commune, 3), (place.others[0], 2)):
        body = running.report(unit, f"2020-{month + 4:02d}", {"anc_visits": 1})
        assert demo.post(body, demo.admin).status == 201
    found = completeness(demo, place.district, "2020-07/ytd")
    units = [place.commune, *place.others]
    # The form is in force since April 2020.
    wanted = {unit: ["2020-04", "2020-05", "2020-06", "2020-07"] for unit in units}
    wanted[place.commune] = ["2020-04", "2020-06"]
    wanted[place.others[0]] = ["2020-04", "2020-05", "2020-07"]
    assert {unit["id"]: unit["months"] for unit in found["missing"]} == wanted
    assert found["expected"] == 4 * len(units) and found["received"] == 3
    assert found["missing_units"] == len(units)
    for child in found["children"]:
        [own] = child["missing"]
        assert own["months"] == wanted[child["org_unit"]["id"]]
        assert own["level"] == "commune" and own["name"]


def test_a_draft_is_missing_and_an_empty_report_is_not(demo, place):
    period = "2020-09"
    draft = running.report(place.commune, period, {"anc_visits": 1}, status="draft")
    assert demo.post(draft, demo.admin).status == 201
    empty = running.report(place.others[0], period, {"anc_visits": None, "gyn_exams": "na"})
    assert demo.post(empty, demo.admin).status == 201
    found = completeness(demo, place.district, period)
    assert (found["received"], found["empty"]) == (1, 1)
    assert place.commune in [unit["id"] for unit in found["missing"]]
    assert place.others[0] not in [unit["id"] for unit in found["missing"]]


def working_days_after(year, month, count):
    holidays = {day["date"] for day in known.catalogue()["holidays"]}
    day = datetime.date.fromisoformat(last_day(year, month))
    while count:
        day += datetime.timedelta(days=1)
        count -= day.weekday() < 5 and day.isoformat() not in holidays
    return day


@pytest.mark.parametrize("year, month", [(2024, 1), (2024, 4), (2023, 12), (2024, 8)])
def test_the_deadline_ends_with_its_day_in_vietnam(copy_of_demo, tmp_path, year, month):
    _, district, communes = known.districts_2024()[5]
    last = working_days_after(year, month, 5)
    after = last + datetime.timedelta(days=1)
    instants = [f"{last}T23:59:59.999+07:00", f"{after}T00:00:00+07:00",
                f"{last}T16:59:59Z", f"{last}T17:00:00Z"][:len(communes)]
    period = f"{year}-{month:02d}"
    file = tmp_path / "reports.csv"
    with open(file, "w", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["org_unit", "period", "received_at", "anc_visits"])
        rows.writerows(
            [unit, period, instant, 7] for unit, instant in zip(communes, instants))
    folder = copy_of_demo()
    folder.done("import", "reports", str(file))
    with folder.serving() as server:
        for unit, on_time in list(zip(communes, (1, 0, 1, 0)))[:len(instants)]:
            assert counts(completeness(server, unit, period))[1:4] == (1, on_time, 1 - on_time)
        # A later correction makes nothing late, and no late report timely.
        before = counts(completeness(server, district, period))
        for unit in communes[:2]:
            body = running.report(unit, period, {"anc_visits": 8})
            assert server.post(body, server.admin).status == 200
        assert counts(completeness(server, district, period)) == before


def test_todays_units_count_what_their_predecessors_owed(demo):
    wanted = sum(
        expected_below("2023")[unit] for unit in ("VN-2024-02", "VN-2024-08"))
    province = completeness(demo, "VN-2025-08", "2023", "current")
    assert province["received"] == 276 and province["on_time"] == 270
    assert province["expected"] <= wanted
    commune = completeness(demo, "VN-2025-01153", "2023", "current")
    assert counts(commune)[:2] == (36, 36), "three communes went into it"
    closed = demo.get(path(known.DISTRICT, "2023", "current"), demo.admin)
    assert closed.status == 422 and "successors" in closed.json


@pytest.mark.parametrize("boundaries", ["reported", "current"])
def test_no_province_receives_more_than_it_should(demo, boundaries):
    for period in ("2023", "2024-Q3", "2025"):
        for child in completeness(demo, known.NATION, period, boundaries)["children"]:
            assert child["accepted"] <= child["received"] <= child["expected"]
            assert child["on_time"] + child["late"] == child["received"]


def test_a_country_is_named_page_by_page(demo):
    whole = demo.get(path(known.NATION, "2022-05", more="&limit=20000"), demo.admin).json
    assert whole["next"] is None and len(whole["missing"]) == whole["missing_units"]
    units, cursor = [], ""
    while cursor is not None:
        page = demo.get(
            path(known.NATION, "2022-05", more=f"&limit=4000&cursor={cursor or 0}"), demo.admin)
        assert len(page.json["missing"]) <= 4000
        below = [u["id"] for child in page.json["children"] for u in child["missing"]]
        assert sorted(below) == sorted(u["id"] for u in page.json["missing"])
        units += [unit["id"] for unit in page.json["missing"]]
        cursor = page.json["next"]
    assert units == [unit["id"] for unit in whole["missing"]]
    assert len(set(units)) == len(units) == whole["expected"] - whole["received"]


@pytest.mark.parametrize("more, parameter", [
    ("&limit=0", "limit"), ("&limit=20001", "limit"), ("&limit=x", "limit"),
    ("&cursor=-1", "cursor"), ("&cursor=x", "cursor"), ("&boundaries=then", "boundaries"),
    ("&period=2023-13", "period"), ("&form=nosuch", "form")])
def test_a_bad_question_is_answered_with_its_parameter(demo, more, parameter):
    answer = demo.get(
        f"{running.API}/completeness/{known.DISTRICT}?{more[1:]}", demo.admin)
    assert (answer.status, answer.media_type) == (422, "application/problem+json")
    assert [error["parameter"] for error in answer.errors] == [parameter]


def test_refusals_are_those_of_sums(demo, place):
    assert demo.get(path("nosuch", "2023"), demo.admin).status == 404
    assert demo.get(path("VN-2025-08", "2023"), demo.admin).status == 422
    assert demo.get(path(place.commune, "2023")).status == 401
    assert demo.get(path(place.commune, "2023"), "mebe_wrong").status == 401
    stranger = demo.folder.token("VN-2024-026", "viewer")
    assert demo.get(path(known.communes_2023()[0], "2023"), stranger).status == 403


def test_an_unchanged_answer_keeps_its_tag_and_tells_its_position(demo, place):
    there = path(place.district, "2021-11")
    first = demo.get(there, demo.admin)
    seq = int(first.headers["Mebe-Seq"])
    assert demo.get(there, demo.admin, if_none_match=first.etag).status == 304
    assert demo.get(there, demo.admin, mebe_seq=str(seq)).status == 200
    assert demo.get(there, demo.admin, mebe_seq=str(seq + 10**6)).status == 503
    elsewhere = running.report(known.communes_2023()[0], "2021-11", {"anc_visits": 1})
    assert demo.post(elsewhere, demo.admin).status in (200, 201)
    assert demo.get(there, demo.admin).etag == first.etag, "nothing changed here"
    body = running.report(place.commune, "2021-11", {"anc_visits": 1})
    assert demo.post(body, demo.admin).status == 201
    changed = demo.get(there, demo.admin)
    assert changed.etag != first.etag and changed.json["received"] == 1
    assert int(changed.headers["Mebe-Seq"]) > seq


def test_who_is_missing_is_never_public(demo, place):
    period = "2021-12"
    for unit in (place.commune, *place.others[:2]):
        body = running.report(unit, period, {"anc_visits": 5})
        assert demo.post(body, demo.admin).status == 201
    for token in (None, demo.folder.token("VN-2024-026", "viewer")):
        for unit in (place.district, place.province, known.NATION):
            answer = demo.get(path(unit, period), token)
            assert answer.status == 200 and answer.json["received"] >= 3
            assert "missing" not in answer.text
            assert not [u for u in place.others if f'"{u}"' in answer.text]
        for page in ("completeness", "quality", "review"):
            answer = demo.get(f"/{page}/{place.district}?period={period}", token)
            assert answer.status in (401, 403), page
    assert demo.get(path(place.district, period), demo.admin).json["missing_units"] == (
        len(place.others) - 2)


def test_nothing_is_public_where_nothing_was_opened(closed):
    assert closed.get(path(known.DISTRICT, "2023")).status == 401


# One number at every place


def shown(text, *numbers):
    """Whether a page says these numbers in this order, in one sentence."""
    grouped = [re.escape(f"{number:,}".replace(",", ".")) for number in numbers]
    return re.search(r"\b[^<]*?\b".join(grouped), text)


@pytest.mark.parametrize("period", ["2023", "2023-05", "2023-Q2"])
def test_every_place_says_the_same(demo, period):
    reader = Browser(demo)
    reader.sign_in(demo.admin)
    units = [known.NATION, known.PROVINCE, known.DISTRICT, *known.communes_2023()[:2]]
    for unit in units:
        found = completeness(demo, unit, period)
        own = demo.aggregate(unit, period).json["reports"]
        assert own == {name: found[name] for name in own}, unit
        children = demo.all_items(running.aggregate_path(unit, period, below="/children"),
                                  demo.admin)
        assert [(c["org_unit"], c["reports"]["received"]) for c in children] == [
            (c["org_unit"], c["received"]) for c in found["children"]]
        expected, received, on_time = counts(found)[:3]
        page = reader.get(f"/completeness/{unit}?period={period}").text
        lede = page.split("<p class=lede>")[1].split("</p>")[0]
        assert shown(lede, received, expected, expected - received), lede
        dashboard = reader.get(f"/units/{unit}?period={period}").text
        both = f"{received:,}/{expected:,}".replace(",", ".")
        assert both in dashboard and (both in page or unit in known.communes_2023()), unit
        if period == "2023-05":
            review = reader.get(f"/review/{unit}?period={period}").text
            lede = review.split("<p class=lede>")[1].split("</p>")[0]
            assert shown(lede, received, expected, on_time, expected - received), lede


def test_a_month_adds_up_in_matrix_review_and_list(demo, place):
    period = "2022-11"
    for unit in (place.commune, place.others[0]):
        body = running.report(unit, period, {"anc_visits": 5})
        assert demo.post(body, demo.admin).status == 201
    missing = place.others[1:]
    reader = Browser(demo)
    reader.sign_in(demo.admin)
    matrix = reader.get(f"/completeness/{place.district}?period={period}").text
    table = matrix.split("<table")[1].split("</table>")[0]
    # The reports came today, long after their deadline.
    assert len(re.findall(r'class="m-late"', table)) == 2
    assert len(re.findall(r'class="m-x"', table)) == len(missing)
    text = matrix.split("<textarea")[1].split("</textarea>")[0]
    assert text.count("\n- ") == len(missing)
    review = reader.get(f"/review/{place.district}?period={period}").text
    assert f"<b class=big>{len(missing)}</b>" in review
    assert "<b class=big>2</b>" in review
    for unit in missing:
        assert f"/units/{unit}/reports/mnch/{period}" in matrix


def test_all_is_said_only_where_nothing_is_missing(demo, place):
    reader = Browser(demo)
    reader.sign_in(demo.admin)
    nation = reader.get("/completeness/VN?period=2023").text
    assert "100,0 %" not in nation.split("<section")[0]
    district = reader.get(f"/completeness/{known.DISTRICT}?period=2023").text
    assert "100,0 %" in district and "Không thiếu báo cáo nào" in district


@pytest.mark.parametrize("unit", ["VN", "VN-2025-08", "VN-2025-01", "VN-2025-79"])
@pytest.mark.parametrize("query", ["period=2026", "period=2023&boundaries=current"])
def test_a_provinces_year_is_a_light_page(demo, unit, query):
    """The largest province has 168 communes; compression is left out of account."""
    for path in (f"/completeness/{unit}?{query}", f"/review/{unit}"):
        page = demo.get(path, demo.admin)
        assert page.status == 200 and len(page.body) < 100_000, (path, len(page.body))


def test_who_is_missing_is_one_step_from_the_figures(demo):
    page = demo.get(f"/units/{known.DISTRICT}?period=2022", demo.admin).text
    assert f'href="/completeness/{known.DISTRICT}?period=2022#missing"' in page
    there = demo.get(f"/completeness/{known.DISTRICT}?period=2022", demo.admin).text
    assert "<h2 id=missing>" in there


def test_a_cell_of_several_reports_tells_that_some_were_late(demo):
    page = demo.get(
        "/completeness/VN-2025-KV-034?period=2023&boundaries=current", demo.admin,
        accept_language="vi").text
    late = re.findall(r"<u>(\d+)/(\d+)<s>, (\d+) trễ</s></u>", page)
    # Six of the year's 276 reports were late, in six cells of communes of today.
    assert len(late) == 6 and all(received == expected for received, expected, _ in late)
    assert sum(int(count) for *_, count in late) == 6


def test_nobody_is_late_when_all_have_come(demo):
    months = {True: "2023-05", False: "2022-06"}
    for have_all_come, period in months.items():
        page = demo.get(f"/review/{known.DISTRICT}?period={period}", demo.admin,
                        accept_language="vi").text
        deadline = page.split("<dl class=meta>")[1].split("</dd>")[0]
        assert ("quá hạn" not in deadline) == have_all_come, deadline


def test_months_before_a_unit_existed_have_no_deadline(demo):
    page = demo.get("/units/VN-2025-01153?period=2025", demo.admin, accept_language="vi").text
    table = page.split("class=\"grid rows months\"")[1].split("</table>")[0]
    for row in table.split("<tr>")[2:]:
        month = row.split("<th scope=row>")[1][:2]
        has_deadline = re.search(r"until\">\d\d/\d\d/\d{4}", row) is not None
        assert has_deadline == (month >= "07"), row
