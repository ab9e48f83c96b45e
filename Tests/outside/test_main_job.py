"""Communes' reports go in, the sums of district, province and nation come out: every figure of
Bắc Quang's year, and a new report through all levels."""

import pytest

import known
import running

MONTHS = range(1, 13)
PERIODS = (
    [(f"2023-{month:02d}", [month]) for month in MONTHS]
    + [(f"2023-Q{q}", range(3 * q - 2, 3 * q + 1)) for q in (1, 2, 3, 4)]
    + [("2023-H1", range(1, 7)), ("2023-H2", range(7, 13)), ("2023-9M", range(1, 10)),
       ("2023-05/ytd", range(1, 6)), ("2023-11-ytd", range(1, 12)), ("2023", MONTHS)]
)


@pytest.mark.parametrize("unit", [known.DISTRICT, known.PROVINCE, known.NATION])
def test_the_year_gives_every_figure_of_the_plan(demo, unit):
    answer = demo.aggregate(unit, "2023").json
    given = {code: sum["value"] for code, sum in answer["values"].items()}
    assert given == known.expected()["values"]
    for code, figure in known.expected()["indicators"].items():
        found = answer["indicators"][code]
        assert found["numerator"] == figure["numerator"], code
        assert found["denominator"] == figure["denominator"], code
        assert found["value"] == pytest.approx(figure["value"], rel=1e-12), code


def test_the_district_says_how_complete_its_year_is(demo):
    answer = demo.aggregate(known.DISTRICT, "2023").json
    assert answer["org_unit"] == {
        "id": known.DISTRICT, "name": "Huyện Bắc Quang", "level": "district"}
    assert (answer["form"], answer["period"], answer["boundaries"]) == (
        "mnch", "2023", "reported")
    assert answer["seq"] == 276
    assert answer["reports"] == {
        "expected": 276, "received": 276, "on_time": 270, "accepted": 0}


@pytest.mark.parametrize("period, months", PERIODS, ids=lambda value: str(value))
def test_every_period_is_the_plain_sum_of_its_reports(demo, period, months):
    wanted = known.sums(set(months))
    for unit in (known.DISTRICT, known.PROVINCE):
        answer = demo.aggregate(unit, period).json
        assert known.core(answer["values"]) == wanted, unit
        for indicator in known.catalogue()["indicators"]:
            above, below, value = known.indicator(indicator, wanted)
            found = answer["indicators"].get(indicator["code"], {})
            assert found.get("value") == (
                value if value is None else pytest.approx(value, rel=1e-12)), indicator
            if value is not None:
                assert (found["numerator"], found["denominator"]) == (above, below)


def test_both_spellings_of_the_year_to_date_are_one_period(demo):
    spellings = [
        demo.aggregate(known.DISTRICT, period).body for period in ("2023-05/ytd", "2023-05-ytd")]
    assert spellings[0] == spellings[1]


def test_the_months_completeness_adds_to_the_years(demo):
    months = [demo.aggregate(known.DISTRICT, f"2023-{m:02d}").json["reports"] for m in MONTHS]
    for key, whole in (("expected", 276), ("received", 276), ("on_time", 270)):
        assert sum(month[key] for month in months) == whole, key


def test_the_communes_are_the_districts_children_and_add_to_it(demo):
    path = running.aggregate_path(known.DISTRICT, "2023", below="/children")
    children = {item["org_unit"]["id"]: item for item in demo.all_items(path, demo.admin)}
    assert sorted(children) == known.communes_2023()
    for unit, item in children.items():
        assert known.core(item["values"]) == known.sums(set(MONTHS), {unit}), unit
        assert item["org_unit"]["level"] == "commune"
        assert item["reports"]["expected"] == 12


def test_a_target_of_the_next_year_is_named_and_met(demo):
    answer = demo.aggregate(known.DISTRICT, "2023").json
    target = answer["indicators"]["anc4_rate"]["target"]
    wanted = {"op": ">=", "value": 80, "year": 2024, "met": True}
    assert wanted.items() <= target.items()


@pytest.mark.parametrize("unit", [known.DISTRICT, known.PROVINCE, known.NATION])
def test_the_page_says_what_the_json_says(demo, unit):
    page = demo.get(f"/units/{unit}?period=2023", demo.admin)
    assert (page.status, page.media_type) == (200, "text/html")
    assert page.text.lstrip().lower().startswith("<!doctype html>")
    for figure in ("1.580", "99,4", "85,0", "26,9"):
        assert figure in page.text, figure


def test_a_page_gives_the_apis_json_at_its_json_address(demo):
    by_page = demo.get(f"/units/{known.DISTRICT}.json?period=2023", demo.admin)
    assert by_page.status == 200 and by_page.media_type == "application/json"
    assert by_page.json == demo.aggregate(known.DISTRICT, "2023").json


VALUES = {
    "deliveries_at_station": 3, "deliveries_other_facility": 4,
    "deliveries_outside_facility": 1, "deliveries_anc4": 7, "live_births_male": 5,
    "live_births_female": 3,
}


def births(server, units, period):
    """The sum of each unit, as JSON and as its page shows that there is one."""
    return [server.sum(unit, period, "live_births") or 0 for unit in units]


def test_a_new_report_is_in_every_sum_above_it_at_the_next_request(demo, place):
    units = [place.commune, place.district, place.province, known.NATION]
    reporter = demo.folder.token(place.commune, "reporter")
    before = births(demo, units, "2024-03")

    def above():
        return [a - b for a, b in zip(births(demo, units, "2024-03"), before)]

    first = demo.post(running.report(place.commune, "2024-03", VALUES), reporter)
    assert first.status == 201, first
    address = f"{place.commune}/mnch/2024-03"
    assert first.headers["Location"].endswith(f"{running.API}/reports/{address}")
    assert first.etag == '"1"' and first.report["revision"] == 1
    assert first.report["values"]["live_births"] == 8, "the computed total is filled in"
    assert above() == [8, 8, 8, 8]

    again = demo.post(running.report(place.commune, "2024-03", VALUES), reporter)
    assert (again.status, again.report["revision"]) == (200, 1)
    assert again.report["seq"] == first.report["seq"]
    assert above() == [8, 8, 8, 8]

    more = {**VALUES, "live_births_male": 6}
    second = demo.post(running.report(place.commune, "2024-03", more), reporter)
    assert (second.status, second.report["revision"], second.etag) == (200, 2, '"2"')
    assert above() == [9, 9, 9, 9]

    less = {**VALUES, "live_births_male": 0}
    third = demo.post(running.report(place.commune, "2024-03", less), reporter)
    assert (third.status, third.report["revision"]) == (200, 3)
    assert above() == [3, 3, 3, 3]


def test_the_pages_above_follow_a_report_at_once(demo):
    commune = known.communes_2023()[0]
    reporter = demo.folder.token(commune, "reporter")
    for count in (20_123, 31_459):
        values = {"anc_visits": count}
        assert demo.post(running.report(commune, "2024-02", values), reporter).status < 300
        for unit in (known.DISTRICT, known.PROVINCE, known.NATION):
            page = demo.get(f"/units/{unit}?period=2024-02", demo.admin).text
            assert f"{count:,}".replace(",", ".") in page, unit


def test_figures_say_their_journal_position(demo, commune):
    posted = demo.post(running.report(commune, "2024-04", {"anc_visits": 1}), demo.admin)
    answer = demo.aggregate(commune, "2024-04")
    assert answer.json["seq"] == posted.report["seq"]
    assert int(answer.headers["Mebe-Seq"]) >= posted.report["seq"]
