"""A demonstration is open to anyone, but never so far that one station shows through."""

import pytest

import known
import running

PERIOD = "2024-09"


@pytest.mark.parametrize("unit", [known.NATION, known.PROVINCE, known.DISTRICT])
def test_sums_of_nation_province_and_district_are_open(demo, unit):
    open_answer = demo.get(running.aggregate_path(unit, "2023"))
    assert open_answer.status == 200
    values = known.core(open_answer.json["values"])
    assert values["live_births"] == {"value": 1580, "units": 23}
    page = demo.get(f"/units/{unit}?period=2023")
    assert (page.status, page.media_type) == (200, "text/html")
    assert "1.580" in page.text
    assert demo.get(f"/units/{unit}.json?period=2023").status == 200


def test_a_communes_figures_stay_closed(demo):
    commune = known.communes_2023()[0]
    for path in (
        running.aggregate_path(commune, "2023"), f"/units/{commune}?period=2023",
        f"/units/{commune}.json?period=2023", f"/units/{commune}/reports/mnch/2023-01",
        f"{running.API}/reports/{commune}/mnch/2023-01",
        f"{running.API}/reports/{commune}/mnch/2023-01/revisions",
        f"/review/{known.DISTRICT}?period=2023-01",
    ):
        assert demo.get(path).status in (302, 303, 401, 403), path
    stranger = demo.folder.token("VN-2024-026", "admin")
    assert demo.get(running.aggregate_path(commune, "2023"), stranger).status == 403


def test_a_districts_children_are_not_listed_to_strangers(demo):
    answer = demo.get(running.aggregate_path(known.DISTRICT, "2023", below="/children"))
    assert answer.status == 200 and answer.json["items"] == []
    page = demo.get(f"/units/{known.DISTRICT}?period=2023").text
    assert not [unit for unit in known.communes_2023() if unit in page]


def test_provinces_and_districts_are_listed_to_anyone(demo):
    nation = demo.get(running.aggregate_path(known.NATION, "2023", below="/children"))
    assert known.PROVINCE in [item["org_unit"]["id"] for item in nation.json["items"]]
    province = demo.get(running.aggregate_path(known.PROVINCE, "2023", below="/children"))
    assert known.DISTRICT in [item["org_unit"]["id"] for item in province.json["items"]]


def test_a_sum_of_fewer_than_three_units_is_not_shown(demo, place):
    period, values = PERIOD, {"anc_visits": 34_567}
    path = running.aggregate_path(place.district, period)
    units = [place.commune, *place.others[:2]]
    for count, unit in enumerate(units, start=1):
        assert demo.post(running.report(unit, period, values), demo.admin).status == 201
        answer = demo.get(path)
        shown = answer.status == 200 and "anc_visits" in answer.json["values"]
        assert shown == (count >= 3), (count, answer)
        page = demo.get(f"/units/{place.district}?period={period}").text
        for sum in (34_567, 69_134):
            assert f"{sum:,}".replace(",", ".") not in page
    values = known.core(demo.get(path).json["values"])
    assert values["anc_visits"] == {"value": 3 * 34_567, "units": 3}
    stranger = demo.folder.token("VN-2024-026", "viewer")
    assert demo.get(path, stranger).status == 200


def test_each_element_of_a_public_sum_rests_on_three_units(demo, place):
    period = "2024-10"
    for unit in (place.commune, *place.others[:2]):
        values = {"anc_visits": 5}
        if unit == place.commune:
            values.update(gyn_exams=77, gyn_treatments=7)
        assert demo.post(running.report(unit, period, values), demo.admin).status == 201
    answer = demo.get(running.aggregate_path(place.district, period)).json
    assert known.core(answer["values"]) == {"anc_visits": {"value": 15, "units": 3}}
    for code, indicator in answer["indicators"].items():
        assert indicator["numerator"] not in (77, 7), code
    own = demo.aggregate(place.district, period).json["values"]
    assert known.core(own)["gyn_exams"] == {"value": 77, "units": 1}


def test_no_child_shows_a_sum_of_fewer_than_three_units(demo, place):
    period = "2024-11"
    values = {"anc_visits": 45_678}
    assert demo.post(running.report(place.commune, period, values), demo.admin).status == 201
    for unit in (place.province, known.NATION):
        text = demo.get(running.aggregate_path(unit, period, below="/children")).text
        assert "45678" not in text
        page = demo.get(f"/units/{unit}?period={period}").text
        assert "45.678" not in page


def test_a_years_page_shows_no_month_of_fewer_than_three_units(demo, place):
    for unit in (place.commune, *place.others[:2]):
        values = {"deliveries_anc4": 5, "deliveries_total": 8}
        assert demo.post(running.report(unit, "2022-07", values), demo.admin).status == 201
    alone = {"deliveries_anc4": 137, "deliveries_total": 1_009}
    assert demo.post(running.report(place.commune, "2022-08", alone), demo.admin).status == 201
    path = f"/units/{place.district}?period=2022&indicator=anc4_rate"
    for told in ("1.009", "13,6"):
        assert told not in demo.get(path).text
        assert told in demo.get(path, demo.admin).text, "those who sign in see it"
