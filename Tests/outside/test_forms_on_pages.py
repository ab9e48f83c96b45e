"""Pages of a catalogue with two forms and a commune with a point of its station."""

import copy
import datetime
import html
import json
import re

import pytest

import known
import running
from test_pages import Browser

SECOND = "second"
CHANGES = f"{running.API}/org-units/changes"
COMMUNE, POINT, PROVINCE = "VN-2025-01153", "T-POINT", "VN-2025-08"
NOW = datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=7)


def month(back):
    number = NOW.year * 12 + NOW.month - 1 - back
    return f"{number // 12:04}-{number % 12 + 1:02}"


PERIOD, BEFORE, LONG_BEFORE = month(1), month(2), month(3)
YEAR = BEFORE[:4]
PLACES = ("units", "completeness", "review", "quality")


def two_forms():
    catalogue = copy.deepcopy(known.catalogue())
    latest = catalogue["forms"][-1]
    second = {
        **copy.deepcopy(latest), "code": SECOND, "version": "1", "title_vi": "Biểu hai",
        "title_en": "Form two", "valid_from": "2020-04-01", "valid_to": None,
        "sections": [{**latest["sections"][1], "code": "only"}]}
    catalogue["forms"].append(second)
    catalogue["assignments"] = [
        {"form": "mnch", "org_unit": POINT, "valid_from": "2025-09-01", "valid_to": None}]
    return catalogue


@pytest.fixture(scope="module")
def server(copy_of_demo, tmp_path_factory):
    folder = copy_of_demo()
    path = tmp_path_factory.mktemp("forms") / "catalogue.json"
    path.write_text(json.dumps(two_forms()), encoding="utf-8")
    folder.done("import", "catalogue", str(path))
    with folder.serving("--demo") as server:
        change = {
            "change": "open", "effective": "2025-09-01", "backdated": True,
            "unit": {"id": POINT, "name": "Điểm trạm Một", "level": "station_point",
                     "parent": COMMUNE}}
        made = server.request("POST", CHANGES, change, server.admin)
        assert made.status == 201, made
        yield server


def shown(server, path):
    answer = server.get(path, server.admin, accept_language="vi")
    assert answer.status == 200, (path, answer.status)
    return answer.text


def send(server, unit, period, values, form="mnch"):
    body = {**running.report(unit, period, values), "form": form}
    assert server.post(body, server.admin).status in (200, 201)


@pytest.mark.parametrize("place", PLACES)
def test_a_page_takes_a_form_and_offers_the_others(server, place):
    path = f"/{place}/{PROVINCE}?period={PERIOD}"
    main = shown(server, path)
    assert f'href="?period={PERIOD}&amp;form={SECOND}"' in main
    other = shown(server, f"{path}&form={SECOND}")
    assert re.search(r'aria-current=true>\s*Biểu hai</a>', other)
    for address in re.findall(r'href="(/(?:units|completeness|review|quality)/[^"]*)"', other):
        address = html.unescape(address)
        assert "/reports/" in address or f"form={SECOND}" in address or "lang=" in address or (
            address == "/units/VN" or address == "/review/VN"), address
    answer = server.get(f"{path}&form=nosuch", server.admin)
    assert answer.status == 422 and "nosuch" in answer.text


def test_the_figures_of_a_form_are_its_own(server):
    send(server, COMMUNE, PERIOD, {"anc_visits": 4321}, SECOND)
    assert "4.321" in shown(server, f"/units/{COMMUNE}?period={PERIOD}&form={SECOND}")
    assert "4.321" not in shown(server, f"/units/{COMMUNE}?period={PERIOD}")
    review = shown(server, f"/review/{PROVINCE}?period={PERIOD}&form={SECOND}")
    assert f"/units/{COMMUNE}/reports/{SECOND}/{PERIOD}" in review


