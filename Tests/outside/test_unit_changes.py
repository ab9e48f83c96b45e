"""Changes of units by command, API, file and page: previewed, dated, undoable until their day."""

import datetime
import html
import re
import urllib.parse

import pytest

import known
import running

CHANGES = f"{running.API}/org-units/changes"


@pytest.fixture(scope="module")
def _own(copy_of_demo, keep):
    return keep(copy_of_demo(), "--demo")


@pytest.fixture
def demo(_own):
    """A demonstration of this file's own: its country changes."""
    yield _own.running()
    _own.check()


@pytest.fixture(scope="module")
def _communes():
    """Today's communes of one province, each used once."""
    rows = known.table("org_units.csv")
    return iter([
        row["id"] for row in rows
        if row["parent_id"] == "VN-2025-04" and not row["valid_to"]])


@pytest.fixture
def communes(_communes):
    return lambda count: [next(_communes) for _ in range(count)]


def vietnam(days=0):
    now = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7)))
    return (now + datetime.timedelta(days=days)).date()


def month(back):
    """The code of a month before this one."""
    today = vietnam()
    number = today.year * 12 + today.month - 1 - back
    return f"{number // 12}-{number % 12 + 1:02}"


NEXT_YEAR = f"{vietnam().year + 1}-01-01"


def send(demo, query="", token=None, **body):
    return demo.request("POST", CHANGES + query, body, token or demo.admin)


def units(demo, day, **query):
    more = "".join(f"&{name}={value}" for name, value in query.items())
    path = f"{running.API}/org-units?as_of={day}&limit=20000{more}"
    return {item["id"]: item for item in demo.get(path).json["items"]}


def test_a_planned_merge_is_previewed_made_and_undone(demo, communes):
    first, second = communes(2)
    body = dict(
        change="merge", effective=NEXT_YEAR, units=[first, second],
        into={"id": "T-M1", "name": "Xã Nhập", "kind": "xã"}, reason="NQ 1")
    before = units(demo, NEXT_YEAR, parent="VN-2025-04")
    tried = send(demo, "?dry_run=true", **body)
    assert tried.status == 200 and tried.json["change"]["id"] is None, tried
    topics = {effect["topic"] for effect in tried.json["effects"]}
    assert {"units", "successions", "expected", "reports", "sums", "areas"} <= topics
    assert units(demo, NEXT_YEAR, parent="VN-2025-04") == before
    made = send(demo, **body)
    assert made.status == 201, made
    assert made.headers["Location"] == f'{CHANGES}/{made.json["change"]["id"]}'
    assert made.json["change"]["state"] == "planned"
    assert made.json["change"]["reason"] == "NQ 1" and made.json["change"]["by"]
    after = units(demo, NEXT_YEAR, parent="VN-2025-04")
    assert set(after) == set(before) - {first, second} | {"T-M1"}
    assert set(units(demo, vietnam(), parent="VN-2025-04")) == set(before)
    undone = demo.request("DELETE", made.headers["Location"], token=demo.admin)
    assert undone.status == 200 and undone.json["change"]["state"] == "undone"
    assert units(demo, NEXT_YEAR, parent="VN-2025-04") == before
    again = demo.request("DELETE", made.headers["Location"], token=demo.admin)
    assert again.status == 409 and "undo-refused" in again.json["type"]
    listed = demo.get(CHANGES, demo.admin).json["items"]
    assert [item["state"] for item in listed if item["reason"] == "NQ 1"] == ["undone"]


def test_what_is_planned_for_later_moves_no_figure_and_no_name_before(demo, communes):
    moved, renamed, first, second = communes(4)
    for count, unit in enumerate((moved, renamed, first, second), 1):
        for back in (1, 0):
            body = running.report(unit, month(back), {"pregnant_current": count, "anc_visits": 1})
            assert demo.post(body, demo.admin).status == 201
    year = str(vietnam().year)
    quarter = f"{year}-Q{(vietnam().month + 2) // 3}"
    paths = [
        f"{running.API}/aggregates/{unit}{below}?period={period}&boundaries={boundaries}"
        for unit, below in ((moved, ""), (renamed, ""), (first, ""), ("VN", ""),
                            ("VN-2025-04", ""), ("VN-2025-04", "/children"), ("VN-2025-11", ""))
        for period in (year, quarter, month(0)) for boundaries in ("reported", "current")]
    before = {path: demo.get(path, demo.admin).body for path in paths}
    next_month = (vietnam().replace(day=1) + datetime.timedelta(days=32)).replace(day=1)
    plans = [
        dict(change="move", unit=moved, parent="VN-2025-11"),
        dict(change="rename", unit=renamed, name="Xã Tên Mới"),
        dict(change="merge", units=[first, second], into={"id": "T-P1", "name": "Xã Một"}),
    ]
    made = []
    for plan in plans:
        answer = send(demo, effective=str(next_month), **plan)
        assert answer.status == 201, answer
        made.append(answer.headers["Location"])
    assert {path: demo.get(path, demo.admin).body for path in paths} == before
    for location in reversed(made):
        assert demo.request("DELETE", location, token=demo.admin).status == 200


