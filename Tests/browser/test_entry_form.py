"""A clerk's month in a browser, with and without scripts."""

import pytest

import known

PERIOD = "2024-02"


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def clerk(request, window, demo, place):
    """A commune's clerk, signed in, before the empty form of a month."""
    one = window(java_script_enabled=request.param, viewport={"width": 390, "height": 844})
    one.sign_in(demo.folder.token(place.commune, "reporter"))
    one.place, one.has_scripts = place, request.param
    one.address = f"/units/{place.commune}/reports/mnch/{PERIOD}"
    assert one.open(one.address).status == 200
    return one


def fill(page, **values):
    for code, text in values.items():
        page.fill(f'input[name="{code}"]', text)


def press(page, status):
    page.click(f'.dock button[value="{status}"]')


def field_id(page, code):
    return page.locator(f'[name="{code}"]').get_attribute("id")


def save_draft(clerk):
    """By the button; says so at the foot with scripts, on top of the next page without."""
    press(clerk.page, "draft")
    place = ".dock .said" if clerk.has_scripts else ".box.good"
    clerk.page.locator(place, has_text="lưu nháp").or_(
        clerk.page.locator(place, has_text="Đã lưu nháp")).wait_for()


def send(clerk):
    """Presses the button and waits for the receipt."""
    press(clerk.page, "submitted")
    clerk.page.locator(".box.good", has_text="Đã nhận báo cáo").wait_for()


def stored(clerk):
    return clerk.server.stored(f"{clerk.place.commune}/mnch/{PERIOD}")


def test_a_sent_report_is_receipted_and_in_the_sums_of_all_levels(clerk, window, demo):
    page = clerk.page
    fill(page, anc_visits="45.218", deliveries_at_station="3", deliveries_other_facility="4",
         deliveries_outside_facility="1", live_births_male="5", live_births_female="3",
         newborn_bcg="x")
    page.fill("textarea[name=note]", "Tháng có Tết")
    send(clerk)
    receipt = page.locator(".box.good")
    assert "bản 1" in receipt.inner_text()
    clerk.picture("entry-receipt", full_page=True)
    report = stored(clerk).report
    assert report["values"]["anc_visits"] == 45_218
    assert report["values"]["deliveries_total"] == report["values"]["live_births"] == 8
    assert report["values"]["newborn_bcg"] == "na"
    assert (report["status"], report["note"]) == ("submitted", "Tháng có Tết")
    reader = window()
    reader.sign_in(demo.admin)
    for unit in (clerk.place.district, clerk.place.province, known.NATION):
        reader.open(f"/units/{unit}?period={PERIOD}")
        shown = demo.sum(unit, PERIOD, "anc_visits")
        assert shown >= 45_218
        assert f"{shown:,}".replace(",", ".") in reader.page.content(), unit


def test_a_broken_rule_stands_at_its_field_with_everything_kept(clerk):
    page = clerk.page
    fill(page, deliveries_anc4="99", deliveries_at_station="2", deliveries_other_facility="0",
         deliveries_outside_facility="0", gyn_exams="12 người")
    page.fill("textarea[name=note]", "xem giúp")
    press(page, "submitted")
    clerk.picture("entry-errors", full_page=True)
    rule = next(r for r in known.catalogue()["rules"]
                if r["expr"] == "deliveries_anc4 <= deliveries_total")
    wrong = page.locator('input[name="deliveries_anc4"]')
    assert wrong.input_value() == "99" and wrong.get_attribute("aria-invalid") == "true"
    described = wrong.get_attribute("aria-describedby").split()
    assert rule["message_vi"] in " ".join(page.locator(f"#{d}").inner_text() for d in described)
    assert page.locator('input[name="gyn_exams"]').input_value() == "12 người"
    assert page.locator('input[name="deliveries_at_station"]').input_value() == "2"
    assert page.locator("textarea[name=note]").input_value() == "xem giúp"
    assert stored(clerk).status == 404
    page.locator(".box.bad a").first.click()
    ids = {field_id(page, code) for code in ("deliveries_anc4", "gyn_exams")}
    assert page.url.split("#")[1] in ids
    fill(page, deliveries_anc4="2", gyn_exams="12")
    send(clerk)
    assert stored(clerk).report["values"]["deliveries_anc4"] == 2


