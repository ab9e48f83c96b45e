"""`mebe import org-units` and `import catalogue`: good files count at once, bad ones change
nothing."""

import copy
import json

import pytest

import known
import running

UNIT_COLUMNS = "id,gso_code,level,kind,name_vi,parent_id,valid_from,valid_to\n"
LINK_COLUMNS = "predecessor_id,successor_id,kind,share,effective_date,source\n"


@pytest.fixture(scope="module")
def _own(copy_of_demo, keep):
    return keep(copy_of_demo(), "--demo")


@pytest.fixture
def demo(_own):
    """A demonstration of this file's own: its country changes."""
    yield _own.running()
    _own.check()


@pytest.fixture
def import_units(demo, tmp_path):
    def run(units, links=""):
        (tmp_path / "units.csv").write_text(UNIT_COLUMNS + units, encoding="utf-8")
        (tmp_path / "links.csv").write_text(LINK_COLUMNS + links, encoding="utf-8")
        return demo.folder.run(
            "import", "org-units", str(tmp_path / "units.csv"), str(tmp_path / "links.csv"))
    return run


def test_a_new_commune_can_report_at_once(demo, import_units):
    path = f"{running.API}/org-units?q=thu%20nghiem"
    assert demo.get(path).json["items"] == []
    row = "VN-2024-T001,,commune,xã,Xã Thử Nghiệm,VN-2024-034,2022-01-01,2025-06-30\n"
    link = "VN-2024-T001,VN-2025-01153,merge,1,2025-07-01,thử\n"
    result = import_units(row, link)
    assert result.returncode == 0, result.stderr
    found = demo.get(f"{path}&as_of=2024-01-01").json["items"]
    assert [item["id"] for item in found] == ["VN-2024-T001"]
    body = running.report("VN-2024-T001", "2022-05", {"anc_visits": 41})
    assert demo.post(body, demo.admin).status == 201
    assert demo.sum(known.DISTRICT, "2022-05", "anc_visits") == 41
    current = demo.aggregate("VN-2025-01153", "2022-05", boundaries="current").json
    assert current["values"]["anc_visits"]["value"] == 41
    early = demo.post(running.report("VN-2024-T001", "2021-12", {"anc_visits": 1}), demo.admin)
    assert (early.status, early.pointers) == (422, ["/org_unit"])


def test_repeating_an_import_of_units_changes_nothing(demo, import_units):
    row = "VN-2024-T002,,commune,xã,Xã Hai Lần,VN-2024-026,2022-01-01,2025-06-30\n"
    for _ in range(2):
        assert import_units(row).returncode == 0
    found = demo.get(f"{running.API}/org-units?q=xa%20hai%20lan&as_of=2024-01-01").json["items"]
    assert [item["id"] for item in found if item["name"] == "Xã Hai Lần"] == ["VN-2024-T002"]


@pytest.mark.parametrize("row, place", [
    ("VN-2024-T003,,commune,xã,Xã A,VN-2024-034,2022-13-01,\n", ("org units", "line 2")),
    ("VN-2024-T003,,commune,xã,Xã A,nosuch,2022-01-01,\n", ("org units", "line 2")),
    ("VN-2024-T003,,commune,xã,,VN-2024-034,2022-01-01,\n", ("org units", "line 2")),
    ("VN-2024-T003,,commune,xã,Xã A,VN-2024-034,2023-01-01,2022-01-01\n",
     ("org units", "line 2")),
    ("VN-2024-T003,,commune,xã,Xã A,VN-2024-034\n", ("org units", "line 2")),
    ("VN-2024-T003,,commune,xã,Xã A,VN-2024-034,2022-01-01,2023-12-31\n"
     "VN-2024-T003,,commune,xã,Xã B,VN-2024-034,2023-06-01,\n", ("org units", "line 3")),
    ("VN-2024-T003,,commune,xã,Xã A,VN-2024-T003,2022-01-01,\n", ("org units", "line 2")),
], ids=["date", "parent", "name", "order", "width", "overlap", "own parent"])
def test_bad_units_are_named_and_change_nothing(demo, import_units, row, place):
    before = demo.get(f"{running.API}/org-units?parent=VN-2024-034&as_of=2024-01-01").etag
    result = import_units(row)
    assert result.returncode == 65, (result.stdout, result.stderr)
    for word in place:
        assert word in result.stderr, result.stderr
    after = demo.get(f"{running.API}/org-units?parent=VN-2024-034&as_of=2024-01-01").etag
    assert before == after


def test_a_bad_succession_is_named(import_units):
    row = "VN-2024-T004,,commune,xã,Xã A,VN-2024-034,2022-01-01,2025-06-30\n"
    result = import_units(row, "VN-2024-T004,nosuch,merge,1,2025-07-01,x\n")
    assert result.returncode == 65 and "line 2" in result.stderr, result.stderr


