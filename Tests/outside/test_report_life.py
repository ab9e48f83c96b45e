"""Draft, submitted, accepted, returned, reopened; months closed and deadlines extended."""

import datetime

import known
import pytest
import running
import small

API = running.API
ELEMENT = "gyn_exams"


def post(server, token, path, body=None, **headers):
    return server.request(
        "POST", f"{API}{path}", body, token, headers=running.spelled(headers))


@pytest.fixture
def people(demo, place):
    """A clerk of the commune, a reviewer and a viewer of its district."""
    folder = demo.folder
    return {
        "clerk": folder.token(place.commune, "reporter"),
        "reviewer": folder.token(place.district, "reviewer"),
        "viewer": folder.token(place.district, "viewer"),
        "neighbour": folder.token(known.DISTRICT, "reviewer"),
    }


def sent(server, place, period, token, **more):
    answer = server.post(running.report(place.commune, period, {ELEMENT: 5}, **more), token)
    assert answer.status in (200, 201), answer
    return f"/reports/{place.commune}/mnch/{period}"


def test_a_report_is_returned_sent_again_accepted_and_reopened(demo, place, people):
    path = sent(demo, place, "2022-01", people["clerk"])
    back = post(demo, people["reviewer"], path + "/return", {"reason": " thiếu số liệu "})
    assert back.status == 200 and back.report["status"] == "returned", back
    assert back.report["reason"] == "thiếu số liệu" and back.report["revision"] == 2
    assert back.etag == '"2"' and back.report["values"] == {ELEMENT: 5}
    # Received all the same, and in the sums.
    assert demo.sum(place.district, "2022-01", ELEMENT) == 5
    assert post(demo, people["reviewer"], path + "/accept").status == 409
    again = demo.post(
        running.report(place.commune, "2022-01", {ELEMENT: 5}), people["clerk"])
    assert again.report["status"] == "submitted" and again.report["revision"] == 3

    accepted = post(demo, people["reviewer"], path + "/accept", {}, if_match='"3"')
    assert accepted.status == 200 and accepted.report["status"] == "accepted", accepted
    assert post(demo, people["reviewer"], path + "/accept").report["revision"] == 4
    assert demo.aggregate(place.district, "2022-01").json["reports"]["accepted"] == 1
    late = demo.post(running.report(place.commune, "2022-01", {ELEMENT: 6}), people["clerk"])
    assert late.status == 409 and late.json["type"].endswith("#accepted")
    assert post(demo, people["reviewer"], path + "/return", {"reason": "x"}).status == 409

    opened = post(demo, people["reviewer"], path + "/reopen", {"reason": "trạm xin sửa"})
    assert opened.report["status"] == "submitted" and opened.report["reason"] == "trạm xin sửa"
    assert demo.post(
        running.report(place.commune, "2022-01", {ELEMENT: 6}), people["clerk"]).status == 200
    assert demo.aggregate(place.district, "2022-01").json["reports"]["accepted"] == 0
    revisions = demo.get(f"{API}{path}/revisions", people["viewer"]).json["items"]
    assert [r["status"] for r in revisions] == [
        "submitted", "returned", "submitted", "accepted", "submitted", "submitted"]
    assert [r["values"][ELEMENT] for r in revisions] == [5, 5, 5, 5, 5, 6]
    assert [r["changed"] for r in revisions] == [[], [], [], [], [], [ELEMENT]]
    assert {r["source"] for r in revisions} == {"api"}
    hashes = [r["hash"] for r in revisions]
    assert [r["previous_hash"] for r in revisions] == [None, *hashes[:-1]]
    assert len(set(hashes)) == 6 and all(len(h) == 64 for h in hashes)


def test_only_who_may_review_reviews_and_others_learn_nothing(demo, place, people):
    path = sent(demo, place, "2022-02", people["clerk"])
    for verb, body in (("accept", None), ("return", {"reason": "x"}), ("reopen", {"reason": "x"})):
        assert post(demo, None, f"{path}/{verb}", body).status == 401
        assert post(demo, people["clerk"], f"{path}/{verb}", body).status == 403
        assert post(demo, people["viewer"], f"{path}/{verb}", body).status == 403
        assert post(demo, people["neighbour"], f"{path}/{verb}", body).status == 404
    explained = demo.request(
        "PUT", f"{API}{path}/explanations", {"A": "b"}, people["reviewer"])
    assert explained.status == 403


