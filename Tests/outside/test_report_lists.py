"""Lists of reports, and what changed since a position."""

import running

API = running.API
ELEMENT = "gyn_exams"


def test_reports_are_listed_by_unit_period_and_status(demo, place):
    units = [place.commune, *place.others[:2]]
    for unit in units:
        demo.post(running.report(unit, "2021-08", {ELEMENT: 3}), demo.admin)
    demo.post(running.report(units[0], "2021-09", {ELEMENT: 3}, status="draft"), demo.admin)
    demo.request("POST", f"{API}/reports/{units[1]}/mnch/2021-08/accept", None, demo.admin)
    path = f"{API}/reports?org_unit={place.district}&period=2021"
    reviewer = demo.folder.token(place.district, "reviewer")
    items = demo.all_items(path + "&limit=1", reviewer)
    assert [(i["org_unit"], i["period"], i["status"]) for i in items] == sorted(
        [(units[0], "2021-08", "submitted"), (units[1], "2021-08", "accepted"),
         (units[2], "2021-08", "submitted"), (units[0], "2021-09", "draft")],
        key=lambda item: (item[1], items.index(next(i for i in items if i["org_unit"] == item[0]))))
    accepted = demo.get(path + "&status=accepted", reviewer).json
    assert [i["org_unit"] for i in accepted["items"]] == [units[1]] and accepted["next"] is None
    own = demo.folder.token(units[0], "reporter")
    assert {i["org_unit"] for i in demo.all_items(f"{API}/reports?period=2021", own)} == {units[0]}
    assert demo.get(path, own).status == 403
    assert demo.get(path).status == 401
    for wrong in ("status=x", "period=x", "cursor=x", "limit=0", "form=x"):
        answer = demo.get(f"{API}/reports?org_unit={place.district}&{wrong}", reviewer)
        assert answer.status == 422 and answer.errors[0]["parameter"] == wrong.split("=")[0]


def test_changes_come_in_the_order_of_the_journal_and_only_those_in_scope(demo, place):
    start = demo.get(f"{API}/changes?after=0&limit=1", demo.admin).json
    assert start["items"][0]["seq"] == 1 and start["next"] == 1 and start["database"]
    last = demo.post(running.report(place.commune, "2021-10", {ELEMENT: 1}), demo.admin).report["seq"]
    demo.post(running.report(place.others[0], "2021-10", {ELEMENT: 2}), demo.admin)
    demo.post(running.report(place.commune, "2021-10", {ELEMENT: 4}), demo.admin)
    clerk = demo.folder.token(place.commune, "reporter")
    feed = demo.get(f"{API}/changes?after={last - 1}", clerk).json
    assert [i["values"][ELEMENT] for i in feed["items"]] == [1, 4]
    assert [i["seq"] for i in feed["items"]] == sorted(i["seq"] for i in feed["items"])
    assert feed["next"] is None and feed["seq"] >= last + 2
    after = demo.get(f"{API}/changes?after={feed['seq']}", clerk).json
    assert after["items"] == [] and after["seq"] == feed["seq"]
    assert demo.get(f"{API}/changes?after=-1", clerk).status == 422
    assert demo.get(f"{API}/changes?after=9223372036854775807", clerk).json["items"] == []
    assert demo.get(f"{API}/changes").status == 401


def test_a_restored_database_is_another_one(copy_of_demo, tmp_path):
    folder = copy_of_demo()
    with folder.serving() as server:
        before = server.get(f"{API}/changes", server.admin).json["database"]
        assert server.get(f"{API}/changes", server.admin).json["database"] == before
        folder.done("backup", str(tmp_path / "b.db"))
    folder.done("restore", str(tmp_path / "b.db"), "--yes")
    with folder.serving() as server:
        token = folder.token("VN", "admin")
        assert server.get(f"{API}/changes", token).json["database"] != before
