"""Lists of reports, and what changed since a position."""

import pytest
import running
import small

API = running.API
ELEMENT = "gyn_exams"


@pytest.fixture
def server(tmp_path):
    """A small country to itself, where lists hold what a test put there and nothing else."""
    with small.make_folder(tmp_path).serving() as server:
        yield server


def test_reports_are_listed_by_unit_period_and_status(server):
    units = small.COMMUNES[:3]
    for unit in units:
        server.post(running.report(unit, "2024-01", {ELEMENT: 3}), server.admin)
    server.post(running.report(units[0], "2024-02", {ELEMENT: 3}, status="draft"), server.admin)
    server.request("POST", f"{API}/reports/{units[1]}/mnch/2024-01/accept", None, server.admin)
    path = f"{API}/reports?org_unit=D1&period=2024"
    reviewer = server.folder.token("D1", "reviewer")
    items = server.all_items(path + "&limit=1", reviewer)
    assert [(i["org_unit"], i["period"], i["status"]) for i in items] == [
        (units[0], "2024-01", "submitted"), (units[1], "2024-01", "accepted"),
        (units[2], "2024-01", "submitted"), (units[0], "2024-02", "draft")]
    assert server.all_items(path, reviewer) == items
    accepted = server.get(path + "&status=accepted", reviewer).json
    assert [i["org_unit"] for i in accepted["items"]] == [units[1]] and accepted["next"] is None
    own = server.folder.token(units[0], "reporter")
    assert {i["org_unit"] for i in server.all_items(f"{API}/reports?period=2024", own)} == {
        units[0]}
    assert server.get(path, own).status == 403
    assert server.get(path).status == 401
    for wrong in ("status=x", "period=x", "cursor=x", "limit=0", "form=x"):
        answer = server.get(f"{API}/reports?org_unit=D1&{wrong}", reviewer)
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