def test_what_cannot_be_reviewed_says_why(demo, place, people):
    reviewer = people["reviewer"]
    nothing = f"/reports/{place.commune}/mnch/2022-03"
    assert post(demo, reviewer, nothing + "/accept").status == 404
    path = sent(demo, place, "2022-03", people["clerk"], status="draft")
    assert post(demo, reviewer, path + "/accept").status == 409
    sent(demo, place, "2022-03", people["clerk"])
    assert post(demo, reviewer, path + "/reopen", {"reason": "x"}).status == 409
    for body in ({}, {"reason": "  "}, {"reason": 5}, {"reason": "x", "other": "y"},
                 {"reason": "x" * 2_001}):
        assert post(demo, reviewer, path + "/return", body).status == 422, body
    assert post(demo, reviewer, path + "/return", {"reason": ""}).pointers == ["/reason"]
    assert post(demo, reviewer, path + "/return", b"[]").status == 400
    stale = post(demo, reviewer, path + "/accept", {}, if_match='"1"')
    assert stale.status == 412 and stale.json["current"]["revision"] == 2


def test_a_draft_over_a_report_is_no_part_of_what_is_reviewed(demo, place, people):
    path = sent(demo, place, "2022-04", people["clerk"])
    demo.post(
        running.report(place.commune, "2022-04", {ELEMENT: 9}, status="draft"), people["clerk"])
    back = post(demo, people["reviewer"], path + "/return", {"reason": "sai"})
    assert back.report["values"] == {ELEMENT: 5} and back.report["revision"] == 3
    values = [
        r["values"][ELEMENT] for r in
        demo.get(f"{API}{path}/revisions", people["clerk"]).json["items"]]
    assert values == [5, 9, 5]


def test_explanations_come_with_a_report_or_later(demo, place, people):
    path = sent(demo, place, "2022-05", people["clerk"], explanations={"R1": "đúng vậy"})
    later = demo.request(
        "PUT", f"{API}{path}/explanations", {"R1": "đã kiểm tra", "R2": " "}, people["clerk"])
    assert later.status == 200, later
    assert later.report["explanations"] == {"R1": "đã kiểm tra"}
    assert later.report["status"] == "submitted" and later.report["revision"] == 2
    same = demo.request(
        "PUT", f"{API}{path}/explanations", {"explanations": {"R1": "đã kiểm tra"}},
        people["clerk"])
    assert same.report["revision"] == 2
    assert demo.request(
        "PUT", f"{API}{path}/explanations", {"R1": 5}, people["clerk"]).status == 422


def test_a_closed_month_takes_no_reports_until_it_is_reopened(demo, place, people):
    reviewer, clerk = people["reviewer"], people["clerk"]
    path = sent(demo, place, "2022-06", clerk)
    closing = f"/closings/{place.district}/mnch/2022-06"
    assert post(demo, clerk, closing, {"reason": "x"}).status == 403
    assert post(demo, people["neighbour"], closing, {"reason": "x"}).status == 403
    assert post(demo, None, closing, {"reason": "x"}).status == 401
    assert post(demo, reviewer, closing, {}).pointers == ["/reason"]
    closed = post(demo, reviewer, closing, {"reason": "đã chốt"})
    assert closed.status == 201 and closed.json["closing"]["reason"] == "đã chốt", closed
    assert post(demo, reviewer, closing, {"reason": "lần nữa"}).status == 200
    assert demo.get(f"{API}/closings?period=2022-06", clerk).json["items"]
    assert not demo.get(f"{API}/closings?period=2022-05", clerk).json["items"]
    for wrong in ("period=2022", "org_unit=X", "form=x"):
        for listed in ("closings", "extensions"):
            answer = demo.get(f"{API}/{listed}?{wrong}", clerk)
            assert answer.status == 422, wrong
            assert answer.json["parameter"] == wrong.split("=")[0]

    refused = demo.post(running.report(place.commune, "2022-06", {ELEMENT: 7}), clerk)
    assert refused.status == 409 and "đã chốt" in refused.json["detail"], refused
    for status in ("draft", "submitted"):
        new = running.report(place.others[0], "2022-06", {ELEMENT: 7}, status=status)
        assert demo.post(new, demo.admin).status == 409
    assert demo.post(running.report(place.commune, "2022-07", {ELEMENT: 7}), clerk).status == 201
    assert post(demo, reviewer, path + "/return", {"reason": "x"}).status == 409
    assert post(demo, reviewer, path + "/accept").status == 200

    def reopen(token, body, query=""):
        return demo.request("DELETE", f"{API}{closing}{query}", body, token)

    assert reopen(clerk, {"reason": "x"}).status == 403
    assert reopen(reviewer, None).status == 422
    assert reopen(reviewer, {"reason": "sót hai trạm"}).status == 200
    assert reopen(reviewer, None, "?reason=x").status == 404
    assert demo.post(
        running.report(place.others[0], "2022-06", {ELEMENT: 7}), demo.admin).status == 201


