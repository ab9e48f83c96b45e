"""Areas: groups of units with dated members, read like units; the former districts among them."""

import pytest

import known
import running

AREA = "VN-2025-KV-034"
MEMBERS = "VN-2025-01153"
UNIT_COLUMNS = "id,gso_code,level,kind,name_vi,parent_id,valid_from,valid_to\n"
LINK_COLUMNS = "predecessor_id,successor_id,kind,share,effective_date\n"
MEMBER_COLUMNS = "area_id,member_id,valid_from,valid_to\n"


@pytest.fixture(scope="module")
def _own(copy_of_demo, keep):
    return keep(copy_of_demo(), "--demo")


@pytest.fixture
def demo(_own):
    """A demonstration of this file's own: its country changes."""
    yield _own.running()
    _own.check()


def areas(server, day):
    path = f"{running.API}/org-units?level=area&as_of={day}&limit=2000"
    return {item["id"]: item for item in server.get(path).json["items"]}


def test_every_former_district_is_an_area_from_july_2025_on(demo):
    assert areas(demo, "2025-06-30") == {}
    found = areas(demo, "2025-07-01")
    ended = [
        row for row in known.table("org_units.csv")
        if row["level"] == "district" and row["valid_to"] == "2025-06-30"]
    assert set(found) >= {row["id"].replace("VN-2024-", "VN-2025-KV-") for row in ended}
    assert len(ended) == 696
    assert found[AREA]["name"] == "Khu vực huyện Bắc Quang"
    assert found[AREA]["parent"] == "VN-2025-08" and found[AREA]["part_members"] == []


def test_its_members_are_the_communes_made_of_its_land_alone(demo):
    """Computed from the successions anew; what took land of several districts is a part."""
    home = {row["id"]: row["parent_id"] for row in known.table("org_units.csv")
            if row["level"] == "commune" and row["valid_to"] == "2025-06-30"}
    for row in known.table("org_units.csv"):
        if row["level"] == "district" and row["valid_to"] == "2025-06-30":
            home.setdefault(row["id"], row["id"])
    land = {}
    for row in known.table("successions.csv"):
        if row["effective_date"] == "2025-07-01" and not (
                row["kind"] == "part" and row["share"] and float(row["share"]) == 0):
            if row["predecessor_id"] in home:
                land.setdefault(row["successor_id"], set()).add(home[row["predecessor_id"]])
    members, parts = {}, {}
    for commune, districts in land.items():
        for district in districts:
            to = members if len(districts) == 1 else parts
            to.setdefault(district.replace("VN-2024-", "VN-2025-KV-"), set()).add(commune)
    wrong = [
        area for area, item in areas(demo, "2025-07-01").items()
        if area.startswith("VN-2025-KV-") and (
            set(item["members"]) != members.get(area, set())
            or set(item["part_members"]) != parts.get(area, set()))]
    assert wrong == []


def test_the_past_of_a_former_district_reads_as_it_was(demo):
    then = demo.aggregate(known.DISTRICT, "2023").json
    now = demo.aggregate(AREA, "2023", boundaries="current").json
    assert now["org_unit"] == {
        "id": AREA, "name": "Khu vực huyện Bắc Quang", "level": "area"}
    assert (now["values"], now["reports"]) == (then["values"], then["reports"])
    assert "without" not in now
    path = running.aggregate_path(AREA, "2023", "current", "/children")
    children = demo.get(path, demo.admin).json["items"]
    assert len(children) == 8
    assert sum(child["reports"]["received"] for child in children) == 276


