"""Sums through time: boundaries of then and of today, changed names, stocks, bad questions."""

import pytest

import known
import running

YEAR = set(range(1, 13))
INTO_BAC_QUANG = {"VN-2024-01153", "VN-2024-01183", "VN-2024-01189"}


def test_todays_commune_reads_its_predecessors_reports(demo):
    answer = demo.aggregate("VN-2025-01153", "2023", boundaries="current")
    assert answer.status == 200, answer
    assert answer.json["boundaries"] == "current"
    assert values(answer) == {
        code: sum["value"] for code, sum in known.sums(YEAR, INTO_BAC_QUANG).items()}


def test_todays_province_reads_all_of_the_district(demo):
    answer = demo.aggregate("VN-2025-08", "2023", boundaries="current")
    assert values(answer) == known.expected()["values"]
    children = demo.all_items(
        running.aggregate_path("VN-2025-08", "2023", "current", "/children"), demo.admin)
    for code, whole in known.expected()["values"].items():
        parts = [item["values"].get(code, {}).get("value", 0) for item in children]
        assert sum(parts) == whole, code


def values(answer):
    return {code: sum["value"] for code, sum in answer.json["values"].items()}


@pytest.mark.parametrize("unit, successors", [
    ("VN-2024-01153", ["VN-2025-01153"]), ("VN-2024-02593", None), (known.DISTRICT, []),
])
def test_a_closed_unit_has_no_figures_in_todays_boundaries(demo, unit, successors):
    answer = demo.aggregate(unit, "2023", boundaries="current")
    assert (answer.status, answer.media_type) == (422, "application/problem+json")
    found = answer.json["successors"]
    assert isinstance(found, list)
    assert successors is None or found == successors
    assert unit not in found


@pytest.mark.parametrize("unit, period", [("VN-2025-01153", "2023"), ("VN-2025-08", "2025-H1"),
                                          (known.DISTRICT, "2025-H2")])
def test_a_unit_that_did_not_exist_in_the_range_is_refused(demo, unit, period):
    answer = demo.aggregate(unit, period)
    assert answer.status == 422
    assert answer.errors[0]["parameter"] == "unit" or answer.json["parameter"] == "unit"


@pytest.mark.parametrize("query, parameter", [
    ("form=mnch&period=2023-13", "period"), ("form=mnch&period=2023-Q5", "period"),
    ("form=mnch&period=x", "period"), ("form=nosuch&period=2023", "form"),
    ("form=mnch&period=2023&boundaries=then", "boundaries"),
    ("form=mnch&period=", "period"), ("form=mnch&period=2023-00", "period"),
])
@pytest.mark.parametrize("below", ["", "/children"])
def test_a_bad_question_is_answered_with_its_parameter(demo, query, parameter, below):
    path = f"{running.API}/aggregates/{known.DISTRICT}{below}?{query}"
    answer = demo.get(path, demo.admin)
    assert (answer.status, answer.media_type) == (422, "application/problem+json")
    assert [error["parameter"] for error in answer.errors] == [parameter]


def test_an_unknown_unit_has_no_aggregate(demo):
    answer = demo.get(running.aggregate_path("nosuch", "2023"), demo.admin)
    assert (answer.status, answer.media_type) == (404, "application/problem+json")


def test_children_carry_name_and_level_of_their_last_day(demo):
    def child(unit, period):
        path = running.aggregate_path(known.NATION, period, below="/children")
        items = {item["org_unit"]["id"]: item["org_unit"]
                 for item in demo.all_items(path, demo.admin)}
        return items.get(unit), len(items)

    assert child("VN-2024-46", "2024") == (
        {"id": "VN-2024-46", "name": "Tỉnh Thừa Thiên Huế", "level": "province"}, 63)
    huế = {"id": "VN-2024-46", "name": "Thành phố Huế", "level": "province"}
    assert child("VN-2024-46", "2025-Q1") == (huế, 63)
    assert child("VN-2024-46", "2025") == (huế, 63 + 34), "every province of the year"
    assert child("VN-2024-46", "2025-Q3") == (None, 34)


def test_a_commune_that_changed_its_district_is_a_child_of_each_in_its_time(demo):
    def children(district, period):
        path = running.aggregate_path(district, period, below="/children")
        return [item["org_unit"]["id"] for item in demo.all_items(path, demo.admin)]

    assert "VN-2024-07525" in children("VN-2024-219", "2024")
    assert "VN-2024-07525" in children("VN-2024-224", "2025-Q1")
    assert "VN-2024-07525" not in children("VN-2024-219", "2025-Q1")


def test_a_stock_is_each_units_last_figure_and_a_flow_all_of_them(demo, place):
    first, second = place.commune, place.others[0]
    for unit, month, pregnant, visits in (
        (first, 1, 10, 1), (first, 3, 12, 2), (second, 2, 7, 4), (second, 6, 5, 8),
    ):
        body = running.report(
            unit, f"2021-{month:02d}", {"pregnant_current": pregnant, "anc_visits": visits})
        assert demo.post(body, demo.admin).status == 201

    def sums(period):
        found = demo.aggregate(place.district, period).json["values"]
        return tuple(found.get(code, {}).get("value")
                     for code in ("pregnant_current", "anc_visits"))

    assert sums("2021-01") == (10, 1)
    assert sums("2021-Q1") == (12 + 7, 1 + 2 + 4)
    assert sums("2021-Q2") == (5, 8)
    assert sums("2021-H1") == sums("2021") == sums("2021-9M") == (12 + 5, 15)
    assert sums("2021-02/ytd") == (10 + 7, 5)
    assert sums("2021-Q4") == (None, None)
    blank = running.report(second, "2021-06", {"anc_visits": 8})
    assert demo.post(blank, demo.admin).status == 200
    assert sums("2021") == (12 + 7, 15), "a withdrawn figure gives way to the one before"


def test_a_unit_without_reports_is_expected_but_gives_nothing(demo, place):
    answer = demo.aggregate(place.district, "2022-02").json
    assert answer["values"] == {} and answer["reports"]["received"] == 0
    assert answer["reports"]["expected"] == 1 + len(place.others)
    assert all(figure["value"] is None for figure in answer["indicators"].values())


def test_the_future_expects_nothing(demo):
    answer = demo.aggregate(known.NATION, "2031-01").json
    assert answer["reports"] == {"expected": 0, "received": 0, "on_time": 0, "accepted": 0}


def test_a_rate_without_its_denominator_is_unknown(demo, place):
    values = {"deliveries_anc4": 0, "deliveries_total": 0, "newborn_lt2500": 3}
    assert demo.post(running.report(place.commune, "2022-03", values), demo.admin).status == 201
    indicators = demo.aggregate(place.district, "2022-03").json["indicators"]
    assert indicators["anc4_rate"]["value"] is None
    assert indicators["low_birth_weight_rate"]["value"] is None
    assert indicators["low_birth_weight_rate"]["numerator"] == 3


def test_a_rate_is_never_an_average(demo, place):
    for unit, above, below in ((place.commune, 1, 1), (place.others[0], 0, 9)):
        values = {"deliveries_anc4": above, "deliveries_total": below}
        assert demo.post(running.report(unit, "2022-04", values), demo.admin).status == 201
    rate = demo.aggregate(place.district, "2022-04").json["indicators"]["anc4_rate"]
    assert (rate["value"], rate["numerator"], rate["denominator"]) == (10, 1, 10)