def test_a_closing_from_above_is_not_undone_below(demo, place, people):
    closing = f"/closings/{place.province}/mnch/2022-08"
    assert post(demo, demo.admin, closing, {"reason": "tỉnh chốt"}).status == 201
    try:
        assert demo.request(
            "DELETE", f"{API}{closing}", {"reason": "x"}, people["reviewer"]).status == 403
        assert demo.post(
            running.report(place.commune, "2022-08", {ELEMENT: 7}),
            people["clerk"]).status == 409
    finally:
        assert demo.request(
            "DELETE", f"{API}{closing}", {"reason": "x"}, demo.admin).status == 200


def test_a_closing_stays_after_a_restart_and_binds_imports(copy_of_demo, tmp_path):
    folder = copy_of_demo()
    with folder.serving() as server:
        closed = post(
            server, server.admin, f"/closings/{known.DISTRICT}/mnch/2023-05", {"reason": "chốt"})
        assert closed.status == 201
        # January's reports came in February 2023: a longer deadline makes all of them on time.
        reports = server.aggregate(known.DISTRICT, "2023-01").json["reports"]
        extended = post(
            server, server.admin, "/extensions",
            {"org_unit": known.DISTRICT, "form": "mnch", "period": "2023-01",
             "until": "2023-12-31", "reason": "mất mạng"})
        assert extended.status == 201 and reports["on_time"] < reports["received"]
        reports = server.aggregate(known.DISTRICT, "2023-01").json["reports"]
        assert reports["on_time"] == reports["received"] == 23
        token = server.admin
    with folder.serving() as server:
        commune = known.communes_2023()[0]
        assert server.post(running.report(commune, "2023-05", {ELEMENT: 7}), token).status == 409
        file = tmp_path / "rows.csv"
        file.write_text(f"org_unit,period,{ELEMENT}\n{commune},2023-05,7\n")
        run = folder.run("import", "reports", str(file))
        assert run.returncode == 65 and "khóa" in run.stderr, run.stderr
        # The same again changes nothing, closed or not.
        folder.done("import", "reports", str(known.SEED / "bac_quang_2023.csv"))
        assert server.aggregate(
            known.DISTRICT, "2023-01", token).json["reports"]["on_time"] == 23


def test_a_report_says_whether_it_came_in_time(demo, place, people):
    address = f"{place.commune}/mnch/2022-10"
    sent(demo, place, "2022-10", people["clerk"], status="draft")
    assert demo.stored(address).report["on_time"] is None
    sent(demo, place, "2022-10", people["clerk"])
    assert demo.stored(address).report["on_time"] is False


def test_an_extended_deadline_makes_late_reports_count_as_on_time(demo, place, people):
    sent(demo, place, "2022-09", people["clerk"])

    def on_time():
        return demo.aggregate(place.district, "2022-09").json["reports"]["on_time"]

    assert on_time() == 0
    body = {"org_unit": place.commune, "form": "mnch", "period": "2022-09",
            "until": "2023-09-01", "reason": "lũ quét"}
    reviewer = people["reviewer"]
    assert post(demo, people["clerk"], "/extensions", body).status == 403
    assert post(demo, people["neighbour"], "/extensions", body).status == 403
    for key, value in (("until", "2022-09-01"), ("until", "mai"), ("until", "2042-09-01"),
                       ("period", "2099-01"), ("period", "2022"), ("reason", " "),
                       ("form", "no"), ("org_unit", "VN-X")):
        answer = post(demo, reviewer, "/extensions", body | {key: value})
        assert answer.status == 422 and f"/{key}" in answer.pointers, answer
    made = post(demo, reviewer, "/extensions", body)
    assert made.status == 201 and made.json["extension"]["until"] == "2023-09-01", made
    # The report came years later all the same.
    assert on_time() == 0
    assert demo.get(f"{API}/extensions?period=2022-09", people["clerk"]).json["items"]