def test_its_present_is_the_sum_of_its_members_and_nobody_counts_it_twice(demo):
    area = areas(demo, "2025-07-01")[AREA]
    before = demo.aggregate("VN", "2025-07").json["reports"]["expected"]
    assert before == 3321
    for number, commune in enumerate(area["members"], 1):
        body = running.report(commune, "2025-07", {"anc_visits": number})
        assert demo.post(body, demo.admin).status == 201
    assert demo.sum(AREA, "2025-07", "anc_visits") == 36
    assert demo.sum("VN-2025-08", "2025-07", "anc_visits") == 36
    assert demo.sum("VN", "2025", "anc_visits") == 36
    assert demo.aggregate(AREA, "2025").json["reports"]["expected"] == 8 * 6
    # What an area does not hold is not in it, and what is corrected is so at once.
    other = next(unit for unit in known.communes_today() if unit not in area["members"])
    assert demo.post(
        running.report(other, "2025-07", {"anc_visits": 100}), demo.admin).status == 201
    assert demo.sum(AREA, "2025-07", "anc_visits") == 36
    body = running.report(area["members"][0], "2025-07", {"anc_visits": 11})
    assert demo.post(body, demo.admin).status == 200
    assert demo.sum(AREA, "2025-07", "anc_visits") == 46
    names = {c["org_unit"]["level"] for c in demo.get(
        running.aggregate_path("VN-2025-08", "2025-07", below="/children"),
        demo.admin).json["items"]}
    assert names == {"commune"}


def test_a_part_is_named_and_not_summed(demo):
    area, part = next(
        (item["id"], item["part_members"][0]) for item in areas(demo, "2025-07-01").values()
        if item["members"] and item["part_members"])
    assert demo.post(
        running.report(part, "2025-09", {"anc_visits": 5}), demo.admin).status == 201
    answer = demo.aggregate(area, "2025-09").json
    assert part in answer["without"] and "anc_visits" not in answer["values"]


def test_an_area_did_not_exist_before_and_never_reports(demo):
    assert demo.aggregate(AREA, "2023").status == 422
    answer = demo.post(running.report(AREA, "2025-08", {"anc_visits": 1}), demo.admin)
    assert (answer.status, answer.pointers) == (422, ["/org_unit"])


def test_a_role_at_an_area_covers_its_members_and_their_past(demo):
    token = demo.folder.token(AREA, "reporter")
    reviewer = demo.folder.token(AREA, "reviewer")
    old = known.communes_2023()[0]
    for unit, period, status in [
            (MEMBERS, "2025-10", 201), (old, "2022-10", 201), ("VN-2025-00691", "2025-10", 403)]:
        body = running.report(unit, period, {"anc_visits": 1})
        assert demo.post(body, token).status == status, unit
    assert demo.get(f"/units/{AREA}?period=2025-10", reviewer).status == 200
    page = demo.get(f"/review/{AREA}?period=2025-10", reviewer)
    assert page.status == 200 and "Xã Bắc Quang" in page.text
    # A province's reader reads its areas, a commune's does not.
    province = demo.folder.token("VN-2025-08", "viewer")
    commune = demo.folder.token(MEMBERS, "viewer")
    path = running.aggregate_path(AREA, "2025-11")
    assert demo.get(path, province).status == 200


def test_visitors_read_an_area_where_dashboards_are_public(demo, closed):
    path = running.aggregate_path(AREA, "2023", "current")
    assert demo.get(path).status == 200
    assert closed.get(path).status == 401
    assert closed.get(path, closed.folder.token("VN-2025-08", "viewer")).status == 200
    assert closed.get(path, closed.folder.token("VN-2025-01", "viewer")).status == 403
    assert closed.get(path, closed.folder.token(MEMBERS, "viewer")).status == 403


@pytest.fixture
def import_files(demo, tmp_path):
    def run(units="", members=None):
        files = {"units": UNIT_COLUMNS + units, "links": LINK_COLUMNS}
        if members is not None:
            files["members"] = members
        for name, text in files.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        return demo.folder.run(
            "import", "org-units", *[str(tmp_path / name) for name in files])
    return run