def test_a_unit_that_was_never_opened_is_unknown(demo, communes):
    [commune] = communes(1)
    opened = send(
        demo, change="open", effective=NEXT_YEAR,
        unit={"id": "T-N1", "name": "Điểm trạm", "level": "station_point", "parent": commune})
    assert demo.request("DELETE", opened.headers["Location"], token=demo.admin).status == 200
    answer = demo.post(running.report("T-N1", month(1), {}), demo.admin)
    assert (answer.status, answer.pointers) == (422, ["/org_unit"])
    assert demo.aggregate("T-N1", month(1), boundaries="current").status == 404


def test_a_change_that_another_one_rests_on_is_not_undone(demo, communes):
    [commune] = communes(1)
    opened = send(
        demo, change="open", effective=NEXT_YEAR,
        unit={"id": "T-O1", "name": "Điểm trạm", "level": "station_point", "parent": commune})
    assert opened.status == 201, opened
    later = send(demo, change="rename", effective=NEXT_YEAR, unit="T-O1", name="Điểm trạm 2")
    assert later.status == 201, later
    number = opened.json["change"]["id"]
    refused = demo.request("DELETE", f"{CHANGES}/{number}", token=demo.admin)
    assert refused.status == 409
    assert f'Change {later.json["change"]["id"]}' in refused.json["detail"]


def test_a_past_change_is_meant_and_moves_the_sums_at_once(demo, communes):
    [commune] = communes(1)
    last = month(1)
    day = f"{month(2)}-01"
    assert demo.post(
        running.report(commune, last, {"anc_visits": 9}), demo.admin).status == 201
    province, other = "VN-2025-04", "VN-2025-08"
    before = [demo.sum(unit, last, "anc_visits") or 0 for unit in (province, other, "VN")]
    body = dict(change="move", effective=day, unit=commune, parent=other)
    refused = send(demo, **body)
    assert refused.status == 422 and refused.pointers == ["/backdated"]
    sums = send(demo, "?dry_run=true", **body).json["effects"][-1]
    told = [e for e in send(demo, "?dry_run=true", **body).json["effects"]
            if e["topic"] == "sums"]
    assert told[0]["months"][:2] == [month(2), last], sums
    assert set(told[0]["units"]) == {province, other}
    made = send(demo, **body, backdated=True)
    assert made.status == 201 and made.json["change"]["state"] == "in_force"
    after = [demo.sum(unit, last, "anc_visits") or 0 for unit in (province, other, "VN")]
    assert after == [before[0] - 9, before[1] + 9, before[2]]
    answer = demo.request("DELETE", made.headers["Location"], token=demo.admin)
    assert answer.status == 409 and "in force" in answer.json["detail"]


