"""Each wrong report has its own clear error, in the contract's order of checks, and leaves no
trace."""

import datetime

import pytest

import known
import running

PERIOD = "2024-06"
ANC4 = {"deliveries_anc4": 99, "deliveries_total": 3}


def vietnamese_today():
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=7)).date()


def month(offset):
    today = vietnamese_today()
    number = today.year * 12 + today.month - 1 + offset
    return f"{number // 12}-{number % 12 + 1:02d}"


def assert_problem(answer, status):
    """The shape that every error has."""
    assert answer.status == status, answer
    assert answer.media_type == "application/problem+json"
    problem = answer.json
    assert {"type", "title", "status", "detail", "errors"} <= problem.keys()
    assert problem["status"] == status and problem["title"] and problem["type"]
    for error in problem["errors"]:
        assert ("pointer" in error) != ("parameter" in error), error
        assert error["message_vi"] and error["message_en"], error


def refused(server, body, pointer, token=None, status=422):
    answer = server.post(body, token or server.admin)
    assert_problem(answer, status)
    assert answer.pointers == [pointer], answer
    return answer


def test_a_broken_rule_is_told_at_its_first_element_in_both_languages(demo, commune):
    answer = refused(demo, running.report(commune, PERIOD, ANC4), "/values/deliveries_anc4")
    [error] = answer.errors
    rule = next(r for r in known.catalogue()["rules"]
                if r["expr"] == "deliveries_anc4 <= deliveries_total")
    assert error["rule"] == rule["code"]
    assert error["message_vi"] == rule["message_vi"]
    assert error["message_en"] == rule["message_en"]
    assert demo.stored(f"{commune}/mnch/{PERIOD}").status == 404
    assert demo.sum(commune, PERIOD, "deliveries_anc4") is None


def test_a_refused_correction_leaves_the_report_as_it_was(demo, commune):
    good = running.report(commune, PERIOD, {"anc_visits": 4})
    assert demo.post(good, demo.admin).status == 201
    refused(demo, running.report(commune, PERIOD, ANC4), "/values/deliveries_anc4")
    found = demo.stored(f"{commune}/mnch/{PERIOD}").report
    assert (found["revision"], found["values"]) == (1, {"anc_visits": 4})


def test_all_findings_are_listed(demo, commune):
    values = {**ANC4, "no_such": 1, "anc_visits": 1.5, "gyn_exams": -1, "abortions_total": 1,
              "abortions_adolescent": 2}
    answer = demo.post(running.report(commune, PERIOD, values), demo.admin)
    assert_problem(answer, 422)
    assert set(answer.pointers) == {
        "/values/deliveries_anc4", "/values/no_such", "/values/anc_visits", "/values/gyn_exams",
        "/values/abortions_adolescent"}


def test_unknown_keys_are_listed_beside_the_rest(demo, commune):
    body = running.report(commune, PERIOD, {"anc_visits": -1}, received_at="2024-01-01", huh=1)
    answer = demo.post(body, demo.admin)
    assert_problem(answer, 422)
    assert set(answer.pointers) == {"/received_at", "/huh", "/values/anc_visits"}


@pytest.mark.parametrize("code, pointer", [
    ("a/b~c", "/values/a~1b~0c"), ("", "/values/"), ("Live_Births", "/values/Live_Births"),
    ("trẻ", "/values/trẻ"),
])
def test_an_unknown_code_is_pointed_at_by_rfc_6901(demo, commune, code, pointer):
    refused(demo, running.report(commune, PERIOD, {code: 1}), pointer)


@pytest.mark.parametrize("period", [
    "2024-13", "2024-00", "2024-1", "2024", "2024-Q1", "202401", "2024-01 ", "", "tháng 1",
    "9999-01", "-024-01", "２０２４-01",
])
def test_a_malformed_month_is_refused(demo, commune, period):
    refused(demo, running.report(commune, period, {"anc_visits": 1}), "/period")


@pytest.fixture(scope="module")
def communes_today():
    return iter(known.communes_today())


@pytest.fixture
def commune_today(communes_today):
    return next(communes_today)


def test_a_month_not_begun_is_refused(demo, commune_today):
    refused(demo, running.report(commune_today, month(1), {"anc_visits": 1}), "/period")
    refused(demo, running.report(commune_today, "2031-01", {"anc_visits": 1}), "/period")


def test_the_current_month_is_taken_before_it_ends(demo, commune_today):
    answer = demo.post(running.report(commune_today, month(0), {"anc_visits": 1}), demo.admin)
    assert answer.status == 201, answer


def test_an_unknown_form_is_refused(demo, commune):
    body = running.report(commune, PERIOD, {"anc_visits": 1}, form="nosuch")
    refused(demo, body, "/form")


def test_a_form_not_yet_in_force_is_refused(demo, commune):
    refused(demo, running.report(commune, "2020-03", {"anc_visits": 1}), "/form")
    first = demo.post(running.report(commune, "2020-04", {"anc_visits": 1}), demo.admin)
    assert first.status == 201, first


@pytest.mark.parametrize("unit, period", [
    ("VN-2025-01153", "2025-06"), ("VN-2025-01153", "2024-01"),
    ("VN-2024-01153", "2025-07"), ("VN-2024-02593", "2024-09"),
], ids=["born a day later", "born later", "closed the day before", "merged in between"])
def test_a_unit_must_exist_on_the_months_last_day(demo, unit, period):
    refused(demo, running.report(unit, period, {"anc_visits": 1}), "/org_unit")