@pytest.mark.parametrize("links, place", [
    ("VN-2024-01153,VN-2025-01153,part,0.7,2025-07-01,x\n"
     "VN-2024-01153,VN-2025-01144,part,0.7,2025-07-01,x\n", "line 3, cột/column 4: các tỷ lệ"),
    ("VN-2024-01153,VN-2025-01153,merge,1,2025-07-01,x\n"
     "VN-2024-01153,VN-2025-01153,merge,1,2025-07-01,x\n", "line 3, cột/column 2: đã có"),
], ids=["shares beyond all", "a row twice"])
def test_links_that_would_count_twice_are_named(import_units, links, place):
    result = import_units("", links)
    assert result.returncode == 65 and place in result.stderr, result


def test_a_unit_that_has_reported_must_go_on_existing_then(demo, import_units, commune):
    body = running.report(commune, "2022-06", {"anc_visits": 1})
    assert demo.post(body, demo.admin).status == 201
    result = import_units(f"{commune},,commune,xã,Xã A,VN-2024-034,2024-01-01,2025-06-30\n")
    assert result.returncode == 65 and commune in result.stderr, result.stderr


@pytest.fixture
def import_catalogue(demo, tmp_path):
    def run(text):
        path = tmp_path / "catalogue.json"
        path.write_text(text if isinstance(text, str) else json.dumps(text), encoding="utf-8")
        return demo.folder.run("import", "catalogue", str(path))
    return run


@pytest.fixture
def catalogue(import_catalogue):
    """A copy to change; the seed's own is put back afterwards."""
    yield copy.deepcopy(known.catalogue())
    assert import_catalogue(known.catalogue()).returncode == 0


def test_a_changed_catalogue_counts_at_once(demo, catalogue, import_catalogue):
    catalogue["indicators"][1]["label_en"] = "Renamed"
    catalogue["targets"].append({
        "indicator": "anc4_rate", "org_unit": known.DISTRICT, "year": 2023, "op": ">=",
        "value": 85, "quote_vi": "thử"})
    assert import_catalogue(catalogue).returncode == 0
    items = demo.get(f"{running.API}/indicators").json["items"]
    assert items[1]["label_en"] == "Renamed"
    target = demo.aggregate(known.DISTRICT, "2023").json["indicators"]["anc4_rate"]["target"]
    wanted = {"op": ">=", "value": 85, "year": 2023, "met": False}
    assert wanted.items() <= target.items(), "84.987 is compared unrounded"
    assert "1.580" in demo.get(f"/units/{known.DISTRICT}?period=2023").text


def test_a_form_version_with_reports_keeps_its_elements(demo, catalogue, import_catalogue):
    def swapped(form):
        elements = form["sections"][1]["elements"]
        elements[0], elements[1] = elements[1], elements[0]

    def shortened(form):
        form["sections"][1]["elements"].pop()

    for change in (swapped, shortened):
        changed = copy.deepcopy(catalogue)
        change(changed["forms"][0])
        result = import_catalogue(changed)
        assert result.returncode == 65, (change, result.stdout)
        assert "tt37-2019" in result.stderr
    dropped = copy.deepcopy(catalogue)
    del dropped["forms"][0]
    assert import_catalogue(dropped).returncode == 65
    assert demo.aggregate(known.DISTRICT, "2023").json["values"]["live_births"]["value"] == 1580


@pytest.mark.parametrize("change", [
    lambda c: c["indicators"][0].update(numerator=["nosuch"]),
    lambda c: c["rules"][0].update(expr="anc_visits <= nosuch"),
    lambda c: c["rules"][0].update(expr="anc_visits ~ gyn_exams"),
    lambda c: c["rules"].append(c["rules"][0]),
    lambda c: c["data_elements"].append(c["data_elements"][0]),
    lambda c: c["data_elements"][0].update(time="sometimes"),
    lambda c: c["targets"][0].update(indicator="nosuch"),
    lambda c: c["forms"][0]["sections"][0]["elements"].append("nosuch"),
    lambda c: c.pop("data_elements"),
    lambda c: c["targets"].append(dict(c["targets"][0], value=1)),
    lambda c: c["deadlines"][0].update(valid_from="2024-02-01", valid_to="2024-01-31"),
], ids=["numerator", "rule's element", "rule's sign", "rule twice", "element twice", "time",
        "target", "section", "no elements", "two targets for one year", "an end before its beginning"])
def test_a_catalogue_that_does_not_hold_together_is_bad_data(demo, import_catalogue, change):
    before = demo.get(f"{running.API}/forms").etag
    changed = copy.deepcopy(known.catalogue())
    change(changed)
    result = import_catalogue(changed)
    assert result.returncode == 65, (result.stdout, result.stderr)
    assert result.stderr.strip()
    assert demo.get(f"{running.API}/forms").etag == before


@pytest.mark.parametrize("text", ["", "{", "[]", '{"a":1,"a":2}'])
def test_a_catalogue_that_is_no_json_object_is_bad_data(import_catalogue, text):
    result = import_catalogue(text)
    assert result.returncode == 65, (result.stdout, result.stderr)