def test_all_units_whose_figures_move_are_named_in_the_preview(demo, communes):
    """A close and a move of a past day, held against the figures before and after in both
    readings, of everything that may be concerned."""
    closed, moved = communes(2)
    start = f"{month(2)}-01"
    for unit in (closed, moved):
        for back in (5, 4, 3):
            body = running.report(unit, month(back), {"anc_visits": 7, "pregnant_current": 3})
            assert demo.post(body, demo.admin).status == 201
    assert demo.post(
        running.report(moved, month(1), {"anc_visits": 5}), demo.admin).status == 201
    provinces = [row["id"] for row in known.table("org_units.csv")
                 if row["level"] == "province" and not row["valid_to"]]
    areas = [item["id"] for item in demo.get(
        f"{running.API}/org-units?level=area&as_of={vietnam()}&limit=1000").json["items"]
        if item["parent"] in ("VN-2025-04", None)]
    places = provinces + areas + ["VN", closed, moved]
    periods = {month(back) for back in range(6)} | {month(back)[:4] for back in range(6)}
    readings = ("reported", "current")

    def figures(reading, unit, period):
        answer = demo.aggregate(unit, period, boundaries=reading)
        if answer.status != 200 or not answer.json["reports"]["expected"]:
            return None
        return answer.json["values"], answer.json["reports"], answer.json.get("without")

    def all_figures():
        return {(reading, unit, period): figures(reading, unit, period)
                for reading in readings for unit in places for period in periods}

    before = all_figures()
    for body in (dict(change="close", unit=closed),
                 dict(change="move", unit=moved, parent="VN-2025-08")):
        body |= dict(effective=start, backdated=True)
        effects = send(demo, "?dry_run=true", **body).json["effects"]
        assert send(demo, **body).status == 201
        after = all_figures()
        for reading in readings:
            named = {unit for effect in effects if effect.get("boundaries") == reading
                     for unit in effect["units"]}
            differing = {key[1] for key in before
                         if key[0] == reading and before[key] != after[key]}
            assert named & set(places) == differing, (body, reading)
        before = after


def test_units_join_and_leave_areas(demo, communes):
    [commune] = communes(1)
    area = "VN-2025-KV-034"
    body = dict(change="join", unit=commune, area=area, effective=NEXT_YEAR)
    tried = send(demo, "?dry_run=true", **body)
    assert tried.status == 200, tried
    topics = {effect["topic"]: effect for effect in tried.json["effects"]}
    assert topics["areas"]["units"] == [area, commune]
    assert topics["sums"]["units"] == [area]
    made = send(demo, **body)
    assert made.status == 201 and made.json["change"]["kind"] == "whole"
    left = send(demo, change="leave", unit=commune, area=area, effective=NEXT_YEAR)
    assert left.status == 201, left
    again = send(demo, change="leave", unit=commune, area=area, effective=NEXT_YEAR)
    assert (again.status, again.pointers) == (422, ["/area"])
    bad = send(demo, **body | dict(kind="half"))
    assert (bad.status, bad.pointers) == (422, ["/kind"])
    for one in (left, made):
        undone = demo.request("DELETE", one.headers["Location"], token=demo.admin)
        assert undone.status == 200, undone
    provincial = demo.folder.token("VN-2025-04", "admin")
    assert send(demo, token=provincial, **body).status == 403, "the area is another province's"


def test_a_split_with_shares_and_a_kept_unit(demo, communes):
    one, other = communes(2)
    made = send(
        demo, change="split", effective=NEXT_YEAR, unit=one, keeps=True, parts=[
            {"into": {"id": "T-S1", "name": "Xã Chia", "kind": "xã"}, "share": 0.4},
            {"into": other}])
    assert made.status == 201, made
    assert {one, "T-S1"} <= set(units(demo, NEXT_YEAR, parent="VN-2025-04"))
    too_much = send(
        demo, change="split", effective=NEXT_YEAR, unit=other, parts=[
            {"into": {"id": "T-S2", "name": "Xã Hai"}, "share": 0.7},
            {"into": one, "share": 0.5}])
    assert too_much.status == 422 and too_much.pointers == ["/parts/0/share"]


@pytest.mark.parametrize("body, pointer", [
    ({}, "/change"), ({"change": "explode"}, "/change"),
    ({"change": "close", "unit": "VN-2025-08"}, "/effective"),
    ({"change": "close", "unit": "nosuch", "effective": NEXT_YEAR}, "/unit"),
    ({"change": "close", "unit": "VN-2025-08", "effective": NEXT_YEAR}, "/unit"),
    ({"change": "close", "unit": "VN-2024-034", "effective": NEXT_YEAR}, "/unit"),
    ({"change": "move", "unit": "VN-2025-08", "effective": NEXT_YEAR}, "/parent"),
    ({"change": "move", "unit": "VN-2025-08", "parent": "VN-2025-KV-034",
      "effective": NEXT_YEAR}, "/parent"),
    ({"change": "close", "unit": "VN-2025-08", "effective": NEXT_YEAR, "x": 1}, "/x"),
    ({"change": "open", "effective": NEXT_YEAR,
      "unit": {"id": "VN-2024-034", "name": "X", "level": "district", "parent": "VN"}},
     "/unit/id"),
    ({"change": "merge", "effective": NEXT_YEAR, "units": ["VN-2025-08", 7],
      "into": "VN-2025-01"}, "/units/1"),
], ids=str)
def test_what_cannot_be_is_refused_at_its_place(demo, body, pointer):
    answer = send(demo, **body)
    assert answer.status == 422 and answer.pointers == [pointer], answer
    assert "invalid-unit-change" in answer.json["type"]


