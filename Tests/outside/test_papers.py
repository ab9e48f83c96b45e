"""The circular's summary forms on paper: every sum of the year in its row, for whom it is open."""

import re

import known
import pytest

PAPER = f"/units/{known.DISTRICT}/papers/mnch"


def spelled(number):
    return f"{number:,}".replace(",", ".")




def test_the_year_stands_on_the_paper_as_in_the_sums(demo):
    page = demo.get(PAPER + "?period=2023&lang=vi").text
    assert "TRUNG TÂM Y TẾ HUYỆN BẮC QUANG" in page and "Biểu 4/BCX" in page
    assert "276/276" in page and "23/23" in page
    sums = known.sums(range(1, 13))
    asked = 0
    for element in known.catalogue()["data_elements"]:
        if element["code"] not in sums or not element.get("official_row", "").startswith("Biểu 4/BCX"):
            continue
        asked += 1
        assert spelled(sums[element["code"]]["value"]) in page, element["code"]
    assert asked > 20


@pytest.mark.parametrize("period", ["2023-05", "2023-Q2", "2023-H1", "2023-9M", "2023-05/ytd"])
def test_every_kind_of_period_has_a_paper(demo, period):
    page = demo.get(f"{PAPER}?period={period}&lang=vi")
    assert page.status == 200
    months = {"2023-05": [5], "2023-Q2": [4, 5, 6], "2023-H1": range(1, 7),
              "2023-9M": range(1, 10), "2023-05/ytd": range(1, 6)}[period]
    assert spelled(known.sums(months)["anc_visits"]["value"]) in page.text


def test_a_paper_prints_on_a4_without_scripts_and_with_its_places_to_sign(demo):
    page = demo.get(PAPER + "?period=2023&lang=vi").text
    assert "Người lập biểu" in page and "Thủ trưởng đơn vị" in page
    assert "<script" not in page
    sheet = re.search(r'href="(/paper\.css[^"]*)"', page).group(1)
    assert "A4" in demo.get(sheet).text


def test_the_circular_s_other_forms_have_a_row_for_each_unit(demo):
    page = demo.get(PAPER + "?period=2023&lang=vi").text
    others = set(re.findall(rf'href="/units/{known.DISTRICT}/papers/([^"?]+)', page)) - {"mnch"}
    assert others
    for code in others:
        address = f"/units/{known.DISTRICT}/papers/{code}?period=2023&lang=vi"
        paper = demo.get(address, demo.admin)
        assert paper.status == 200 and "Việt Quang" in paper.text, code
        # No commune's row is public.
        assert "Việt Quang" not in demo.get(address).text


def test_a_paper_is_for_those_who_may_read_the_sums(closed):
    assert closed.get(PAPER + "?period=2023").status == 401
    _, district, _ = known.districts_2024()[0]
    stranger = closed.folder.token(district, "viewer")
    assert closed.get(PAPER + "?period=2023", stranger).status == 403
    assert closed.get(f"/units/{known.DISTRICT}/papers/no?period=2023", closed.admin).status == 404
    assert closed.get("/units/VN-X/papers/mnch?period=2023", closed.admin).status == 404
