"""What holds for every page: accessible in light and dark, no sideways scrolling, light,
quiet."""

import urllib.parse

import pytest
from axe_playwright_python.sync_playwright import Axe

import known

STATION = known.communes_2023()[0]
BYTES_MAX = 100_000
WIDTHS = (320, 390, 1280)

OPEN = {
    "start": "/", "login": "/login", "help": "/help",
    "nation": "/units/VN?period=2023", "province": f"/units/{known.PROVINCE}?period=2023",
    "district": f"/units/{known.DISTRICT}?period=2023",
    "province-today": "/units/VN-2025-08?period=2023&boundaries=current",
    "nation-empty": "/units/VN?period=2022", "search": "/units?q=" + urllib.parse.quote("đông"),
    "province-areas": "/units/VN-2025-08?period=2026", "ahead": "/units/VN?period=2999",
    "area-today": "/units/VN-2025-KV-034?period=2023&boundaries=current",
    "ended": f"/units/{known.DISTRICT}?period=2025",
    "no-such-period": f"/units/{known.DISTRICT}?period=2026-03",
    "not-found": "/nosuch", "sign-in-first": f"/units/{STATION}?period=2023",
    "english": f"/units/{known.DISTRICT}?period=2023-05&lang=en&indicator=low_birth_weight_rate",
}
SIGNED_IN = {
    "home-admin": "/", "commune": f"/units/{STATION}?period=2023",
    "entry": f"/units/{STATION}/reports/mnch/2023-05",
    "entry-empty": f"/units/{STATION}/reports/mnch/2022-05",
    "review": f"/review/{known.DISTRICT}?period=2023-05",
    "completeness": f"/completeness/{known.DISTRICT}?period=2023",
    "completeness-month": f"/completeness/{known.DISTRICT}?period=2022-05&lang=en",
    "completeness-province": "/completeness/VN-2025-08?period=2023&boundaries=current",
    "completeness-124": "/completeness/VN-2025-08?period=2026",
    "completeness-area": "/completeness/VN-2025-KV-034?period=2023&boundaries=current",
    "commune-in-an-area": "/units/VN-2025-01153?period=2025", "review-124": "/review/VN-2025-08",
    "quality": f"/quality/{known.DISTRICT}?period=2023-10",
    "quality-province": f"/quality/{known.PROVINCE}?period=2023-10",
    "review-look": f"/review/{known.DISTRICT}?period=2023-05&open={STATION}",
    "history": f"/units/{STATION}/reports/mnch/2023-05/history",
    "compare": f"/units/{STATION}/reports/mnch/2023-05/compare",
    "receipt": f"/units/{STATION}/reports/mnch/2023-05/receipt",
    "results": f"/units/{known.DISTRICT}/results?period=2023",
    "admin": "/admin", "audit": "/admin/audit", "entry-english": f"/units/{STATION}/reports/mnch/2023-05?lang=en",
    "people": "/people", "tokens": "/tokens", "account": "/account?lang=en",
    "district-signed-in": f"/units/{known.DISTRICT}?period=2023",
}
WITH_SCRIPTS = {"entry", "entry-empty", "entry-english"}
PAGES = [(name, path, False) for name, path in OPEN.items()] + [
    (name, path, True) for name, path in SIGNED_IN.items()]


@pytest.mark.parametrize("name, path, signed_in", PAGES, ids=[page[0] for page in PAGES])
def test_a_page_is_for_everyone(window, demo, name, path, signed_in):
    one = window(bypass_csp=True)
    if signed_in:
        one.sign_in(demo.admin)
    one.open(path)
    assert one.weight < BYTES_MAX, f"{one.weight} bytes"
    check_head(one.page, name)
    for width in WIDTHS:
        one.page.set_viewport_size({"width": width, "height": 800})
        one.picture(f"{name}-{width}", full_page=True)
        assert overhang(one.page) <= 0, f"too wide at {width}"
    for scheme in ("light", "dark"):
        one.page.emulate_media(color_scheme=scheme)
        one.picture(f"{name}-{scheme}", full_page=True)
        assert serious_faults(one.page) == [], scheme


def check_head(page, name):
    assert page.title().endswith(" – mebe")
    assert page.locator("h1").count() == 1 and page.locator("h1").inner_text().strip()
    assert page.locator("html").get_attribute("lang") in ("vi", "en")
    # Data for scripts is none itself; a script within a page the policy would not run.
    scripts = page.locator("script:not([type='application/json'])")
    assert (scripts.count() > 0) == (name in WITH_SCRIPTS)
    assert scripts.evaluate_all("all => all.every(one => one.src && !one.textContent)")


def overhang(page):
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth")


def serious_faults(page):
    found = Axe().run(page).response["violations"]
    return [
        f'{one["id"]}: {one["nodes"][0]["html"][:200]} ({len(one["nodes"])})'
        for one in found if one["impact"] in ("serious", "critical")]