def test_only_administrators_who_cover_the_units_change_them(demo, communes):
    first, second = communes(2)
    body = dict(change="rename", effective=NEXT_YEAR, unit=first, name="Xã Khác")
    assert demo.request("POST", CHANGES, body).status == 401
    assert demo.get(CHANGES).status == 401
    for unit, role, status in [
            ("VN", "viewer", 403), ("VN-2025-08", "admin", 403), (first, "admin", 403),
            ("VN-2025-04", "admin", 201)]:
        assert send(demo, token=demo.folder.token(unit, role), **body).status == status, unit
    provincial = demo.folder.token("VN-2025-04", "admin")
    listed = demo.get(CHANGES, provincial).json["items"]
    assert first in str(listed)
    elsewhere = demo.folder.token("VN-2025-08", "admin")
    number = next(item["id"] for item in listed if item["change"] == "rename")
    assert demo.request("DELETE", f"{CHANGES}/{number}", token=elsewhere).status == 404
    assert demo.request("DELETE", f"{CHANGES}/{number}", token=provincial).status == 200


# The command line


def test_commands_preview_make_list_and_undo(demo, communes):
    first, second = communes(2)
    words = ["unit", "merge", first, second, "--into", "T-C1", "--name", "Xã Lệnh",
             "--date", NEXT_YEAR, "--reason", "NQ lệnh"]
    shown = demo.folder.run(*words, "--preview")
    assert shown.returncode == 0 and "[expected]" in shown.stdout, shown
    assert "T-C1" not in units(demo, NEXT_YEAR)
    asked = demo.folder.run(*words, stdin="")
    assert asked.returncode == 2 and "--yes" in asked.stderr, asked
    assert "T-C1" not in units(demo, NEXT_YEAR)
    made = demo.folder.done(*words, "--yes")
    number = re.search(r"change (\d+) is made", made.stdout).group(1)
    assert "T-C1" in units(demo, NEXT_YEAR)
    assert "NQ lệnh" in demo.folder.done("unit", "list-changes").stdout
    assert demo.folder.run("unit", "undo", number, "--preview").returncode == 0
    assert "T-C1" in units(demo, NEXT_YEAR)
    demo.folder.done("unit", "undo", number, "--yes")
    assert "T-C1" not in units(demo, NEXT_YEAR)
    assert demo.folder.run("unit", "undo", number, "--yes").returncode == 1
    assert demo.folder.run("unit", "undo", "9999", "--yes").returncode == 65
    bad = demo.folder.run("unit", "close", "nosuch", "--date", NEXT_YEAR, "--yes")
    assert bad.returncode == 65 and "nosuch" in bad.stderr
    assert demo.folder.run("unit", "close", first, "--date", "soon", "--yes").returncode == 2
    whole = demo.folder.run("unit", "close", "VN-2025-08", "--date", NEXT_YEAR, "--yes")
    assert whole.returncode == 65 and whole.stderr.count("VN-2025-01153") == 1, whole.stderr


def test_the_other_commands_work_beside_no_server(copy_of_demo):
    folder = copy_of_demo()
    commune = known.communes_today()[0]
    for words in [
            ["rename", commune, "--name", "Phường Mới", "--kind", "phường"],
            ["move", commune, "--parent", "VN-2025-08"],
            ["split", commune, "--keep", "--part", "T-P1:Xã Phần=0.25"],
            ["open", "T-H1", "--name", "Bệnh viện", "--level", "hospital", "--parent", commune],
            ["close", known.communes_today()[1]],
            ["split", known.communes_today()[2], "--part", "T-P2:Xã Phần=0.4",
             "--part", f"{known.communes_today()[2]}=0.6"],
            ["join", commune, "--area", "VN-2025-KV-034", "--part"],
            ["leave", commune, "--area", "VN-2025-KV-034"]]:
        folder.done("unit", *words, "--date", NEXT_YEAR, "--yes")
    lines = folder.done("unit", "list-changes").stdout.splitlines()
    assert [line.split("\t")[:2] for line in lines] == [
        [str(number), "planned"] for number in range(8, 0, -1)]
    assert "đơn vị này vẫn còn" in lines[2]


