"""One's own page: what is due, late or returned, and for those above, the month under review."""

import datetime
import html
import re

import pytest

import known
import running
from test_pages import Browser

PROVINCE, COMMUNE = "VN-2025-08", "VN-2025-01153"
MONTHS_BACK = 24


def today():
    return (datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=7)).date()


def months_before(last, count):
    """`count` months ending with one, the latest first, as `2024-01`."""
    number = last[0] * 12 + last[1] - 1
    return [f"{(number - back) // 12:04}-{(number - back) % 12 + 1:02}" for back in range(count)]


def due_month():
    return months_before((today().year, today().month), 2)[1]


def home(demo, unit, role):
    browser = Browser(demo)
    browser.sign_in(demo.folder.token(unit, role))
    return browser, browser.get("/").text


def tasks(text):
    """The months to be sent, with the text of each."""
    items = re.findall(r"<li><b>.*?(?=<li>|</ul>)", text, re.S)
    found = {}
    for item in items:
        link = re.search(r'class="btn go" href="[^"]*/(\d{4}-\d{2})"', item)
        if link:
            found[link[1]] = item
    return found


@pytest.mark.parametrize("unit, role", [(PROVINCE, "reviewer"), ("VN", "admin")])
def test_who_looks_after_others_sees_the_month_and_the_units_of_the_review(demo, unit, role):
    browser, text = home(demo, unit, role)
    review = browser.get(f"/review/{unit}").text
    month = due_month()
    assert f"/review/{unit}?period={month}" in text
    assert f"{month[5:]}/{month[:4]}" in review
    lede = re.compile(r"<p class=lede>[^:]*: (.*?)</p>", re.S)
    assert lede.search(text)[1] == lede.search(review)[1]
    main = text[text.index("<ul class=units>"):]
    shown = set(re.findall(r'href="/units/([^"?]+)"', main))
    reviewed = set(re.findall(r'<th scope=row><a href="/(?:units|review)/([^"?/]+)', review))
    assert shown == reviewed and len(shown) > 30


def test_the_review_of_a_closed_unit_opens_on_its_last_month(demo):
    page = demo.get(f"/review/{known.DISTRICT}", demo.admin)
    assert page.status == 200 and "06/2025" in page.text
    _, text = home(demo, known.DISTRICT, "reviewer")
    assert f"/review/{known.DISTRICT}?period=2025-06" in text


def test_a_station_sees_every_month_that_it_owes_with_its_deadline(demo):
    _, text = home(demo, COMMUNE, "reporter")
    window = months_before((today().year, today().month), MONTHS_BACK)
    owed = [month for month in window if month >= "2025-07"]
    found = tasks(text)
    assert set(found) == set(owed)
    assert all(re.search(r"hạn hết ngày \d\d/\d\d/\d{4}", item) for item in found.values())
    assert "Chưa có đơn vị" not in text, "months before it existed are not its own"


def test_a_station_that_has_ended_sees_the_months_before_its_end(demo, place):
    browser, text = home(demo, place.commune, "reporter")
    assert set(tasks(text)) == set(months_before((2025, 6), MONTHS_BACK))
    assert browser.get(f"/units/{place.commune}/reports/mnch/2025-06").status == 200


def test_units_are_listed_as_a_vietnamese_dictionary_lists_them(demo):
    text = demo.get(f"/review/{known.DISTRICT}?period=2022-03", demo.admin).text
    names = [html.unescape(name) for name in re.findall(
        r'<th scope=row><a href="[^"]*/reports/[^"]*">([^<]*)</a>', text)]
    order = [names.index(name) for name in (
        "Thị trấn Việt Quang", "Thị trấn Vĩnh Tuy", "Xã Bằng Hành", "Xã Đồng Tâm",
        "Xã Đông Thành", "Xã Đồng Tiến", "Xã Đức Xuân", "Xã Hùng An", "Xã Tân Lập", "Xã Việt Hồng",
        "Xã Vĩnh Hảo", "Xã Vô Điếm")]
    assert order == sorted(order), names


def test_what_is_sent_is_asked_for_no_more(demo, place):
    body = running.report(place.commune, "2024-11", {"anc_visits": 5})
    assert demo.post(body, demo.admin).status == 201
    _, text = home(demo, place.commune, "reporter")
    assert "2024-11" not in tasks(text) and "2024-10" in tasks(text)