def test_a_draft_is_kept_until_it_is_sent(clerk):
    page = clerk.page
    fill(page, anc_visits="12")
    save_draft(clerk)
    assert stored(clerk).report["status"] == "draft"
    assert clerk.server.sum(clerk.place.commune, PERIOD, "anc_visits") is None
    clerk.open(clerk.address)
    assert page.locator('input[name="anc_visits"]').input_value() == "12"
    send(clerk)
    assert stored(clerk).report["status"] == "submitted"
    assert clerk.server.sum(clerk.place.commune, PERIOD, "anc_visits") == 12


def test_enter_in_a_field_sends_nothing_by_mistake(clerk):
    fill(clerk.page, anc_visits="12")
    clerk.page.press('input[name="anc_visits"]', "Enter")
    if clerk.has_scripts:
        name = clerk.page.evaluate("document.activeElement.name")
        assert name == "anc_visits_urine_protein"
        assert stored(clerk).status == 404
        return
    clerk.page.locator(".box.good").wait_for()
    assert stored(clerk).report["status"] == "draft"


def test_a_save_over_a_newer_revision_is_merged_field_by_field(clerk):
    page, commune = clerk.page, clerk.place.commune
    first = {"org_unit": commune, "form": "mnch", "period": PERIOD,
             "values": {"anc_visits": 1, "gyn_exams": 2, "abortions_total": 3}}
    assert clerk.server.post(first, clerk.server.admin).status == 201
    clerk.open(clerk.address)
    fill(page, anc_visits="9", gyn_exams="4")
    newer = {**first, "values": {"anc_visits": 8, "gyn_exams": 2, "abortions_total": 5}}
    assert clerk.server.post(newer, clerk.server.admin).status == 200
    press(page, "submitted")
    page.locator("form.merge").wait_for()
    clerk.picture("entry-merge", full_page=True)
    lines = page.locator("form.merge fieldset")
    assert lines.count() == 3, "only where the two differ"
    chosen = page.locator("form.merge input:checked").evaluate_all(
        "all => all.map(one => [one.name, one.value])")
    assert chosen == [["choose.gyn_exams", "4"], ["choose.abortions_total", "5"]]
    page.click("form.merge button[value=submitted]")
    assert page.locator("form.merge").count() == 1, "the browser asks for a choice first"
    page.check('[name="choose.anc_visits"][value="9"]')
    page.click("form.merge button[value=submitted]")
    page.locator(".box.good", has_text="Đã nhận báo cáo").wait_for()
    report = stored(clerk).report
    assert report["values"] == {"anc_visits": 9, "gyn_exams": 4, "abortions_total": 5}
    assert report["revision"] == 3


def test_a_section_is_filled_at_one_press_and_stored_at_another(clerk):
    page = clerk.page
    fill(page, deliveries_anc4="0")
    page.click('button[value="zero.complications"]')
    assert stored(clerk).status == 404
    assert page.locator('input[name="maternal_deaths"]').input_value() == "0"
    assert page.locator('input[name="deliveries_anc4"]').input_value() == "0"
    send(clerk)
    values = stored(clerk).report["values"]
    assert values["complications_cases"] == values["complications_deaths"] == 0


def test_a_warning_is_shown_and_can_be_explained(clerk):
    page = clerk.page
    fill(page, gyn_exams="1", gyn_treatments="2")
    press(page, "submitted")
    rule = "gyn_treatments__at_most__gyn_exams"
    page.fill(f'textarea[name="explain.{rule}"]', "Khám ở huyện, chữa ở xã")
    send(clerk)
    assert stored(clerk).report["values"]["gyn_treatments"] == 2
    assert stored(clerk).report["explanations"] == {rule: "Khám ở huyện, chữa ở xã"}


def test_ones_home_leads_to_the_form(window, demo):
    commune = known.communes_today()[0]
    one = window()
    one.sign_in(demo.folder.token(commune, "reporter"))
    one.picture("home-reporter", full_page=True)
    one.page.locator("main a.btn").first.click()
    assert f"/units/{commune}/reports/mnch/" in one.page.url
    assert one.page.locator('input[name="anc_visits"]').count() == 1
