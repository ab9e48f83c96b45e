"""Published shares and unknown splits, through the import and the API: what is estimated is
marked, what is left out is named, and nothing is lost or counted twice above."""

import pytest

import known
import running

# S is shared out between A and B; T goes to B and C, nobody knows how; E is shared partly; G
# gives a part to H and goes on. M moves from one district to another. L went whole into K, which
# went into J, and goes on existing all the same.
UNITS = """id,gso_code,level,kind,name_vi,parent_id,valid_from,valid_to
VN,,nation,,Việt Nam,,,
P,1,province,tỉnh,Tỉnh P,VN,,
Q,2,province,tỉnh,Tỉnh Q,VN,,
A,3,commune,xã,Xã A,P,2025-07-01,
B,4,commune,xã,Xã B,P,2025-07-01,
C,5,commune,xã,Xã C,Q,2025-07-01,
S,6,commune,xã,Xã S,P,,2025-06-30
T,7,commune,xã,Xã T,P,,2025-06-30
E,8,commune,xã,Xã E,Q,,2025-06-30
R,9,province,tỉnh,Tỉnh R,VN,,
R1,10,district,huyện,Huyện R1,R,,
R2,11,district,huyện,Huyện R2,R,,
G,12,commune,xã,Xã G,R,,
H,13,commune,xã,Xã H,R,2024-03-01,
M,14,commune,xã,Xã M cũ,R1,,2024-03-31
M,14,commune,xã,Xã M,R2,2024-04-01,
L,15,commune,xã,Xã L,R,,
K,16,commune,xã,Xã K,R,2023-06-01,2023-12-31
J,17,commune,xã,Xã J,R,2024-01-01,
"""
LINKS = """predecessor_id,successor_id,kind,share,effective_date,source
S,A,part,0.37,2025-07-01,x
S,B,part,0.63,2025-07-01,x
T,B,part,,2025-07-01,x
T,C,part,,2025-07-01,x
E,A,part,0.25,2025-07-01,x
E,C,part,,2025-07-01,x
G,H,part,0.3333333333333333,2024-03-01,x
L,K,rename,1,2023-06-01,x
K,J,merge,1,2024-01-01,x
"""
GIVEN = {"S": 101, "T": 11, "E": 8}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    directory = tmp_path_factory.mktemp("shares")
    folder = running.Folder(directory / "data")
    (directory / "units.csv").write_text(UNITS, encoding="utf-8")
    (directory / "links.csv").write_text(LINKS, encoding="utf-8")
    folder.done("import", "org-units", str(directory / "units.csv"), str(directory / "links.csv"))
    folder.done("import", "catalogue", f"{known.SEED}/catalogue.json")
    rows = [f"{unit},2025-0{month},{count},{count * 10}"
            for month in (2, 3) for unit, count in GIVEN.items()]
    folder.done("import", "reports", "-", stdin="\n".join(
        ["org_unit,period,anc_visits,pregnant_current", *rows, "L,2024-02,,50", "J,2024-01,,7"])
        + "\n")
    with folder.serving() as running_server:
        yield running_server


def read(server, unit, period="2025-03"):
    answer = server.aggregate(unit, period, boundaries="current")
    assert answer.status == 200, answer
    return answer.json


@pytest.mark.parametrize("unit, visits, estimated, without", [
    ("A", 0.37 * 101 + 0.25 * 8, True, []), ("B", 0.63 * 101, True, ["T"]),
    ("C", 0.75 * 8, True, ["T"]), ("P", 101 + 0.25 * 8, True, ["T"]),
    ("Q", 0.75 * 8, True, ["T"]), ("VN", 101 + 11 + 8, False, []),
])
def test_flows_stocks_and_expected_reports_go_by_shares(server, unit, visits, estimated, without):
    for period, times in (("2025-03", 1), ("2025-Q1", 2), ("2025", 2)):
        found = read(server, unit, period)
        if period == "2025":
            # July and later expect of today's units themselves.
            assert found["reports"]["received"] <= found["reports"]["expected"]
        flow = found["values"]["anc_visits"]
        assert flow["value"] == pytest.approx(visits * times, abs=1e-9)
        assert flow.get("estimated", False) is estimated
        assert found.get("estimated", False) is estimated
        assert found.get("without", []) == without
    stock = read(server, unit, "2025-Q1")["values"]["pregnant_current"]
    assert stock["value"] == pytest.approx(visits * 10, abs=1e-9)
    assert read(server, unit, "2025")["values"].get("pregnant_current") is None