# A file


@pytest.fixture
def import_changes(demo, tmp_path):
    def run(rows, *flags):
        path = tmp_path / "changes.csv"
        path.write_text(
            "change,effective_date,unit_id,into_id,name,share,parent_id,keeps,reason\n" + rows,
            encoding="utf-8")
        return demo.folder.run("import", "org-unit-changes", str(path), *flags)
    return run


def test_a_file_of_changes_is_taken_whole(demo, communes, import_changes):
    a, b, c, d = communes(4)
    rows = (
        f"merge,{NEXT_YEAR},{a},T-F1,Xã Tệp,,,,NQ\nmerge,{NEXT_YEAR},{b},T-F1,,,,,NQ\n"
        f"split,{NEXT_YEAR},{c},T-F2,Xã Một,0.4,,,NQ\nsplit,{NEXT_YEAR},{c},{d},,0.6,,,NQ\n"
        f"rename,{NEXT_YEAR},{d},,Xã Đổi,,,,NQ\n")
    shown = import_changes(rows, "--preview")
    assert shown.returncode == 0 and "[successions]" in shown.stdout, shown
    assert "T-F1" not in units(demo, NEXT_YEAR)
    assert import_changes(rows).returncode == 0
    found = units(demo, NEXT_YEAR)
    assert {"T-F1", "T-F2"} <= set(found) and not {a, b, c} & set(found)
    assert found[d]["name"] == "Xã Đổi"
    assert import_changes(rows).returncode == 65, "the same again is no change any more"


def test_bad_rows_are_named_and_nothing_is_made(demo, communes, import_changes):
    a, b = communes(2)
    before = units(demo, NEXT_YEAR)
    result = import_changes(
        f"rename,{NEXT_YEAR},{a},,Xã Tốt,,,,\nmerge,{NEXT_YEAR},{b},T-X,Xã X,,,,\n"
        f"merge,{NEXT_YEAR},nosuch,T-X,,,,,\nclose,{NEXT_YEAR},VN-2025-08,,,,,,\n")
    assert result.returncode == 65
    assert "line 4, cột/column 3" in result.stderr and "line 5, cột/column 3" in result.stderr
    result = import_changes(
        f"burn,{NEXT_YEAR},{a},,,,,,\nclose,soon,{a},,,,,,\nclose,{NEXT_YEAR},nosuch,,,,,,\n"
        f"open,soon,T-Y,,Xã Y,,VN-2025-04,,\nrename,{NEXT_YEAR},T-Y,,Xã Z,,,,\n")
    lines = [int(number) for number in re.findall(r"line (\d+), cột", result.stderr)]
    assert lines == [2, 3, 4, 5], "every bad row, and none that only rests on one"
    assert units(demo, NEXT_YEAR) == before


# Station points and hospitals


def test_station_points_add_to_their_commune_and_hospitals_do_not(demo, communes, tmp_path):
    """Births are counted by residence: communes and their points report them, hospitals have
    no such form unless the catalogue assigns one."""
    import copy
    import json
    [commune] = communes(1)
    start = f"{month(3)}-01"
    for unit, level in (("T-PT1", "station_point"), ("T-BV1", "hospital")):
        made = send(
            demo, change="open", effective=start, backdated=True,
            unit={"id": unit, "name": unit, "level": level, "parent": commune})
        assert made.status == 201, made
    period = month(2)
    refused = demo.post(running.report("T-PT1", period, {"anc_visits": 1}), demo.admin)
    assert (refused.status, refused.pointers) == (422, ["/org_unit"])
    catalogue = copy.deepcopy(known.catalogue())
    catalogue["assignments"] = [
        {"form": "mnch", "org_unit": "T-PT1", "valid_from": f"{period}-01", "valid_to": None}]
    path = tmp_path / "catalogue.json"
    path.write_text(json.dumps(catalogue), encoding="utf-8")
    demo.folder.done("import", "catalogue", str(path))
    early = demo.post(running.report("T-PT1", month(3), {"anc_visits": 1}), demo.admin)
    assert early.status == 422, "not assigned yet"
    before = demo.aggregate("VN-2025-04", period).json
    for unit, count in ((commune, 7), ("T-PT1", 5)):
        body = running.report(unit, period, {"anc_visits": count, "pregnant_current": count})
        assert demo.post(body, demo.admin).status == 201
    whole = demo.aggregate(commune, period).json
    for code in ("anc_visits", "pregnant_current"):
        assert known.core(whole["values"])[code] == {"value": 12, "units": 2}
    assert whole["reports"]["expected"] == 2
    assert demo.sum("T-PT1", period, "anc_visits") == 5
    after = demo.aggregate("VN-2025-04", period).json
    given = before["values"].get("anc_visits", {"value": 0})["value"]
    assert after["values"]["anc_visits"]["value"] == given + 12
    assert after["reports"]["expected"] == before["reports"]["expected"]
    hospital = demo.post(running.report("T-BV1", period, {"anc_visits": 1}), demo.admin)
    assert (hospital.status, hospital.pointers) == (422, ["/org_unit"])
    # The page of a commune with points shows its own months and the points.
    page = demo.get(f"/units/{commune}?period={period}", demo.admin)
    assert page.status == 200 and "T-PT1" in page.text


