"""Dashboards as a visitor and a reader see them."""

import pytest

import known

YEAR = "2023"


def test_a_visitor_of_a_demonstration_goes_from_the_nation_down_to_a_district(window):
    visitor = window()
    page = visitor.page
    visitor.open(f"/units/VN?period={YEAR}")
    assert page.locator("h1").inner_text().startswith("Việt Nam")
    page.click(f'a[href^="/units/{known.PROVINCE}?"]')
    assert "Hà Giang" in page.locator("h1").inner_text()
    page.click(f'a[href^="/units/{known.DISTRICT}?"]')
    assert "Bắc Quang" in page.locator("h1").inner_text()
    text = page.locator("main").inner_text()
    for figure in ("1.580", "99,4", "85,0", "26,9", "276"):
        assert figure in text, figure
    assert page.locator(f'a[href*="{known.communes_2023()[0]}"]').count() == 0


def test_a_communes_page_asks_a_visitor_to_sign_in_and_then_opens(window, demo):
    visitor = window()
    page = visitor.page
    address = f"/units/{known.communes_2023()[0]}?period={YEAR}"
    visitor.open(address)
    if "/login" not in page.url:
        page.click('main a[href^="/login"]')
    page.fill("#token", demo.admin)
    page.click("form:has(#token) button")
    page.wait_for_url(f"**{address}")
    assert "Việt Quang" in page.locator("h1").inner_text()


def test_every_period_of_the_year_is_one_step_away(window):
    visitor = window()
    page = visitor.page
    visitor.open(f"/units/{known.DISTRICT}?period={YEAR}")
    for name, births in (("2023-05", {5}), ("2023-Q1", {1, 2, 3}), ("2023-H1", set(range(1, 7))),
                         ("2023", set(range(1, 13)))):
        page.click(f'nav.ladder a[href$="period={name}"]')
        wanted = known.sums(births)["live_births"]["value"]
        shown = page.locator("main").inner_text()
        assert f"{wanted:,}".replace(",", ".") in shown, name
        assert page.locator("nav.ladder [aria-current]").count() == 1


def test_a_table_of_units_leads_down_and_keeps_the_period(window, demo):
    reader = window()
    reader.sign_in(demo.admin)
    reader.open(f"/units/{known.DISTRICT}?period=2023-Q2")
    rows = reader.page.locator("table.rows tbody tr")
    assert rows.count() == 24, "the district itself and 23 communes"
    reader.page.click(f'table a[href*="{known.communes_2023()[3]}"]')
    assert "period=2023-Q2" in reader.page.url


def test_a_page_prints_on_white_paper(window):
    visitor = window(color_scheme="dark")
    visitor.open(f"/units/{known.DISTRICT}?period={YEAR}")
    visitor.page.emulate_media(media="print")
    visitor.picture("district-print", full_page=True)
    paper = visitor.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"), paper


def test_the_keyboard_reaches_the_content_first(window):
    visitor = window()
    visitor.open("/units/VN?period=2023")
    visitor.page.keyboard.press("Tab")
    focused = visitor.page.evaluate("document.activeElement.getAttribute('href')")
    assert focused == "#main"


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("indicator", ["", "&indicator=anc_visits_count"])
def test_the_texts_of_a_chart_stand_apart_and_in_sight(window, width, indicator):
    visitor = window(viewport={"width": width, "height": 844})
    visitor.open(f"/units/{known.DISTRICT}?period={YEAR}{indicator}")
    texts = visitor.page.locator(".chart text:visible").evaluate_all(
        "all => all.map(t => [t.textContent, t.getBoundingClientRect().toJSON()])")
    assert len(texts) >= 12 + 3, "twelve months and the values that tell most"
    for index, (text, box) in enumerate(texts):
        assert box["left"] >= 0 and box["right"] <= width, (text, box)
        for other, there in texts[:index]:
            apart = (box["left"] >= there["right"] or there["left"] >= box["right"]
                     or box["top"] >= there["bottom"] or there["top"] >= box["bottom"])
            assert apart, (text, other)


def test_a_table_with_more_columns_to_the_right_says_so_on_a_phone(window, demo):
    visitor = window(viewport={"width": 390, "height": 844})
    visitor.sign_in(demo.admin)
    visitor.open(f"/units/{known.DISTRICT}?period={YEAR}")
    hint = visitor.page.locator("section:has(#below) .swipe")
    assert hint.is_visible()
    assert visitor.page.locator("section:has(#below) .scroll").evaluate(
        "e => e.scrollWidth > e.clientWidth")
    visitor.page.set_viewport_size({"width": 1280, "height": 844})
    assert not hint.is_visible()
