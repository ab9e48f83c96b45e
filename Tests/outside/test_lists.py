"""Units, forms and indicators: public lists, page by page."""

import urllib.parse

import pytest

import known
import running

UNITS = f"{running.API}/org-units"


@pytest.mark.parametrize("day, counts", [
    ("2024-01-31", (63, 705, 10_598)), ("2024-12-31", (63, 701, 10_322)),
    ("2025-06-30", (63, 696, 10_035)), ("2025-07-01", (34, 0, 3_321)),
])
def test_the_country_of_a_day(demo, day, counts):
    for level, count in zip(("province", "district", "commune"), counts):
        items = demo.all_items(f"{UNITS}?level={level}&as_of={day}")
        assert len(items) == count, level
        assert len({item["id"] for item in items}) == count
        assert {item["level"] for item in items} <= {level}


def test_a_district_lists_its_communes(demo):
    items = demo.all_items(f"{UNITS}?parent={known.DISTRICT}&as_of=2024-01-31")
    assert sorted(item["id"] for item in items) == known.communes_2023()
    assert {item["parent"] for item in items} == {known.DISTRICT}
    assert demo.all_items(f"{UNITS}?parent={known.DISTRICT}&as_of=2025-07-01") == []
    assert demo.all_items(f"{UNITS}?parent={known.DISTRICT}") == [], "today it is closed"


def test_a_name_is_that_of_the_day(demo):
    for day, name in (("2024-12-31", "Tỉnh Thừa Thiên Huế"), ("2025-01-01", "Thành phố Huế")):
        items = demo.all_items(f"{UNITS}?level=province&as_of={day}")
        assert {item["id"]: item["name"] for item in items}["VN-2024-46"] == name


def test_today_the_country_has_two_levels(demo):
    items = demo.all_items(f"{UNITS}?parent=VN")
    assert {item["level"] for item in items} == {"province"}
    assert "VN-2025-08" in [item["id"] for item in items]


@pytest.mark.parametrize("words", [
    "bac quang", "Bắc Quang", "BAC QUANG", "bắc quang", "Ba\u0306\u0301c Quang", "huyen bac q",
])
def test_a_search_needs_no_diacritics_and_no_case(demo, words):
    query = urllib.parse.quote(words)
    items = demo.all_items(f"{UNITS}?q={query}&as_of=2024-01-31")
    assert known.DISTRICT in [item["id"] for item in items]
    assert all("Quang" in item["name"] for item in items)


def test_a_search_finds_the_letter_that_has_no_mark_to_lose(demo):
    items = demo.all_items(f"{UNITS}?q=dong%20thanh&as_of=2024-01-31&level=commune")
    assert "VN-2024-01219" in [item["id"] for item in items], "Đông Thành"


def test_a_search_for_nothing_known_is_empty(demo):
    assert demo.all_items(f"{UNITS}?q=zzzz") == []


def test_a_list_comes_page_by_page(demo):
    first = demo.get(f"{UNITS}?level=commune").json
    assert first["next"] and len(first["items"]) < 3_321
    second = demo.get(f"{UNITS}?level=commune&cursor={first['next']}").json
    seen = {item["id"] for item in first["items"]}
    assert not seen & {item["id"] for item in second["items"]}


@pytest.mark.parametrize("query, parameter", [
    ("as_of=yesterday", "as_of"), ("as_of=2024-02-30", "as_of"), ("cursor=x", "cursor"),
    ("cursor=-1", "cursor"), ("parent=nosuch", "parent"),
])
def test_a_bad_parameter_is_named(demo, query, parameter):
    answer = demo.get(f"{UNITS}?{query}")
    assert (answer.status, answer.media_type) == (422, "application/problem+json")
    [error] = answer.errors
    assert error["parameter"] == parameter and "pointer" not in error
    assert error["message_vi"] and error["message_en"]


def test_units_are_public(closed):
    for path in (f"{UNITS}?level=province", f"{running.API}/forms", f"{running.API}/indicators"):
        assert closed.get(path).status == 200, path


def test_every_form_version_is_listed_with_its_elements_and_rules(demo):
    answer = demo.get(f"{running.API}/forms").json
    assert answer["next"] is None
    given = [(f["code"], f["version"], f["valid_from"]) for f in answer["items"]]
    wanted = [(f["code"], f["version"], f["valid_from"]) for f in known.catalogue()["forms"]]
    assert given == wanted
    for found, form in zip(answer["items"], known.catalogue()["forms"]):
        codes = [[e["code"] for e in section["elements"]] for section in found["sections"]]
        assert codes == [section["elements"] for section in form["sections"]]
        assert len(found["rules"]) == len(known.catalogue()["rules"])


def test_every_indicator_is_listed(demo):
    items = demo.get(f"{running.API}/indicators").json["items"]
    wanted = {i["code"]: i for i in known.catalogue()["indicators"]}
    assert [item["code"] for item in items] == list(wanted)
    for item in items:
        assert item["numerator"] == wanted[item["code"]]["numerator"]
        assert item["per"] == wanted[item["code"]].get("per", 1)
        assert item["label_vi"] and item["label_en"]