def test_whole_numbers_stay_whole(server):
    assert read(server, "C")["values"]["anc_visits"]["value"] == 6
    assert b'"value":6,' in server.aggregate("C", "2025-03", boundaries="current").body


def test_reports_are_expected_and_received_by_the_same_shares(server):
    reports = read(server, "A", "2025-03")["reports"]
    assert reports["expected"] == reports["received"] == pytest.approx(0.62)
    whole = read(server, "VN", "2025-03")["reports"]
    # Five of province R send nothing then.
    assert (whole["expected"], whole["received"]) == (8, 3)
    # Of January nothing came, and still it was expected.
    assert read(server, "B", "2025-01").get("without") == ["T"]


def test_a_unit_that_neither_reported_nor_should_have_is_not_named(server):
    assert "without" not in read(server, "B", "2025-08")


def test_the_parts_add_to_the_whole(server):
    parts = [read(server, unit)["values"]["anc_visits"]["value"] for unit in "ABC"]
    assert sum(parts) + GIVEN["T"] == pytest.approx(sum(GIVEN.values()), abs=1e-9)


def test_corrections_leave_nothing_behind(server):
    for count in (7, 101):
        body = running.report("S", "2025-03", {"anc_visits": count, "pregnant_current": 1010})
        assert server.post(body, server.admin).status == 200
        assert read(server, "B")["values"]["anc_visits"]["value"] == pytest.approx(
            0.63 * count, abs=1e-9)


def test_pages_mark_what_is_estimated_and_name_what_is_left_out(server):
    page = server.get("/units/B?period=2025-03&boundaries=current&lang=vi", server.admin).text
    assert "≈ 64" in page and "ước tính" in page
    assert 'href="/units/T?period=2025-03"' in page and "Xã T" in page
    whole = server.get("/units/VN?period=2025-03&boundaries=current&lang=vi", server.admin).text
    answer, _, rows = whole.partition("<h2 id=below>")
    assert "ước tính theo tỷ lệ" not in whole and "/units/T" not in answer
    note = rows.split("<p class=\"by undivided\">")[1].split("</p>")[0]
    assert "/units/T?period=2025-03" in note, "it counts in the total and in no row"
    english = server.get("/units/B?period=2025-03&boundaries=current&lang=en", server.admin).text
    assert "estimated" in english and "Without 1 unit" in english


def test_parts_that_add_to_a_whole_number_are_still_estimated(server):
    # Two months of S by 0.37 and 0.63, of E by 0.75 and 0.25.
    found = read(server, "P", "2024-01")
    assert found["reports"]["expected"] % 1 and found["estimated"]
    found = read(server, "P", "2024-04/ytd")
    assert (found["reports"]["expected"], found.get("estimated")) == (5, True)


def test_what_went_whole_through_others_and_goes_on_gives_its_stock_to_the_last(server):
    def stock(unit, period):
        found = server.aggregate(unit, period).json["values"].get("pregnant_current")
        return found and found["value"]

    # J has no number of its own for February; for the quarter its own of January stands, from
    # after the day on which K came.
    assert [stock(unit, "2024-02") for unit in "LJR"] == [50, 50, 100]
    assert [stock(unit, "2024-Q1") for unit in "LJR"] == [50, 7, 57]


def completeness(server, unit, period, boundaries):
    path = f"{running.API}/completeness/{unit}?period={period}&boundaries={boundaries}"
    return server.get(path, server.admin).json


def test_a_unit_that_is_missing_in_full_and_by_a_share_is_named_once(server):
    found = completeness(server, "G", "2024-Q1", "current")
    assert found["expected"] == pytest.approx(2 * (1 - 0.333333333) + 1, abs=1e-9)
    assert found["missing_units"] == 1
    assert [(one["id"], one["months"]) for one in found["missing"]] == [
        ("G", ["2024-01", "2024-02", "2024-03"])]


def test_a_child_that_came_later_lacks_what_it_lacked_before(server):
    found = completeness(server, "R2", "2024-H1", "reported")
    assert found["expected"] == 3
    [child] = found["children"]
    assert child["expected"] == 6 and child["missing_units"] == 1
    assert child["missing"][0]["months"] == [f"2024-0{month}" for month in range(1, 7)]


def test_todays_boundaries_have_todays_names(server):
    assert server.aggregate("M", "2024-01", boundaries="reported").json["org_unit"]["name"] == (
        "Xã M cũ")
    assert read(server, "M", "2024-01")["org_unit"]["name"] == "Xã M"
    assert completeness(server, "M", "2024-01", "current")["org_unit"]["name"] == "Xã M"


def test_verify_agrees(server):
    result = server.folder.run("verify")
    assert result.returncode == 0, result.stderr
