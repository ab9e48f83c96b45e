"""The review of a month on its page: accept what was chosen, return one, close and extend; and a
report's history and comparison."""

import re

import pytest
import running
from test_pages import Browser, Fields

API = running.API
PERIOD = "2022-11"


@pytest.fixture
def month(demo, place):
    """Three communes have sent; the reviewer of their district is signed in."""
    for unit in (place.commune, *place.others[:2]):
        body = running.report(unit, PERIOD, {"gyn_exams": 4}, note="Gửi bù")
        assert demo.post(body, demo.admin).status == 201
    browser = Browser(demo)
    browser.sign_in(demo.folder.token(place.district, "reviewer"))
    browser.place = place
    browser.path = f"/review/{place.district}?period={PERIOD}"
    return browser


def csrf(browser):
    return {"csrf": Fields(browser.get(browser.path).text).values["csrf"]}


def do(browser, verb, **fields):
    path = browser.path.replace("?", f"/{verb}?")
    return browser.send(path, {**csrf(browser), **fields})


def status(browser, unit):
    return browser.server.stored(f"{unit}/mnch/{PERIOD}").report["status"]


def test_what_was_chosen_is_accepted_and_what_changed_meanwhile_is_not(month):
    place = month.place
    page = month.get(month.path).text
    tickets = re.findall(r'name=report value="([^"]+)"', page)
    assert f"{place.commune}:1" in tickets and len(tickets) == 3
    late = running.report(place.others[0], PERIOD, {"gyn_exams": 9})
    assert month.server.post(late, month.server.admin).status == 200
    path = month.path.replace("?", "/accept?")
    body = [("csrf", csrf(month)["csrf"])] + [("report", ticket) for ticket in tickets]
    answer = month.send(path, body)
    assert answer.status == 303
    told = month.get(answer.headers["Location"]).text
    assert status(month, place.commune) == status(month, place.others[1]) == "accepted"
    assert status(month, place.others[0]) == "submitted"
    assert "role=status" in told and "role=alert" in told


def test_a_report_is_returned_with_a_reason_and_reopened(month):
    unit = month.place.commune
    assert do(month, "return", one=f"{unit}:1", reason=" ").status == 422
    assert do(month, "return", one=f"{unit}:1", reason="thiếu <b>số</b>").status == 303
    assert status(month, unit) == "returned"
    page = month.get(month.path).text
    assert "thiếu &lt;b>số" in page or "thiếu &lt;b&gt;số" in page
    other = month.place.others[0]
    assert do(month, "accept", one=f"{other}:1").status == 303
    assert do(month, "reopen", one=f"{other}:2", reason="sửa").status == 303
    assert status(month, other) == "submitted"


def test_a_month_is_closed_opened_and_extended_on_the_page(month):
    assert do(month, "close", reason="").status == 422
    assert do(month, "close", reason="đã chốt").status == 303
    late = running.report(month.place.commune, PERIOD, {"gyn_exams": 9})
    assert month.server.post(late, month.server.admin).status == 409
    assert "đã chốt" in month.get(month.path).text
    assert do(month, "open", reason="còn sót").status == 303
    assert month.server.post(late, month.server.admin).status == 200
    unit = month.place.others[3]
    assert do(month, "extend", unit=unit, until="2022-11-01", reason="x").status == 422
    assert do(month, "extend", unit=unit, until="2022-12-20", reason="lũ").status == 303
    assert "20/12/2022" in month.get(month.path).text
    # Given to the district, it is everybody's.
    assert do(month, "extend", unit=month.place.district, until="2022-12-24",
              reason="lũ").status == 303
    assert month.get(month.path).text.count("24/12/2022") >= 3


def test_others_do_not_decide(month, demo, place):
    clerk = Browser(demo)
    clerk.sign_in(demo.folder.token(place.district, "viewer"))
    clerk.path = month.path
    token = Fields(clerk.get("/help").text).values["csrf"]
    path = month.path.replace("?", "/accept?")
    fields = {"one": f"{place.commune}:1"}
    assert clerk.send(path, {**fields, "csrf": token}).status == 403
    assert month.send(path, fields).status == 403, "no token of the form"
    assert status(month, place.commune) == "submitted"
    assert "class=deciding" not in clerk.get(month.path).text


def test_who_is_missing_gets_a_text_to_copy(month):
    page = month.get(month.path).text
    text = re.search(r"<textarea[^>]*readonly[^>]*>(.*?)</textarea>", page, re.S).group(1)
    assert "11/2022" in text and "http://" in text


def test_a_report_tells_its_history_and_is_compared(month, demo, place):
    unit = place.commune
    do(month, "return", one=f"{unit}:1", reason="xem lại")
    assert demo.post(
        running.report(unit, PERIOD, {"gyn_exams": 7}), demo.admin).status == 200
    base = f"/units/{unit}/reports/mnch/{PERIOD}"
    history = month.get(base + "/history").text
    for word in ("xem lại", "Gửi bù", "UTC", "SHA-256"):
        assert word in history, word
    assert re.search(r"<td class=num>4<td class=num><b>7</b>", history)
    compared = month.get(base + "/compare")
    assert compared.status == 200 and "11/2022" in compared.text
    stranger = Browser(demo)
    stranger.sign_in(demo.folder.token(place.others[1], "reporter"))
    assert stranger.get(base + "/history").status == 404
    assert stranger.get(base + "/compare").status == 404
