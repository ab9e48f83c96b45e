"""Revisions as entity tags: a stale save is refused with the difference, an unchanged answer
is not sent again."""

import pytest

import known
import running

PERIOD = "2024-07"


def test_a_stale_save_is_refused_with_the_difference(demo, commune):
    address = f"{commune}/mnch/{PERIOD}"
    demo.put(address, {"values": {"anc_visits": 1, "gyn_exams": 5}}, demo.admin)
    demo.put(address, {"values": {"anc_visits": 2, "gyn_exams": 5}}, demo.admin)
    mine = {"anc_visits": 3, "gyn_exams": 5, "newborn_bcg": 1}
    answer = demo.put(address, {"values": mine}, demo.admin, if_match='"1"')
    assert answer.status == 412 and answer.media_type == "application/problem+json"
    problem = answer.json
    assert sorted(problem["different"]) == ["anc_visits", "newborn_bcg"]
    assert problem["yours"]["values"] == mine
    assert problem["current"]["values"] == {"anc_visits": 2, "gyn_exams": 5}
    assert problem["current"]["revision"] == 2
    assert demo.stored(address).report["revision"] == 2


def test_the_current_revision_may_be_replaced(demo, commune):
    address = f"{commune}/mnch/{PERIOD}"
    first = demo.put(address, {"values": {"anc_visits": 1}}, demo.admin)
    second = demo.put(address, {"values": {"anc_visits": 2}}, demo.admin, if_match=first.etag)
    assert (second.status, second.etag) == (200, '"2"')
    body = running.report(commune, PERIOD, {"anc_visits": 3})
    assert demo.post(body, demo.admin, if_match='"1", "2"').status == 200
    assert demo.post(body, demo.admin, if_match="*").status == 200


@pytest.mark.parametrize("tag", ['"1"', "*"])
def test_a_condition_on_a_report_that_is_not_there_fails(demo, commune, tag):
    body = running.report(commune, PERIOD, {"anc_visits": 1})
    assert demo.post(body, demo.admin, if_match=tag).status == 412
    assert demo.stored(f"{commune}/mnch/{PERIOD}").status == 404


def test_a_weak_tag_never_matches(demo, commune):
    address = f"{commune}/mnch/{PERIOD}"
    demo.put(address, {"values": {"anc_visits": 1}}, demo.admin)
    answer = demo.put(address, {"values": {"anc_visits": 2}}, demo.admin, if_match='W/"1"')
    assert answer.status == 412


def test_a_first_save_can_ask_that_there_be_none(demo, commune):
    address = f"{commune}/mnch/{PERIOD}"
    body = {"values": {"anc_visits": 1}}
    assert demo.put(address, body, demo.admin, if_none_match="*").status == 201
    body = {"values": {"anc_visits": 2}}
    assert demo.put(address, body, demo.admin, if_none_match="*").status == 412


def test_a_malformed_condition_is_a_bad_request(demo, commune):
    body = running.report(commune, PERIOD, {"anc_visits": 1})
    assert demo.post(body, demo.admin, if_match="1").status == 400


def test_without_a_condition_the_last_write_wins(demo, commune):
    address = f"{commune}/mnch/{PERIOD}"
    for count in (1, 2, 3):
        assert demo.put(address, {"values": {"anc_visits": count}}, demo.admin).status < 300
    assert demo.stored(address).report["values"] == {"anc_visits": 3}


@pytest.mark.parametrize("path", [
    f"{running.API}/reports/{known.communes_2023()[0]}/mnch/2023-01",
    running.aggregate_path(known.DISTRICT, "2023"),
    running.aggregate_path(known.DISTRICT, "2023", below="/children"),
    f"{running.API}/org-units?level=province", f"{running.API}/forms",
    f"{running.API}/indicators", f"/units/{known.DISTRICT}?period=2023",
    f"/units/{known.DISTRICT}.json?period=2023",
])
def test_what_is_unchanged_is_not_sent_again(demo, path):
    first = demo.get(path, demo.admin)
    assert first.status == 200 and first.etag, first.headers
    again = demo.get(path, demo.admin, if_none_match=first.etag)
    assert (again.status, again.body, again.etag) == (304, b"", first.etag)
    other = demo.get(path, demo.admin, if_none_match='"other"')
    assert (other.status, other.body) == (200, first.body)


def test_a_tag_changes_with_what_it_stands_for(demo, place):
    paths = [running.aggregate_path(unit, PERIOD) for unit in (place.district, known.NATION)]
    paths.append(f"/units/{place.district}?period={PERIOD}")
    before = [demo.get(path, demo.admin).etag for path in paths]
    demo.post(running.report(place.commune, PERIOD, {"anc_visits": 6}), demo.admin)
    for path, tag in zip(paths, before):
        answer = demo.get(path, demo.admin, if_none_match=tag)
        assert (answer.status, answer.etag != tag) == (200, True), path


def test_an_unrelated_report_leaves_a_districts_tag(demo, place):
    path = running.aggregate_path(known.DISTRICT, "2023")
    tag = demo.get(path, demo.admin).etag
    demo.post(running.report(place.commune, PERIOD, {"anc_visits": 6}), demo.admin)
    assert demo.get(path, demo.admin, if_none_match=tag).status == 304
