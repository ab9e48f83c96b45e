"""One report: what comes back, its revisions, drafts, dry runs, and what counts as a number."""

import re

import pytest

import known
import running

PERIOD = "2024-05"
FIELDS = {
    "org_unit", "form", "form_version", "period", "status", "revision", "seq", "values",
    "explanations", "note", "received_at", "received_first", "by",
}


def test_a_report_comes_back_as_it_was_sent(demo, commune):
    sent = running.report(
        commune, PERIOD, {"anc_visits": 12, "gyn_exams": 0, "newborn_bcg": "na"},
        note="Trạm mất điện hai ngày", explanations={})
    posted = demo.post(sent, demo.admin)
    assert posted.status == 201 and posted.media_type == "application/json"
    found = demo.stored(f"{commune}/mnch/{PERIOD}")
    assert found.status == 200 and found.etag == posted.etag == '"1"'
    assert FIELDS <= found.report.keys()
    assert found.report == posted.report
    for key in ("org_unit", "form", "period", "values", "note"):
        assert found.report[key] == sent[key], key
    assert found.report["form_version"] == "tt37-2019"
    assert found.report["status"] == "submitted"
    assert found.report["received_at"] == found.report["received_first"]
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+07:00)", found.report["received_at"])
    assert found.report["by"]


def test_put_takes_the_same_body_without_the_keys_of_its_address(demo, commune):
    address = f"{commune}/mnch/{PERIOD}"
    made = demo.put(address, {"values": {"anc_visits": 5}}, demo.admin)
    assert made.status == 201, made
    assert demo.put(address, {"values": {"anc_visits": 5}}, demo.admin).status == 200
    changed = demo.put(address, {"values": {"gyn_exams": 2}}, demo.admin)
    assert (changed.status, changed.report["revision"]) == (200, 2)
    assert changed.report["values"] == {"gyn_exams": 2}, "a code left out is blank"
    agreeing = demo.put(address, running.report(commune, PERIOD, {"gyn_exams": 2}), demo.admin)
    assert (agreeing.status, agreeing.report["revision"]) == (200, 2)


def test_put_refuses_keys_that_differ_from_its_address(demo, commune):
    body = running.report(commune, "2024-06", {"anc_visits": 5})
    answer = demo.put(f"{commune}/mnch/{PERIOD}", body, demo.admin)
    assert (answer.status, answer.pointers) == (422, ["/period"])
    assert demo.stored(f"{commune}/mnch/{PERIOD}").status == 404


@pytest.mark.parametrize("change", [
    {"values": {"anc_visits": 4}}, {"note": "đã xem lại"}, {"status": "draft"},
    {"explanations": {"gyn_treatments__at_most__gyn_exams": "khám ở huyện"}},
], ids=lambda change: next(iter(change)))
def test_any_difference_makes_a_revision_and_the_same_again_none(demo, commune, change):
    first = running.report(commune, PERIOD, {"anc_visits": 3})
    assert demo.post(first, demo.admin).status == 201
    for _ in range(2):
        answer = demo.post({**first, **change}, demo.admin)
        assert (answer.status, answer.report["revision"]) == (200, 2), answer


def test_all_revisions_stay_with_who_and_when(demo, place):
    reporter = demo.folder.token(place.commune, "reporter", "--name", "Chị Hoa")
    district = demo.folder.token(place.district, "admin", "--name", "Anh Nam")
    for count, token in ((1, reporter), (2, district), (3, reporter)):
        body = running.report(place.commune, PERIOD, {"anc_visits": count}, note=f"lần {count}")
        demo.post(body, token)
    found = demo.stored(f"{place.commune}/mnch/{PERIOD}/revisions")
    assert found.status == 200 and found.json["next"] is None
    items = found.json["items"]
    assert [item["revision"] for item in items] == [1, 2, 3]
    assert [item["values"]["anc_visits"] for item in items] == [1, 2, 3]
    assert [item["note"] for item in items] == ["lần 1", "lần 2", "lần 3"]
    assert [item["by"] for item in items] == ["Chị Hoa", "Anh Nam", "Chị Hoa"]
    seqs = [item["seq"] for item in items]
    assert seqs == sorted(set(seqs))
    assert {item["received_first"] for item in items} == {items[0]["received_at"]}