# Pages


def test_pages_of_changes_are_for_administrators(demo):
    assert demo.get("/admin/units").status == 401
    assert demo.get("/admin/units", demo.folder.token("VN", "viewer")).status == 403
    assert "/admin/units" in demo.get("/admin", demo.admin).text
    for code in ("merge", "split", "move", "rename", "open", "close", "join", "leave"):
        assert demo.get(f"/admin/units/new?change={code}", demo.admin).status == 200
    assert demo.get("/admin/units/changes/999999", demo.admin).status == 404


def test_a_unit_is_found_by_name_and_its_forms_are_filled_in(demo):
    def page(path):
        answer = demo.get(path, demo.admin)
        assert answer.status == 200
        return answer.text

    quote = urllib.parse.quote
    found = page("/admin/units?unit=" + quote("bac quang"))
    assert "Xã Bắc Quang (VN-2025-01153), Tỉnh Tuyên Quang" in found
    assert "/admin/units/new?change=move&amp;unit=VN-2025-01153" in found
    several = page("/admin/units?unit=" + quote("Đồng Tâm"))
    assert "VN-2025-01165" in several and "VN-2025-25390" in several
    assert "change=move&amp;unit" not in several
    ended = page("/admin/units?unit=VN-2024-034&lang=en")
    assert "ended on 30/06/2025" in ended
    form = page("/admin/units/new?change=move&unit=VN-2025-01153")
    assert 'value="VN-2025-01153"' in form and "Xã Bắc Quang, Tỉnh Tuyên Quang" in form
    assert '<option value="VN-2025-11">Tỉnh Điện Biên' in form
    search = "/units?q=" + quote("bac quang")
    assert "/admin/units?unit=VN-2025-01153" in page(search)
    viewer = demo.folder.token("VN", "viewer")
    assert "/admin/units" not in demo.get(search, viewer).text


@pytest.mark.parametrize("typed, outcome", [
    ("VN-2025-01153", "Chuyển Xã Bắc Quang (VN-2025-01153) sang"),
    ("bắc quang", "Chuyển Xã Bắc Quang (VN-2025-01153) sang"),
    ("Xã Bắc Quang (VN-2025-01153)", "Chuyển Xã Bắc Quang (VN-2025-01153) sang"),
    ("Đồng Tâm, Tuyên Quang", "Chuyển Xã Đồng Tâm (VN-2025-01165) sang"),
    ("Đồng Tâm", "Nhiều đơn vị tên «Đồng Tâm», hãy ghi mã: "
     "Xã Đồng Tâm (VN-2025-01165), Tỉnh Tuyên Quang; Xã Đồng Tâm (VN-2025-25390)"),
    ("Khu vực huyện Bắc Quang", "Không có đơn vị «Khu vực huyện Bắc Quang»"),
    ("bằng hàn", "Gần giống: Xã Bằng Hành (VN-2025-01180)"),
], ids=str)
def test_fields_take_ids_and_names(demo, typed, outcome):
    fields = urllib.parse.urlencode({
        "change": "move", "unit": typed, "parent": "Điện Biên", "effective": NEXT_YEAR,
        "step": "preview"})
    answer = demo.request(
        "POST", "/admin/units/new", fields.encode(), demo.admin,
        headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert outcome in html.unescape(answer.text), answer.text[-3000:]