def test_a_finding_names_the_other_form_by_its_title(server):
    send(server, COMMUNE, PERIOD, {"anc_visits": 4321}, SECOND)
    send(server, COMMUNE, PERIOD, {"anc_visits": 12})
    page = shown(server, f"/quality/{PROVINCE}?period={PERIOD}&form=mnch")
    found = server.get(
        f"{running.API}/quality/{COMMUNE}?period={PERIOD}&form=mnch", server.admin).json
    [finding] = [i for i in found["items"] if i["compared"].get("form")]
    assert finding["compared"]["form"] == SECOND, "programs get the code"
    assert "«Biểu hai»" in finding["message_vi"] and "'Form two'" in finding["message_en"]
    page = shown(server, f"/quality/{COMMUNE}?period={PERIOD}")
    assert "Biểu «Biểu hai» cùng tháng ghi 4.321." in page


def test_a_commune_with_a_point_tells_who_of_both_is_missing(server):
    send(server, COMMUNE, BEFORE, {"anc_visits": 5})
    page = shown(server, f"/units/{COMMUNE}?period={YEAR}")
    assert f'href="/units/{POINT}?period={YEAR}"' in page, "the point is listed below"
    table = page.split('class="grid rows months"')[1].split("</table>")[0]
    rows = {row.split("<th scope=row>")[1][:2]: row for row in table.split("<tr>")[2:]}
    assert "Điểm trạm" in table.split("</thead>")[0]
    assert "Điểm trạm Một" in rows[BEFORE[5:]] and "Đã gửi, trễ" in rows[BEFORE[5:]]
    assert "0/1" in rows[BEFORE[5:]]
    send(server, POINT, BEFORE, {"anc_visits": 2})
    page = shown(server, f"/units/{COMMUNE}?period={YEAR}")
    table = page.split('class="grid rows months"')[1].split("</table>")[0]
    row = next(row for row in table.split("<tr>")[2:] if f">{BEFORE[5:]}/{YEAR}" in row)
    assert "1/1" in row and "Điểm trạm Một" not in row
    assert f'href="/completeness/{COMMUNE}?period={YEAR}#missing"' in page
    missing = shown(server, f"/completeness/{COMMUNE}?period={LONG_BEFORE}")
    lists = missing.split("<h2 id=missing>")[1].split("</section>")[0]
    assert f"/units/{POINT}/reports/mnch/{LONG_BEFORE}" in lists
    assert f"/units/{COMMUNE}/reports/mnch/{LONG_BEFORE}" in lists


def test_a_commune_without_points_has_no_column_for_them(server):
    page = shown(server, f"/units/VN-2025-01156?period={YEAR}")
    assert "Điểm trạm" not in page.split('class="grid rows months"')[1].split("</thead>")[0]


def test_a_station_is_told_of_each_form(server):
    browser = Browser(server)
    browser.sign_in(server.folder.token(COMMUNE, "reporter"))
    home = browser.get("/").text
    for form in ("mnch", SECOND):
        assert f"/units/{COMMUNE}/reports/{form}/{month(0)}" in home
    assert "Biểu hai" in home


def test_a_number_planned_above_is_no_plan_of_a_unit_below(server, tmp_path):
    """The API keeps to the nearest target upwards; pages hold a plain count against its own
    unit alone."""
    catalogue = two_forms()
    catalogue["targets"].append({
        "indicator": "abortions_count", "org_unit": PROVINCE, "year": int(YEAR), "op": ">=",
        "value": 5000, "quote_vi": "thử"})
    path = tmp_path / "catalogue.json"
    path.write_text(json.dumps(catalogue), encoding="utf-8")
    server.folder.done("import", "catalogue", str(path))
    send(server, COMMUNE, BEFORE, {
        "abortions_le7w": 4, "abortions_8_12w": 5, "abortions_gt12w": 0})
    answer = server.aggregate(COMMUNE, YEAR).json["indicators"]["abortions_count"]
    assert answer["target"]["value"] == 5000
    assert "5.000" in shown(server, f"/units/{PROVINCE}?period={YEAR}")
    assert "5.000" not in shown(server, f"/units/{COMMUNE}?period={YEAR}")
