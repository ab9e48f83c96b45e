"""Reading across the days on which units begin and end: no page is a dead end, and no page
links to one that cannot be shown."""

import html
import re

import pytest

import known
import running

AREA, NEW_PROVINCE = "VN-2025-KV-034", "VN-2025-08"
# A commune made of land of that former district alone.
WHOLE_MEMBER = "VN-2025-01153"


def opened(demo, path):
    answer = demo.get(path, demo.admin, accept_language="vi")
    return answer.status, answer.text


def links(text, within="main"):
    part = re.search(rf"<{within}\b.*?</{within.split()[0]}>", text, re.S)
    found = re.findall(r'<a\b[^>]*href="([^"]*)"[^>]*>(.*?)</a>', part[0] if part else "", re.S)
    return {html.unescape(address): html.unescape(name) for address, name in found}


def ladder(text):
    part = re.search(r"<nav class=ladder.*?</nav>", text, re.S)
    return [html.unescape(a) for a in re.findall(r'href="([^"]*)"', part[0] if part else "")]


def test_the_page_of_an_ended_district_leads_to_the_area_of_its_land(demo):
    for period in ("2025", "2023"):
        status, text = opened(demo, f"/units/{known.DISTRICT}?period={period}")
        assert status == 200 and "30/06/2025" in text
        assert f"/units/{AREA}?period=2025" in links(text)
        assert f'href="/units/{known.PROVINCE}?period={period}"' in text, "the breadcrumb stays"


def test_a_district_without_todays_boundaries_says_so_and_leads_on(demo):
    status, text = opened(demo, f"/units/{known.DISTRICT}?period=2023&boundaries=current")
    assert status == 422
    found = links(text)
    assert found[f"/units/{AREA}?period=2023&boundaries=current"] == "Khu vực huyện Bắc Quang"
    assert f"/units/{known.DISTRICT}?period=2023" in found
    assert "Huyện Bắc Quang không có trong địa giới hiện nay." in text
    assert not re.search(r":\s*</p>", text), "no sentence ends in a bare colon"


@pytest.mark.parametrize("path, way", [
    (f"/units/{known.DISTRICT}?period=2026-03", f"/units/{known.DISTRICT}?period=2025-06"),
    (f"/units/{known.DISTRICT}?period=2026-03", f"/units/{AREA}?period=2026-03"),
    (f"/units/{known.PROVINCE}?period=2026", f"/units/{known.PROVINCE}?period=2025"),
    (f"/units/{known.PROVINCE}?period=2026", f"/units/{NEW_PROVINCE}?period=2026"),
    (f"/units/{NEW_PROVINCE}?period=2023-Q2", f"/units/{NEW_PROVINCE}?period=2025-Q3"),
    (f"/units/{NEW_PROVINCE}?period=2023-Q2",
     f"/units/{NEW_PROVINCE}?period=2023-Q2&boundaries=current"),
    (f"/completeness/{NEW_PROVINCE}?period=2023", f"/completeness/{NEW_PROVINCE}?period=2025"),
    (f"/review/{NEW_PROVINCE}?period=2023-05", f"/review/{NEW_PROVINCE}?period=2025-07"),
    (f"/quality/{NEW_PROVINCE}?period=2023-05", f"/quality/{NEW_PROVINCE}?period=2025-07"),
])
def test_an_impossible_period_offers_what_can_be_read(demo, path, way):
    status, text = opened(demo, path)
    assert status == 422 and way in links(text), links(text)
    assert opened(demo, way)[0] == 200


@pytest.mark.parametrize("path", [
    f"/units/{known.DISTRICT}?period=2025", f"/units/{AREA}?period=2025",
    f"/units/{AREA}?period=2023&boundaries=current", f"/completeness/{NEW_PROVINCE}?period=2025",
    f"/units/{NEW_PROVINCE}?period=2023&boundaries=current",
    f"/units/{known.communes_2023()[0]}?period=2025-05", f"/units/{WHOLE_MEMBER}?period=2025-08",
    f"/units/{WHOLE_MEMBER}?period=2023-05&boundaries=current",
    f"/review/{NEW_PROVINCE}?period=2025-07", f"/quality/{NEW_PROVINCE}?period=2025-07",
    f"/review/{known.DISTRICT}?period=2025-06", f"/units/{WHOLE_MEMBER}/reports/mnch/2025-07",
    f"/units/{known.communes_2023()[0]}/reports/mnch/2025-06", f"/completeness/{AREA}?period=2025",
])
def test_no_page_links_to_a_page_that_cannot_be_shown(demo, path):
    status, text = opened(demo, path)
    assert status == 200
    here = path.split("?")[0]
    for address in [*links(text), *links(text, "nav class=\"trail page\""), *ladder(text)]:
        address = address.split("#")[0]
        target = here + address if address.startswith("?") else address
        if target.startswith(("/units/", "/completeness/", "/review/", "/quality/")):
            assert opened(demo, target)[0] == 200, f"{path} leads to {target}"