def test_members_can_be_imported_with_their_dates(demo, import_files):
    first, second = known.communes_today()[100:102]
    result = import_files(
        "KV-1,,area,khu vực,Khu vực Một,VN,,\n",
        MEMBER_COLUMNS + f"KV-1,{first},,2025-09-30\nKV-1,{second},2025-09-01,\n")
    assert result.returncode == 0, result.stderr
    for unit, count in ((first, 1), (second, 10)):
        for period in ("2025-08", "2025-09", "2025-10"):
            body = running.report(unit, period, {"anc_visits": count})
            assert demo.post(body, demo.admin).status == 201
    found = [demo.sum("KV-1", f"2025-{month}", "anc_visits") for month in ("08", "09", "10")]
    assert found == [1, 11, 10]
    assert demo.sum("KV-1", "2025", "anc_visits") == 22
    current = demo.aggregate("KV-1", "2025-08", boundaries="current").json
    assert current["values"]["anc_visits"]["value"] == 10, "today's members"
    # Another import leaves it, and the former districts, as they are.
    assert import_files().returncode == 0
    assert demo.sum("KV-1", "2025", "anc_visits") == 22
    assert len(areas(demo, "2025-07-01")) == 697


@pytest.mark.parametrize("units, members, place", [
    ("", f"VN-2025-08,{MEMBERS},,\n", "line 2, cột/column 1"),
    ("", f"nosuch,{MEMBERS},,\n", "line 2, cột/column 1"),
    ("", f"{AREA},nosuch,,\n", "line 2, cột/column 2"),
    ("", f"{AREA},VN-2025-KV-035,,\n", "line 2, cột/column 2"),
    ("", f"{AREA},{MEMBERS},1,\n", "line 2, cột/column 3"),
    ("", f"{AREA},{MEMBERS},2026-01-01,2025-01-01\n", "line 2, cột/column 4"),
    ("", f"{AREA},{MEMBERS},,2025-12-31\n{AREA},{MEMBERS},2025-12-31,\n",
     "line 3, cột/column 3"),
    ("VN-X,,commune,xã,Xã X," + AREA + ",,\n", "", "org units, dòng/line 2, cột/column 6"),
    (AREA + ",,commune,xã,Xã X,VN-2025-08,2025-07-01,\n", "", MEMBERS),
], ids=["no area", "unknown area", "unknown member", "area in area", "date", "order", "overlap",
        "parent", "no longer an area"])
def test_bad_members_are_named_and_change_nothing(demo, import_files, units, members, place):
    before = areas(demo, "2025-07-01")
    result = import_files(units, MEMBER_COLUMNS + members)
    assert result.returncode == 65 and place in result.stderr, result.stderr
    assert areas(demo, "2025-07-01") == before


def test_units_imported_into_an_empty_folder_bring_the_former_districts_along(tmp_path):
    folder = running.Folder(tmp_path / "data")
    folder.done(
        "import", "org-units", str(known.SEED / "org_units.csv"),
        str(known.SEED / "successions.csv"))
    with folder.serving() as server:
        assert len(areas(server, "2026-01-01")) == 696


def test_members_stand_in_the_order_of_the_tree_and_areas_where_they_lie(demo, import_files):
    """The commune is the newest of all units and stands in the first province."""
    def ids(**query):
        path = f"{running.API}/org-units?as_of=2026-01-01"
        return [item["id"] for item in demo.all_items(
            path + "".join(f"&{name}={value}" for name, value in query.items()))]
    first = ids(level="province")[0]
    assert first != "VN-2025-08"
    result = import_files(
        f"KV-2,,area,khu vực,Khu vực Hai,{first},2025-07-01,\n"
        f"T-NEW,,commune,xã,Xã Mới,{first},2025-07-01,\n",
        MEMBER_COLUMNS + f"KV-2,{MEMBERS},2025-07-01,\nKV-2,T-NEW,2025-07-01,\n")
    assert result.returncode == 0, result.stderr
    order = ids()
    assert ids(parent="KV-2") == sorted(["T-NEW", MEMBERS], key=order.index) == ["T-NEW", MEMBERS]
    assert ids(parent="KV-2", level="commune") == ["T-NEW", MEMBERS]
    assert ids(parent="KV-2", level="area") == []
    assert "KV-2" in ids(parent=first, level="area")
    assert "KV-2" not in ids(parent=first) and "T-NEW" in ids(parent=first)
    assert AREA in ids(parent="VN-2025-08", level="area")