def test_a_closed_units_old_month_is_taken(demo):
    reporter = demo.folder.token("VN-2024-02593", "reporter")
    body = running.report("VN-2024-02593", "2024-08", {"anc_visits": 1})
    assert demo.post(body, reporter).status == 201


@pytest.mark.parametrize("unit", [known.DISTRICT, known.PROVINCE, known.NATION])
def test_a_unit_that_does_not_report_this_form_is_refused(demo, unit):
    refused(demo, running.report(unit, PERIOD, {"anc_visits": 1}), "/org_unit")


@pytest.mark.parametrize("unit", ["VN-2024-99999", "", "vn-2024-01153", "01153"])
def test_an_unknown_unit_is_refused(demo, unit):
    refused(demo, running.report(unit, PERIOD, {"anc_visits": 1}), "/org_unit")


@pytest.mark.parametrize("key", ["org_unit", "form", "period"])
def test_a_missing_key_is_named(demo, commune, key):
    body = running.report(commune, PERIOD, {"anc_visits": 1})
    del body[key]
    refused(demo, body, f"/{key}")


@pytest.mark.parametrize("key, value", [
    ("org_unit", 5), ("form", None), ("period", 202401), ("values", []), ("values", "x"),
    ("explanations", []), ("explanations", {"rule": 5}), ("note", 5), ("status", "accepted"),
    ("status", "returned"), ("status", 1), ("note", "a" * 100_000),
])
def test_a_key_of_the_wrong_kind_is_named(demo, commune, key, value):
    body = {**running.report(commune, PERIOD, {"anc_visits": 1}), key: value}
    answer = demo.post(body, demo.admin)
    assert_problem(answer, 422)
    assert all(pointer.startswith(f"/{key}") for pointer in answer.pointers), answer


@pytest.mark.parametrize("text", [
    b'{"org_unit":', b"", b"nonsense", b'{"a":1,}', b"{'a':1}", b'{"a":01}', b'{"a":1} x',
    b'{"a":"\xff"}', b'{"a":NaN}', b'\xef\xbb\xbf{"a":1}', b'{"a":"\x01"}',
    b'{"a":' + b"[" * 5_000, b'{"values":{"anc_visits":1,"anc_visits":2}}',
    b'{"org_unit":"x","org_unit":"x"}',
    b'{"org_unit":"x","\\u006frg_unit":"x"}', b'{"a":"\\ud800"}',
], ids=lambda text: text[:40].decode("latin-1"))
def test_what_is_not_json_is_refused_with_its_place(demo, text):
    answer = demo.post(text, demo.admin)
    assert_problem(answer, 400)
    told = answer.json["detail"].lower()
    for word in ("line", "column", "dòng", "cột"):
        assert word in told, told


def test_json_errors_say_line_and_column(demo):
    answer = demo.post(b'{\n  "org_unit": "VN",\n  "values": {"a": 1 2}\n}', demo.admin)
    assert_problem(answer, 400)
    told = answer.json["detail"].lower()
    assert "line 3, column 21" in told and "dòng 3, cột 21" in told


@pytest.mark.parametrize("body", [b"[]", b"5", b'"x"', b"null"])
def test_a_body_that_is_no_object_is_refused(demo, body):
    answer = demo.post(body, demo.admin)
    assert answer.status in (400, 422)
    assert_problem(answer, answer.status)


class TestOrderOfChecks:
    """400 → 401 → 422 /org_unit → 403 → 422 → 412."""

    BAD_TOKEN = "mebe_nosuchtoken"

    def test_unreadable_comes_before_signing_in(self, demo):
        assert demo.post(b"{", None).status == 400
        assert demo.post(b"{", self.BAD_TOKEN).status == 400

    @pytest.mark.parametrize("change", [
        {"org_unit": "nosuch"}, {"values": {"no_such": 1}}, {"huh": 1}, {"values": []},
        {"status": "x"}, {"period": "2031-01"},
    ], ids=str)
    def test_signing_in_comes_before_everything_else(self, demo, commune, change):
        body = {**running.report(commune, PERIOD, {"anc_visits": 1}), **change}
        for token in (None, self.BAD_TOKEN):
            answer = demo.post(body, token)
            assert_problem(answer, 401)
            assert answer.headers["WWW-Authenticate"].startswith("Bearer")

    def test_a_missing_key_too_needs_signing_in(self, demo):
        assert demo.post({}, None).status == 401

    def test_an_unknown_unit_comes_before_scope_and_role(self, demo, place):
        viewer = demo.folder.token(place.commune, "viewer")
        refused(demo, running.report("nosuch", PERIOD, ANC4), "/org_unit", viewer)

    @pytest.mark.parametrize("change", [
        {"values": ANC4}, {"values": {"no_such": 1}}, {"period": "2031-01"}, {"form": "x"},
        {"huh": 1}, {"values": []}, {"status": "x"}, {"period": "x"},
    ], ids=str)
    def test_scope_and_role_come_before_the_report(self, demo, place, change):
        body = {**running.report(place.commune, PERIOD, {}), **change}
        other = demo.folder.token(known.stranger(place.commune, place.others), "reporter")
        assert_problem(demo.post(body, other), 403)
        viewer = demo.folder.token(place.commune, "viewer")
        assert_problem(demo.post(body, viewer), 403)

    def test_the_report_comes_before_the_revision(self, demo, commune):
        good = running.report(commune, PERIOD, {"anc_visits": 1})
        assert demo.post(good, demo.admin).status == 201
        bad = running.report(commune, PERIOD, ANC4)
        assert demo.post(bad, demo.admin, if_match='"7"').status == 422
        good["values"] = {"anc_visits": 2}
        assert demo.post(good, demo.admin, if_match='"7"').status == 412