def test_a_draft_enters_no_sum_and_hides_none(demo, place):
    commune, address = place.commune, f"{place.commune}/mnch/{PERIOD}"

    def state():
        answer = demo.aggregate(commune, PERIOD).json
        return answer["values"].get("anc_visits", {}).get("value"), answer["reports"]["received"]

    draft = running.report(commune, PERIOD, {"anc_visits": 7}, status="draft")
    assert demo.post(draft, demo.admin).status == 201
    assert state() == (None, 0)
    assert demo.stored(address).report["status"] == "draft"
    sent = running.report(commune, PERIOD, {"anc_visits": 8}, status="submitted")
    assert demo.post(sent, demo.admin).report["revision"] == 2
    assert state() == (8, 1)
    beside = running.report(commune, PERIOD, {"anc_visits": 9}, status="draft")
    assert demo.post(beside, demo.admin).report["revision"] == 3
    assert state() == (8, 1), "the last submitted revision stands"
    assert demo.stored(address).report["values"] == {"anc_visits": 9}
    assert demo.aggregate(place.district, PERIOD).json["reports"]["received"] == 1


def test_error_rules_bind_submitted_reports_and_not_drafts(demo, commune):
    values = {"deliveries_anc4": 9, "deliveries_at_station": 1, "deliveries_other_facility": 1,
              "deliveries_outside_facility": 0}
    draft = running.report(commune, PERIOD, values, status="draft")
    assert demo.post(draft, demo.admin).status == 201
    sent = demo.post({**draft, "status": "submitted"}, demo.admin)
    assert sent.status == 422 and "/values/deliveries_anc4" in sent.pointers
    assert demo.stored(f"{commune}/mnch/{PERIOD}").report["status"] == "draft"


def test_a_draft_must_still_be_readable(demo, commune):
    draft = running.report(commune, PERIOD, {"anc_visits": -1, "no_such": 1}, status="draft")
    answer = demo.post(draft, demo.admin)
    assert answer.status == 422
    assert set(answer.pointers) == {"/values/anc_visits", "/values/no_such"}


def test_a_broken_warning_is_stored_and_returned(demo, commune):
    answer = demo.post(
        running.report(commune, PERIOD, {"gyn_exams": 1, "gyn_treatments": 2}), demo.admin)
    assert answer.status == 201
    [warning] = answer.json["warnings"]
    assert warning["rule"] == "gyn_treatments__at_most__gyn_exams"
    assert warning["pointer"] == "/values/gyn_treatments"
    assert warning["message_vi"] and warning["message_en"]
    assert demo.sum(commune, PERIOD, "gyn_treatments") == 2
    assert demo.stored(f"{commune}/mnch/{PERIOD}").json["warnings"] == [warning]


def test_a_rule_is_checked_only_when_all_its_elements_have_a_number(demo, commune):
    values = {"gyn_treatments": 5, "deliveries_anc4": 9, "gyn_exams": "na",
              "deliveries_total": None}
    answer = demo.post(running.report(commune, PERIOD, values), demo.admin)
    assert (answer.status, answer.json["warnings"]) == (201, [])


