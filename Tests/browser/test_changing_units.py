"""An administrator changes units in a browser, without scripts: form, preview, made, undone."""

import datetime

import pytest

from test_every_page import WIDTHS, overhang, serious_faults

NEXT_YEAR = f"{datetime.date.today().year + 1}-01-01"
FIRST, SECOND = "VN-2025-01153", "VN-2025-01156"


def check(one, name):
    """Readable by everyone, at every width, in light and dark."""
    for width in WIDTHS:
        one.page.set_viewport_size({"width": width, "height": 800})
        assert overhang(one.page) <= 0, f"{name} is too wide at {width}"
        one.picture(f"units-{name}-{width}", full_page=True)
    for scheme in ("light", "dark"):
        one.page.emulate_media(color_scheme=scheme)
        assert serious_faults(one.page) == [], (name, scheme)


@pytest.fixture
def administrator(window, demo):
    one = window(bypass_csp=True)
    one.sign_in(demo.admin)
    return one


def test_a_merge_is_filled_in_previewed_made_and_undone(administrator, window, demo):
    check_page = administrator
    check_page.open("/admin/units")
    check(check_page, "list")
    clerk = window(java_script_enabled=False)
    clerk.sign_in(demo.admin)
    page = clerk.page
    page.click("header nav a[href='/admin/units']")
    page.click("main a[href$='change=merge']")
    page.fill("#f-units", f"{FIRST}\n{SECOND}")
    page.fill("#f-into", FIRST)
    page.fill("#f-name", "Xã Mới")
    page.fill("#f-effective", NEXT_YEAR)
    page.fill("#f-reason", "NQ trang")
    page.click("button[value=preview]")
    assert "mã không dùng lại" in page.locator(".box.bad").inner_text()
    assert page.locator("#f-into").get_attribute("aria-invalid") == "true"
    page.fill("#f-into", "T-WEB1")
    page.click("button[value=preview]")
    text = page.locator("main").inner_text()
    for words in ("Xã Bắc Quang", "Khu vực huyện Bắc Quang", "chưa gửi báo cáo", "Xã Mới"):
        assert words in text, words
    page.click("button[value=edit]")
    assert page.input_value("#f-into") == "T-WEB1"
    page.click("button[value=preview]")
    page.click("button[value=make]")
    assert "Đã ghi thay đổi" in page.locator(".box.good").inner_text()
    page.click("main tbody a")
    number = page.url.rsplit("/", 1)[1]
    check_page.open(f"/admin/units/changes/{number}")
    check(check_page, "one")
    page.click("main form button")
    assert "Đã hủy thay đổi" in page.locator(".box.good").inner_text()
    assert "Đã hủy" in page.locator("main tbody tr").first.inner_text()


@pytest.mark.parametrize("change", [
    "merge", "split", "move", "rename", "open", "close", "join", "leave"])
def test_every_form_is_for_everyone(administrator, change):
    administrator.open(f"/admin/units/new?change={change}")
    check(administrator, change)


def test_a_unit_is_found_chosen_and_named(administrator):
    page = administrator.page
    administrator.open("/admin/units")
    page.fill("#unit", "Đồng Tâm")
    page.click("main form.search button")
    check(administrator, "namesakes")
    page.click("main ul.units a >> nth=0")
    check(administrator, "chosen")
    page.click("main a[href*='change=merge']")
    assert page.input_value("#f-units") == "VN-2025-01165"
    assert page.locator("#l-into option").count() > 50
    page.fill("#f-units", "Đồng Tâm\nBắc Quang")
    page.fill("#f-into", "bắc quang")
    page.fill("#f-effective", NEXT_YEAR)
    page.click("button[value=preview]")
    assert "VN-2025-25390" in page.locator(".box.bad").inner_text()
    assert page.input_value("#f-units") == "Đồng Tâm\nBắc Quang"
    check(administrator, "unclear")
    page.fill("#f-units", "Đồng Tâm, Tuyên Quang\nBắc Quang")
    page.click("button[value=preview]")
    assert "vào Xã Bắc Quang (VN-2025-01153)" in page.locator("h1").inner_text()
    check(administrator, "named")


def test_a_preview_of_a_past_change_asks_to_be_meant(administrator):
    page = administrator.page
    administrator.open("/admin/units/new?change=rename")
    page.fill("#f-unit", FIRST)
    page.fill("#f-name", "Xã Khác")
    page.fill("#f-effective", (datetime.date.today() - datetime.timedelta(40)).isoformat())
    page.click("button[value=preview]")
    assert page.locator("#f-backdated").get_attribute("required") is not None
    check(administrator, "preview")