def test_what_came_late_is_on_time_once_the_deadline_is_extended_beyond(demo):
    today = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=7)
    month = (today.replace(day=1) - datetime.timedelta(days=40)).strftime("%Y-%m")
    unit = demo.get(f"{API}/org-units?level=commune&limit=1").json["items"][0]["id"]
    assert demo.post(running.report(unit, month, {ELEMENT: 5}), demo.admin).report["on_time"] is False
    body = {"org_unit": unit, "form": "mnch", "period": month, "reason": "bão",
            "until": today.date().isoformat()}
    assert post(demo, demo.admin, "/extensions", body).status == 201
    assert demo.stored(f"{unit}/mnch/{month}").report["on_time"] is True
    assert demo.aggregate(unit, month).json["reports"]["on_time"] == 1


def test_values_unlike_the_unit_s_own_months_are_asked_about_and_stored(demo, place, people):
    clerk = people["clerk"]
    for month in range(1, 13):
        values = {ELEMENT: 20 + month % 3, "anc_visits": 30 + month % 2}
        body = running.report(place.commune, f"2021-{month:02}", values)
        assert demo.post(body, clerk).status in (200, 201)
    body = running.report(place.commune, "2022-01", {ELEMENT: 210, "anc_visits": 30})
    tried = demo.post(body, clerk, query="?dry_run=true")
    answer = demo.post(body, clerk)
    assert answer.status == 201
    assert [w["rule"] for w in answer.json["warnings"]] == [f"usual:outlier:{ELEMENT}"]
    assert tried.json["warnings"] == answer.json["warnings"]
    warning = answer.json["warnings"][0]
    assert warning["pointer"] == f"/values/{ELEMENT}"
    assert "từ 20 đến 22" in warning["message_vi"] and "20 to 22" in warning["message_en"]
    # What is asked stays with the report, whatever comes later.
    demo.post(running.report(place.commune, "2021-12", {ELEMENT: 200, "anc_visits": 31}), clerk)
    address = f"{place.commune}/mnch/2022-01"
    assert demo.stored(address).json["warnings"] == [warning]
    explained = demo.request(
        "PUT", f"{API}/reports/{address}/explanations", {warning["rule"]: "chiến dịch khám"},
        clerk)
    assert explained.json["warnings"] == [warning]
    missing = demo.post(running.report(place.commune, "2022-02", {ELEMENT: 20}), clerk)
    assert [w["rule"] for w in missing.json["warnings"]] == ["usual:blank:anc_visits"]


def test_all_that_happens_to_reports_is_recounted(tmp_path):
    folder = small.make_folder(tmp_path)
    with folder.serving() as server:
        admin = server.admin
        month = (datetime.date.today().replace(day=1) - datetime.timedelta(days=40)).strftime("%Y-%m")
        for unit in small.COMMUNES[:4]:
            server.post(running.report(unit, month, {ELEMENT: 5}), admin)
        path = f"/reports/C01/mnch/{month}"
        assert post(server, admin, path + "/accept").status == 200
        assert post(server, admin, path.replace("C01", "C02") + "/return",
                    {"reason": "a\u0301 \"x\""}).status == 200
        body = {"org_unit": "D1", "form": "mnch", "period": month, "reason": "lũ",
                "until": (datetime.date.today() + datetime.timedelta(days=9)).isoformat()}
        assert post(server, admin, "/extensions", body).status == 201
        assert post(server, admin, f"/closings/D1/mnch/{month}", {"reason": "x"}).status == 201
        reports = server.aggregate("D1", month).json["reports"]
        assert reports == {"expected": 4, "received": 4, "on_time": 4, "accepted": 1} | reports
        folder.done("verify")
    folder.done("verify")