def test_a_dry_run_checks_and_stores_nothing(demo, commune):
    good = running.report(commune, PERIOD, {"gyn_exams": 1, "gyn_treatments": 2})
    tried = demo.post(good, demo.admin, query="?dry_run=true")
    assert tried.status == 200, tried
    assert [w["pointer"] for w in tried.json["warnings"]] == ["/values/gyn_treatments"]
    assert demo.stored(f"{commune}/mnch/{PERIOD}").status == 404
    bad = running.report(commune, PERIOD, {"anc_visits": -1})
    assert demo.post(bad, demo.admin, query="?dry_run=true").status == 422
    assert demo.post(good, demo.admin, query="?dry_run=false").status == 201
    changed = running.report(commune, PERIOD, {"gyn_exams": 9})
    assert demo.post(changed, demo.admin, query="?dry_run=true").status == 200
    assert demo.stored(f"{commune}/mnch/{PERIOD}").report["values"] == good["values"]


def test_zero_blank_and_not_applicable_are_three_things(demo, place):
    values = {"anc_visits": 0, "gyn_exams": None, "newborn_bcg": "na"}
    answer = demo.post(running.report(place.commune, PERIOD, values), demo.admin)
    assert answer.report["values"] == {"anc_visits": 0, "newborn_bcg": "na"}
    sums = demo.aggregate(place.district, PERIOD).json["values"]
    assert known.core(sums) == {"anc_visits": {"value": 0, "units": 1}}


def test_empty_values_never_wipe_out_a_report(demo, commune):
    assert demo.post(running.report(commune, PERIOD, {"anc_visits": 3}), demo.admin).status == 201
    for empty in ({}, {"anc_visits": None}):
        answer = demo.post(running.report(commune, PERIOD, empty), demo.admin)
        assert answer.status == 422, empty
    assert demo.sum(commune, PERIOD, "anc_visits") == 3


@pytest.mark.parametrize("count", [0, 1, 99_999_999])
def test_a_count_is_taken_up_to_its_limit(demo, commune, count):
    answer = demo.post(running.report(commune, PERIOD, {"anc_visits": count}), demo.admin)
    assert (answer.status, answer.report["values"]) == (201, {"anc_visits": count})
    assert demo.sum(commune, PERIOD, "anc_visits") == count


@pytest.mark.parametrize("written", [
    "-1", "-0", "1.5", "5.0", "1e2", "1E2", "0e0", "100000000", "4294967296", "2147483648",
    "9223372036854775807", "9223372036854775808", '"5"', '""', '"x"', '"NA"', "true", "[]", "{}",
])
def test_what_is_no_count_is_refused_at_its_place(demo, commune, written):
    body = b'{"org_unit":"%s","form":"mnch","period":"2024-05","values":{"anc_visits":%s}}'
    answer = demo.post(body % (commune.encode(), written.encode()), demo.admin)
    assert (answer.status, answer.pointers) == (422, ["/values/anc_visits"]), answer
    assert demo.stored(f"{commune}/mnch/{PERIOD}").status == 404


@pytest.mark.parametrize("written", ["1" * 40, "1e400", "-1e400", "0." + "1" * 400])
def test_numbers_of_any_size_are_answered(demo, commune, written):
    body = b'{"org_unit":"%s","form":"mnch","period":"2024-05","values":{"anc_visits":%s}}'
    answer = demo.post(body % (commune.encode(), written.encode()), demo.admin)
    assert answer.status in (400, 422)
    assert answer.media_type == "application/problem+json"


def test_a_total_must_agree_with_its_parts(demo, commune):
    parts = {"live_births_male": 2, "live_births_female": 3}
    wrong = running.report(commune, PERIOD, {**parts, "live_births": 6})
    answer = demo.post(wrong, demo.admin)
    assert (answer.status, answer.pointers) == (422, ["/values/live_births"])
    right = running.report(commune, PERIOD, {**parts, "live_births": 5})
    assert demo.post(right, demo.admin).status == 201
    alone = running.report(commune, PERIOD, {"live_births": 7, "live_births_male": 2})
    answer = demo.post(alone, demo.admin)
    assert (answer.status, answer.report["values"]) == (
        200, {"live_births": 7, "live_births_male": 2}), "a total may come without its parts"
