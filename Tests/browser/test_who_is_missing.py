"""A reviewer's way from who is missing, and from what looks odd, to the cell itself."""

import pytest

import known
import running

PERIOD = "2022-08"


@pytest.fixture
def reviewer(window, demo, place):
    """A district's reviewer on a phone; one commune has reported, late, the others not."""
    body = running.report(place.commune, PERIOD, {"anc_visits": 5})
    assert demo.post(body, demo.admin).status == 201
    one = window(viewport={"width": 390, "height": 844})
    one.sign_in(demo.folder.token(place.district, "reviewer"))
    one.place = place
    return one


def test_the_list_of_who_is_missing_can_be_copied_and_leads_to_the_form(reviewer):
    page, place = reviewer.page, reviewer.place
    reviewer.open(f"/review/{place.district}?period={PERIOD}")
    page.click(f'main a[href^="/completeness/{place.district}?"]')
    text = page.locator("#copy").input_value()
    lines = text.split("\n")
    assert "08/2022" in lines[0] and len(lines) == 2 + len(place.others)
    assert all(line.startswith("- ") for line in lines[2:])
    page.locator("#copy").focus()
    page.keyboard.press("Control+A")
    selected = page.evaluate(
        "(e => e.value.slice(e.selectionStart, e.selectionEnd))(document.activeElement)")
    assert selected == text
    missing = page.locator(".gaps a").first
    name = missing.inner_text()
    missing.click()
    assert name in page.locator("h1").inner_text()
    assert page.url.endswith(f"/reports/mnch/{PERIOD}")


def test_every_sign_of_the_matrix_is_reached_and_read(reviewer):
    page, place = reviewer.page, reviewer.place
    reviewer.open(f"/completeness/{place.district}?period=2022")
    matrix = page.get_by_role("table", name="Từng đơn vị, từng tháng")
    signs = matrix.get_by_role("link", name="trễ", exact=True)
    assert signs.count() == 1
    assert matrix.get_by_role("link", name="thiếu", exact=True).count() == (
        12 * (1 + len(place.others)) - 1)
    box = signs.bounding_box()
    assert 0 <= box["x"] and box["x"] + box["width"] <= 390
    signs.click()
    assert page.url.endswith(f"/units/{place.commune}/reports/mnch/{PERIOD}")


def test_a_finding_leads_to_its_cell(window, demo):
    one = window(viewport={"width": 390, "height": 844})
    one.sign_in(demo.admin)
    one.open(f"/units/{known.DISTRICT}?period=2023-10")
    one.page.click(f'main a[href^="/quality/{known.DISTRICT}?"]')
    cell = one.page.locator('.findings a[href*="#f-"]').first
    target = cell.get_attribute("href").split("#")[1]
    value = cell.locator("xpath=ancestor::tr").locator("td.v").inner_text()
    cell.click()
    field = one.page.locator(f"#{target}").locator("input, output")
    field.wait_for()
    assert one.page.evaluate("document.querySelector(':target').id") == target
    box = field.bounding_box()
    assert 0 <= box["y"] <= 844, "the cell is in sight"
    typed = field.evaluate("e => e.value ?? e.textContent")
    assert typed.replace(".", "") == value.replace(".", "")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("role", ["admin", "viewer"])
def test_the_cell_of_a_finding_stands_out_when_it_is_reached(window, demo, width, role):
    one = window(viewport={"width": width, "height": 844})
    one.sign_in(demo.folder.token(known.NATION, role))
    form = f"/units/{known.communes_2023()[0]}/reports/mnch/2023-10"

    def look(address, of):
        one.open(address)
        return one.page.locator(f"#{of}").evaluate(
            "e => { const s = getComputedStyle(e); return [s.backgroundColor, s.boxShadow] }")

    for code in ("f-anc_visits", "f-deliveries_total"):
        other = look(form, code)
        reached = look(f"{form}#{code}", code)
        one.picture(f"target-{code}-{role}-{width}")
        assert other[0] != reached[0] and other[1] == "none" != reached[1]
        outline = one.page.locator(f"#{code}").locator("input, output").evaluate(
            "e => getComputedStyle(e).outlineStyle")
        assert outline == "solid"


def test_the_matrix_prints_without_its_controls(window, demo):
    one = window()
    one.sign_in(demo.admin)
    one.open(f"/completeness/{known.DISTRICT}?period=2023")
    one.page.emulate_media(media="print")
    one.picture("completeness-print", full_page=True)
    assert one.page.locator(".matrix").is_visible()
    for control in (".ladder", "nav", ".trail"):
        assert not one.page.locator(control).first.is_visible(), control
