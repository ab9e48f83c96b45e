"""What looks odd in a month's reports is found, told with its numbers, and leads to its cell."""

import csv
import html
import re

import pytest

import known
import running
from test_pages import Browser

PERIOD = "2024-01"


def path(unit, period=PERIOD, more=""):
    return f"{running.API}/quality/{unit}?period={period}&form=mnch{more}"


def quality(server, unit=known.DISTRICT, period=PERIOD):
    answer = server.get(path(unit, period), server.admin)
    assert answer.status == 200, answer
    return answer.json


@pytest.fixture(scope="module")
def communes():
    return known.communes_2023()


@pytest.fixture(scope="module")
def odd(copy_of_demo, communes, tmp_path_factory):
    """The demonstration with a January 2024 in which five communes each sent something odd."""
    year = {(unit, month): dict(values) for unit, month, values in known.year_2023()}

    sent = {}
    # A month of the year before with one number changed is no copy of it.
    sent[communes[0]] = {**year[communes[0], 12], "anc_visits": 4_000}
    sent[communes[1]] = year[communes[1], 7]
    sent[communes[2]] = {k: v for k, v in year[communes[2], 11].items() if k != "gyn_exams"}
    sent[communes[3]] = {"newborn_bcg": 50, "live_births_male": 3, "live_births_female": 2}
    sent[communes[4]] = {}
    path = tmp_path_factory.mktemp("odd") / "reports.csv"
    codes = sorted({code for values in sent.values() for code in values})
    with open(path, "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["org_unit", "period", *codes])
        for unit, values in sent.items():
            rows.writerow([unit, PERIOD, *(values.get(code, "") for code in codes)])
    folder = copy_of_demo()
    folder.done("import", "reports", str(path))
    with folder.serving("--demo") as server:
        yield server


def of(found, unit):
    return [item for item in found["items"] if item["org_unit"]["id"] == unit]


def test_each_oddity_is_found_at_its_cell(odd, communes):
    found = quality(odd)
    assert (found["expected"], found["received"], found["judged"]) == (23, 5, 5)
    [outlier] = [i for i in of(found, communes[0]) if i["element"] == "anc_visits"]
    assert outlier["kind"] == "outlier" and outlier["value"] == 4_000
    past = sorted(v["anc_visits"] for u, _, v in known.year_2023() if u == communes[0])
    assert outlier["compared"]["months"] == 12
    assert (outlier["compared"]["low"], outlier["compared"]["high"]) == (past[0], past[-1])
    assert outlier["compared"]["median"] == (past[5] + past[6]) / 2
    assert outlier["compared"]["score"] > 3.5
    [copied] = of(found, communes[1])
    assert copied["kind"] == "copied" and copied["compared"]["period"] == "2023-07"
    [blank] = [i for i in of(found, communes[2]) if i["element"] == "gyn_exams"]
    assert blank["kind"] == "blank" and blank["value"] is None
    [rule] = [i for i in of(found, communes[3]) if i["kind"] == "rule"]
    assert rule["compared"]["rule"] == "newborn_bcg__at_most__live_births"
    assert (rule["compared"]["left"], rule["compared"]["right"]) == (50, 5)
    assert rule["compared"]["explained"] is False
    [blanks] = [i for i in of(found, communes[3]) if i["kind"] == "blank"]
    assert blanks["element"] is None and blanks["compared"]["count"] > 20, "one, not twenty"
    assert [i["kind"] for i in of(found, communes[4])] == ["empty"]
    for item in found["items"]:
        assert item["message_vi"] and item["message_en"] and item["period"] == PERIOD
    tally = {kind: count for kind, count in found["counts"].items() if count}
    assert sum(tally.values()) == len(found["items"])
    assert sum(sum(c["counts"].values()) for c in found["children"]) == len(
        [i for i in found["items"] if i["href"]])


def test_not_applicable_is_no_lost_number(odd, communes):
    """`na` is an answer: it is asked about in words of its own, and has no blank's kind."""
    year = {month: values for unit, month, values in known.year_2023() if unit == communes[6]}
    values = {**year[11], "gyn_exams": "na"}
    del values["gyn_treatments"]
    assert odd.post(running.report(communes[6], PERIOD, values), odd.admin).status == 201
    found = {i["element"]: i for i in of(quality(odd), communes[6])
             if i["kind"] in ("blank", "not_applicable")}
    assert found["gyn_exams"]["kind"] == "not_applicable"
    assert found["gyn_treatments"]["kind"] == "blank"
    assert found["gyn_exams"]["compared"]["last"] == year[12]["gyn_exams"]
    assert "không áp dụng" in found["gyn_exams"]["message_vi"]
    assert "not to apply" in found["gyn_exams"]["message_en"]
    assert "áp dụng" not in found["gyn_treatments"]["message_vi"]
    page = odd.get(f"/quality/{known.DISTRICT}?period={PERIOD}", odd.admin,
                   accept_language="vi").text
    row = next(row for row in page.split("<tr>") if "#f-gyn_exams" in row
               and communes[6] in row)
    assert "<td class=v>x" in row and "<td class=kind>Không áp dụng" in row
    many = {code: "na" for code in year[11]} | {"anc_visits": year[11]["anc_visits"]}
    assert odd.post(running.report(communes[6], PERIOD, many), odd.admin).status == 200
    [one] = [i for i in of(quality(odd), communes[6]) if i["kind"] == "not_applicable"]
    assert one["element"] is None and one["compared"]["count"] > 20, "one, not twenty"


def test_no_crumb_leads_to_a_page_too_large_to_show(odd):
    page = odd.get(f"/quality/{known.DISTRICT}?period={PERIOD}", odd.admin).text
    trail = page.split('<nav class="trail page"')[1].split("</nav>")[0]
    assert "<li><span>Việt Nam</span></li>" in trail
    assert f'href="/quality/{known.PROVINCE}?period={PERIOD}"' in trail
    for place in ("review", "completeness"):
        page = odd.get(f"/{place}/VN?period={PERIOD}", odd.admin).text
        assert "/quality/VN" not in page
        page = odd.get(f"/{place}/{known.PROVINCE}?period={PERIOD}", odd.admin).text
        assert f"/quality/{known.PROVINCE}?period={PERIOD}" in page


def test_the_way_to_a_cell_leads_there(odd, communes):
    reader = Browser(odd)
    reader.sign_in(odd.admin)
    for item in quality(odd)["items"]:
        if not item["href"]:
            continue
        address, _, anchor = item["href"].partition("#")
        page = reader.get(address)
        assert page.status == 200
        assert not anchor or f'id="{anchor}"' in page.text or f"id={anchor}" in page.text


def test_an_explanation_is_told(odd, communes):
    rule = "newborn_bcg__at_most__live_births"
    body = running.report(communes[5], PERIOD, {
        "newborn_bcg": 9, "live_births_male": 3, "live_births_female": 2},
        explanations={rule: "Sinh cuối tháng trước"})
    assert odd.post(body, odd.admin).status == 201
    [found] = [i for i in of(quality(odd), communes[5]) if i["kind"] == "rule"]
    assert found["compared"]["explained"] is True
    body["values"]["newborn_bcg"] = 5
    assert odd.post(body, odd.admin).status == 200
    assert not [i for i in of(quality(odd), communes[5]) if i["kind"] == "rule"], "at once"


def test_the_page_tells_the_same(odd, communes):
    reader = Browser(odd)
    reader.sign_in(odd.admin)
    page = reader.get(f"/quality/{known.DISTRICT}?period={PERIOD}")
    assert page.status == 200
    found = quality(odd)
    lede = page.text.split("<p class=lede>")[1].split("</p>")[0]
    assert f"{len(found['items'])} chỗ nên xem lại trong {found['received']} báo cáo" in lede
    for item in found["items"]:
        if item["element"]:
            assert item["href"] in page.text
    for kind, count in found["counts"].items():
        assert not count or f"<b class=big>{count}</b>" in page.text, kind
    english = reader.get(f"/quality/{known.DISTRICT}?period={PERIOD}&lang=en")
    assert "places to look at in" in english.text
    province = reader.get(f"/quality/{known.PROVINCE}?period={PERIOD}")
    assert f'href="/quality/{known.DISTRICT}?period={PERIOD}"' in province.text
    text = html.unescape(re.sub("<[^>]+>", "", province.text))
    assert not [c for c in communes if c in text]


@pytest.mark.parametrize("month", range(7, 13))
def test_an_ordinary_month_asks_little(demo, month):
    found = quality(demo, period=f"2023-{month:02d}")
    assert found["received"] == found["judged"] == 23
    assert len(found["items"]) <= 10, found["counts"]


def test_sums_of_parts_and_wholes_from_different_units(demo, place):
    period = "2020-05"
    whole = running.report(place.commune, period, {
        "deliveries_total": 9, "deliveries_at_station": 4, "deliveries_other_facility": 5,
        "deliveries_outside_facility": 0})
    alone = running.report(place.others[0], period, {"deliveries_total": 6})
    for body in (whole, alone):
        assert demo.post(body, demo.admin).status == 201
    found = quality(demo, place.district, period)
    [sums] = [i for i in found["items"] if i["element"] == "deliveries_total"]
    assert sums["kind"] == "contradiction" and sums["href"] is None
    assert (sums["compared"]["left"], sums["compared"]["right"]) == (15, 9)
    assert (sums["compared"]["complete"], sums["compared"]["reports"]) == (1, 2)


def test_nothing_odd_is_ever_public(demo, place):
    stranger = demo.folder.token("VN-2024-026", "admin")
    for unit in (place.commune, place.district, known.DISTRICT, known.PROVINCE):
        assert demo.get(path(unit)).status == 401
        assert demo.get(path(unit), stranger).status == 403
    for role in ("reporter", "reviewer", "viewer"):
        token = demo.folder.token(place.district, role)
        assert demo.get(path(place.district), token).status == 200
        assert demo.get(path(place.province), token).status == 403


@pytest.mark.parametrize("unit, more, parameter", [
    (known.NATION, "", "unit"), (known.DISTRICT, "&limit=0", "limit"),
    (known.DISTRICT, "&cursor=x", "cursor"), ("VN-2025-08", "", "unit")])
def test_a_bad_question_is_answered_with_its_parameter(demo, unit, more, parameter):
    answer = demo.get(path(unit, more=more), demo.admin)
    assert (answer.status, answer.media_type) == (422, "application/problem+json")
    assert [error["parameter"] for error in answer.errors] == [parameter]


@pytest.mark.parametrize("query, parameter", [
    ("period=2024", "period"), ("period=2024-13", "period"), ("form=nosuch", "form")])
def test_a_month_of_a_known_form_is_asked_for(demo, query, parameter):
    answer = demo.get(f"{running.API}/quality/{known.DISTRICT}?{query}", demo.admin)
    assert [error["parameter"] for error in answer.errors] == [parameter]


def test_findings_come_page_by_page(odd):
    whole = quality(odd)["items"]
    items, cursor = [], "0"
    while cursor is not None:
        page = odd.get(path(known.DISTRICT, more=f"&limit=2&cursor={cursor}"), odd.admin).json
        assert len(page["items"]) <= 2
        items += page["items"]
        cursor = page["next"]
    assert items == whole


def test_a_position_and_a_tag_as_sums_have(demo):
    there = path(known.DISTRICT, "2023-12")
    first = demo.get(there, demo.admin)
    assert int(first.headers["Mebe-Seq"]) >= 276
    assert demo.get(there, demo.admin, if_none_match=first.etag).status == 304
