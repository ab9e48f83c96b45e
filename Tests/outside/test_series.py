"""Series: the same figures as the aggregates, across the days on which units begin and end."""

import pytest

import known
import running


def series(server, unit, query, token=None):
    return server.get(f"{running.API}/series/{unit}?{query}", token or server.admin)


def items(server, unit, query):
    answer = series(server, unit, query)
    assert answer.status == 200, answer
    assert set(answer.json) == {"items", "next"} and answer.json["next"] is None
    return {item["period"]: item for item in answer.json["items"]}


@pytest.mark.parametrize("boundaries, unit", [
    ("reported", known.DISTRICT), ("reported", "VN-2024-01153"), ("current", "VN-2025-08"),
    ("current", "VN-2025-01153"), ("reported", known.NATION),
])
def test_each_item_is_the_aggregates_figure(demo, boundaries, unit):
    rates = items(demo, unit, f"indicator=anc4_rate&from=2023-01&to=2023-12&boundaries={boundaries}")
    visits = items(demo, unit, f"element=anc_visits&from=2023-01&to=2023-12&boundaries={boundaries}")
    assert list(rates) == list(visits) == [f"2023-{month:02d}" for month in range(1, 13)]
    for period in ("2023-01", "2023-07"):
        whole = demo.aggregate(unit, period, boundaries=boundaries).json
        figure = whole["indicators"]["anc4_rate"]
        assert {key: rates[period][key] for key in figure} == figure
        sum = whole["values"]["anc_visits"]
        assert {key: visits[period][key] for key in sum} == sum
        assert visits[period]["numerator"] == sum["value"]
        assert visits[period]["denominator"] is None


@pytest.mark.parametrize("step, periods", [
    ("quarter", ["2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4"]), ("year", ["2023"]),
    ("half", ["2023-H1", "2023-H2"]),
])
def test_longer_steps_are_whole_periods(demo, step, periods):
    found = items(demo, known.DISTRICT, f"element=live_births&from=2023-02&to=2023-11&step={step}")
    assert list(found) == periods
    assert sum(item["value"] for item in found.values()) == 1580


def test_a_district_ends_and_a_province_begins_within_a_series(demo):
    query = "element=live_births&from=2025-05&to=2025-08"
    old, new = items(demo, known.DISTRICT, query), items(demo, "VN-2025-08", query)
    assert [item.get("reason") for item in old.values()] == ["no_data"] * 2 + ["ended"] * 2
    assert [item.get("reason") for item in new.values()] == ["not_yet"] * 2 + ["no_data"] * 2
    assert all(item["value"] is None for item in [*old.values(), *new.values()])
    commune = items(demo, "VN-2024-01153", query)
    assert [item.get("reason") for item in commune.values()] == ["no_data"] * 2 + ["ended"] * 2


def test_a_unit_that_was_there_in_no_period_is_refused(demo):
    answer = series(demo, "VN-2025-08", "element=live_births&from=2023-01&to=2023-12")
    assert (answer.status, answer.errors[0]["parameter"]) == (422, "unit")
    answer = series(
        demo, known.DISTRICT, "element=live_births&from=2023-01&to=2023-12&boundaries=current")
    assert answer.status == 422 and answer.json["successors"] == []


@pytest.mark.parametrize("query, parameter", [
    ("", "indicator"), ("indicator=nosuch", "indicator"), ("element=nosuch", "element"),
    ("indicator=anc4_rate&element=live_births", "element"),
    ("element=live_births&from=x", "from"), ("element=live_births&to=2023-13", "to"),
    ("element=live_births&from=2023-05&to=2023-04", "to"),
    ("element=live_births&from=1900-01&to=2023-04", "from"),
    ("element=live_births&step=week", "step"), ("element=live_births&form=nosuch", "form"),
    ("element=live_births&boundaries=then", "boundaries"),
])
def test_a_bad_question_is_answered_with_its_parameter(demo, query, parameter):
    answer = series(demo, known.DISTRICT, query)
    assert (answer.status, answer.media_type) == (422, "application/problem+json")
    assert [error["parameter"] for error in answer.errors] == [parameter]


def test_the_longest_series_is_answered(demo):
    found = items(demo, known.NATION, "element=live_births&from=2005-01&to=2024-12")
    assert len(found) == 240
    assert found["2023-06"]["value"] and found["2005-01"]["reason"] == "no_data"


def test_unknown_units_and_strangers(demo, place):
    assert series(demo, "nosuch", "element=live_births").status == 404
    query = "element=live_births&from=2023-01&to=2023-12"
    outsider = demo.folder.token(place.commune, "reporter")
    assert series(demo, place.others[0], query, outsider).status == 403
    assert series(demo, place.commune, query, outsider).status == 200
    path = f"{running.API}/series/{{}}?{query}"
    assert demo.get(path.format(place.commune)).status == 401
    assert demo.get(path.format(known.DISTRICT)).status == 200, "sums are public in this example"


def test_the_tag_stays_while_the_series_does(demo, place):
    query = "element=gyn_exams&from=2022-01&to=2022-12"
    path = f"{running.API}/series/{place.district}?{query}"
    first = demo.get(path, demo.admin)
    other = demo.get(f"{running.API}/series/{place.others[0]}?{query}", demo.admin)
    assert demo.get(path, demo.admin, if_none_match=first.etag).status == 304
    body = running.report(place.commune, "2022-05", {"gyn_exams": 4})
    assert demo.post(body, demo.admin).status == 201
    again = demo.get(path, demo.admin, if_none_match=first.etag)
    assert again.status == 200 and again.etag != first.etag
    assert {i["period"]: i["value"] for i in again.json["items"]}["2022-05"] == 4
    assert again.headers["Mebe-Seq"]
    same = demo.get(f"{running.API}/series/{place.others[0]}?{query}", demo.admin)
    assert same.etag == other.etag