def test_steps_outside_a_units_time_are_shown_and_lead_nowhere(demo):
    _, text = opened(demo, f"/units/{known.DISTRICT}?period=2025")
    steps = ladder(text)
    assert "?period=2025-06" in steps and "?period=2025-07" not in steps
    assert "?period=2024" in steps and "?period=2026" not in steps
    assert "<span>T7</span>" in text and "<span>2026 ›</span>" in text
    _, text = opened(demo, f"/units/{NEW_PROVINCE}?period=2023&boundaries=current")
    assert "<span>Như khi báo cáo</span>" in text, "it existed in no month of 2023"
    assert "?boundaries=current&period=2022" in ladder(text)


def test_the_areas_of_a_province_are_listed_by_name_and_keep_the_period(demo):
    _, text = opened(demo, f"/units/{NEW_PROVINCE}?period=2026")
    section = text[text.index("<h2 id=areas>"):]
    names = re.findall(r'href="/units/(VN-2025-KV-\d+)\?period=2026">([^<]*)</a>', section)
    assert (AREA, "Khu vực huyện Bắc Quang") in names
    listed = [name for _, name in names]
    assert listed.index("Khu vực huyện Xín Mần") < listed.index("Khu vực huyện Yên Minh")
    assert listed.index("Khu vực huyện Bắc Quang") < listed.index("Khu vực huyện Đồng Văn")
    assert listed.index("Khu vực huyện Đồng Văn") < listed.index("Khu vực huyện Hoàng Su Phì")
    _, text = opened(demo, f"/units/{NEW_PROVINCE}?period=2023&boundaries=current")
    assert f"/units/{AREA}?period=2023&boundaries=current" in links(text)


def test_a_commune_names_its_area(demo):
    _, text = opened(demo, f"/units/{WHOLE_MEMBER}?period=2025-08")
    assert links(text)[f"/units/{AREA}?period=2025-08"] == "Khu vực huyện Bắc Quang"


def test_todays_boundaries_always_say_from_when_the_unit_is_and_of_what(demo):
    for unit, origin in ((NEW_PROVINCE, known.PROVINCE), (AREA, known.DISTRICT)):
        _, text = opened(demo, f"/units/{unit}?period=2022&boundaries=current")
        assert "Đơn vị có từ ngày 01/07/2025." in text
        assert f"/units/{origin}?period=2022" in links(text)
        assert 'href="/units/VN?period=2022&amp;boundaries=current"' in text, "the breadcrumb"


@pytest.mark.parametrize("place", ["units", "completeness"])
def test_rows_that_add_to_less_than_the_total_say_so(demo, place):
    query = "period=2023&boundaries=current"
    _, text = opened(demo, f"/{place}/{NEW_PROVINCE}?{query}")
    note = re.search(r'<p class="by undivided">(.*?)</p>', text, re.S)[1]
    answer = demo.aggregate(NEW_PROVINCE, "2023", boundaries="current").json
    children = demo.get(
        running.aggregate_path(NEW_PROVINCE, "2023", "current", "/children"), demo.admin)
    rows = children.json["items"]
    assert sum(row["reports"]["expected"] for row in rows) < answer["reports"]["expected"]
    hidden = {unit for row in rows for unit in row.get("without", [])}
    hidden -= set(answer.get("without", []))
    assert f"{len(hidden)} đơn vị" in note
    assert set(re.findall(r"/units/([^?]*)\?", note)) <= hidden
    _, text = opened(demo, f"/{place}/{known.PROVINCE}?period=2023")
    assert "undivided" not in text, "as reported every report has its row"
