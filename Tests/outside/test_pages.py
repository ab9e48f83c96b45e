"""Pages over plain HTTP: signing in, the entry form as a form post, languages."""

import html.parser
import re
import urllib.parse

import pytest

import known
import running

FORM = "application/x-www-form-urlencoded"
PERIOD = "2024-01"


class Fields(html.parser.HTMLParser):
    """The named fields of a page, as a browser would send them."""

    def __init__(self, text):
        super().__init__()
        self.values = {}
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag in ("input", "textarea") and "name" in given:
            self.values[given["name"]] = given.get("value") or ""


class Browser:
    """Keeps a cookie and sends forms."""

    def __init__(self, server):
        self.server, self.cookie = server, None

    def get(self, path):
        return self.server.get(path, **({"cookie": self.cookie} if self.cookie else {}))

    def send(self, path, fields, **headers):
        headers.setdefault("content_type", FORM)
        headers.setdefault("origin", self.server.base)
        if self.cookie:
            headers["cookie"] = self.cookie
        body = urllib.parse.urlencode(fields).encode()
        return self.server.request("POST", path, body, headers=running.spelled(headers))

    def sign_in(self, token, to="/"):
        fields = {**Fields(self.get(f"/login?next={to}").text).values, "token": token}
        answer = self.send("/login", fields)
        if "Set-Cookie" in answer.headers:
            self.cookie = answer.headers["Set-Cookie"].split(";")[0]
        return answer

    def report(self, address, values, status="submitted"):
        fields = Fields(self.get(address).text).values
        return self.send(address, {**fields, **values, "status": status})


@pytest.fixture
def station(demo, place):
    """A clerk of one commune, signed in, and the address of its form."""
    browser = Browser(demo)
    browser.sign_in(demo.folder.token(place.commune, "reporter"))
    browser.place = place
    browser.address = f"/units/{place.commune}/reports/mnch/{PERIOD}"
    return browser


def test_a_token_opens_a_session_whose_cookie_no_script_reads(demo):
    browser = Browser(demo)
    answer = browser.sign_in(demo.admin, "/units/VN%3Fperiod%3D2023")
    assert answer.status == 303
    assert answer.headers["Location"].endswith("/units/VN?period=2023")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=" in cookie
    assert demo.admin not in cookie
    commune = known.communes_2023()[0]
    assert browser.get(f"/units/{commune}?period=2023").status == 200
    stored = browser.get(f"{running.API}/reports/{commune}/mnch/2023-01")
    assert stored.status == 200, "the API takes the session too"


@pytest.mark.parametrize("token", ["", "mebe_wrong", "x" * 5_000])
def test_a_wrong_token_opens_nothing(demo, token):
    browser = Browser(demo)
    answer = browser.sign_in(token)
    assert answer.status in (401, 403, 422) and "Set-Cookie" not in answer.headers
    assert "<form" in answer.text and (not token or token not in answer.text)


@pytest.mark.parametrize("to", [
    "https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)",
    "http:example.org", "/%0d%0aSet-Cookie:x=y",
])
def test_signing_in_never_leads_to_another_site(demo, to):
    browser = Browser(demo)
    answer = browser.send("/login", {"token": demo.admin, "next": to})
    location = answer.headers.get("Location", "/")
    assert not urllib.parse.urlparse(location).netloc
    assert location.startswith("/") and not location.startswith(("//", "/\\"))


def test_signing_out_ends_the_session(demo):
    browser = Browser(demo)
    browser.sign_in(demo.admin)
    page = f"/units/{known.communes_2023()[0]}?period=2023"
    assert browser.get(page).status == 200
    fields = Fields(browser.get("/").text).values
    assert browser.send("/logout", fields).status in (302, 303)
    assert browser.get(page).status in (302, 303, 401)


def test_a_form_from_another_site_is_refused(demo, station):
    values = {**Fields(station.get(station.address).text).values, "anc_visits": "5",
              "status": "submitted"}
    answer = station.send(station.address, values, origin="https://example.org")
    assert answer.status == 403, answer
    foreign = station.send(station.address, values, sec_fetch_site="cross-site",
                           origin="null")
    assert foreign.status == 403
    address = station.address.removeprefix("/units/").replace("/reports", "", 1)
    assert demo.stored(address).status == 404


def test_the_form_sends_a_report_into_all_sums(demo, station):
    before = demo.sum(known.NATION, PERIOD, "anc_visits") or 0
    answer = station.report(station.address, {"anc_visits": "1.580", "gyn_exams": "0",
                                              "newborn_bcg": "x"})
    assert answer.status == 303, answer
    receipt = station.get(answer.headers["Location"])
    assert "Đã nhận báo cáo" in receipt.text and 'value="1580"' in receipt.text
    assert (demo.sum(known.NATION, PERIOD, "anc_visits") or 0) - before == 1580
    stored = demo.stored(f"{station.place.commune}/mnch/{PERIOD}").report
    assert stored["values"] == {"anc_visits": 1580, "gyn_exams": 0, "newborn_bcg": "na"}
    assert demo.sum(station.place.district, PERIOD, "anc_visits") == 1580


def test_errors_stand_at_their_fields_and_what_was_typed_stays(demo, station):
    answer = station.report(station.address, {
        "deliveries_anc4": "99", "deliveries_at_station": "1",
        "deliveries_other_facility": "0", "deliveries_outside_facility": "0",
        "anc_visits": "năm", "gyn_exams": "5.0", "note": "<b>chú</b> ý"})
    assert answer.status == 422
    text = answer.text
    for kept in ('value="99"', 'value="năm"', 'value="5.0"', "&lt;b&gt;chú&lt;/b&gt; ý"):
        assert kept in text, kept
    assert text.count("aria-invalid") == 3
    rule = next(r for r in known.catalogue()["rules"]
                if r["expr"] == "deliveries_anc4 <= deliveries_total")
    assert rule["message_vi"] in text
    assert demo.stored(f"{station.place.commune}/mnch/{PERIOD}").status == 404


def test_a_draft_is_kept_and_counts_nowhere(demo, station):
    answer = station.report(station.address, {"anc_visits": "77"}, "draft")
    assert answer.status == 303
    page = station.get(answer.headers["Location"]).text
    assert 'value="77"' in page and "Đã lưu nháp" in page
    assert demo.sum(station.place.commune, PERIOD, "anc_visits") is None


def test_a_stale_form_is_refused_with_the_difference(demo, station):
    first = Fields(station.get(station.address).text).values
    demo.post(running.report(station.place.commune, PERIOD, {"anc_visits": 8}), demo.admin)
    answer = station.send(
        station.address, {**first, "anc_visits": "9", "status": "submitted"})
    assert answer.status == 412 and 'value="9"' in answer.text
    assert re.findall(r'name="choose.(\w+)"', answer.text) == ["anc_visits"] * 2
    again = Fields(answer.text).values
    assert station.send(station.address, {**again, "status": "submitted"}).status == 303
    stored = demo.stored(f"{station.place.commune}/mnch/{PERIOD}").report
    assert (stored["revision"], stored["values"]) == (2, {"anc_visits": 9})


def test_every_element_of_the_form_has_a_field_or_is_a_sum(station):
    names = set(Fields(station.get(station.address).text).values)
    for element in known.catalogue()["data_elements"]:
        assert (element["code"] in names) != ("computed" in element), element["code"]


def test_others_forms_do_not_open(demo, station):
    other = station.place.others[0]
    assert station.get(f"/units/{other}/reports/mnch/{PERIOD}").status in (403, 404)
    answer = station.send(f"/units/{other}/reports/mnch/{PERIOD}",
                          {"anc_visits": "1", "status": "submitted"})
    assert answer.status in (403, 404)
    assert demo.stored(f"{other}/mnch/{PERIOD}").status == 404


def test_a_viewer_sees_the_form_and_cannot_send_it(demo, place):
    browser = Browser(demo)
    browser.sign_in(demo.folder.token(place.commune, "viewer"))
    address = f"/units/{place.commune}/reports/mnch/{PERIOD}"
    page = browser.get(address)
    assert page.status == 200 and 'name="anc_visits"' not in page.text
    assert browser.send(address, {"anc_visits": "1", "status": "submitted"}).status == 403


def test_what_people_typed_is_never_markup(demo, station):
    evil = "<script>alert(1)</script>"
    answer = station.report(station.address, {"anc_visits": '"><script>', "note": evil})
    assert evil not in answer.text and '"><script>' not in answer.text
    search = demo.get(f"/units?q={urllib.parse.quote(evil)}")
    assert evil not in search.text
    page = demo.get(f"/units/VN?period={urllib.parse.quote(evil)}")
    assert page.status in (400, 404, 422) and evil not in page.text


@pytest.mark.parametrize("path", ["/", "/login", "/help", "/units/VN?period=2023"])
def test_a_page_comes_in_both_languages(demo, path):
    join = "&" if "?" in path else "?"
    assert '<html lang=vi>' in demo.get(path).text
    assert '<html lang=en>' in demo.get(f"{path}{join}lang=en").text


def test_the_review_tells_who_has_reported(demo, place):
    demo.post(running.report(place.commune, PERIOD, {"anc_visits": 8}), demo.admin)
    browser = Browser(demo)
    browser.sign_in(demo.folder.token(place.district, "reviewer"))
    page = browser.get(f"/review/{place.district}?period={PERIOD}")
    assert page.status == 200
    for unit in (place.commune, *place.others):
        assert unit in page.text


def test_home_is_ones_own(demo, place):
    for unit, role in ((place.commune, "reporter"), (place.district, "reviewer"),
                       (known.NATION, "admin")):
        browser = Browser(demo)
        browser.sign_in(demo.folder.token(unit, role))
        page = browser.get("/")
        assert page.status == 200 and unit in page.text


def test_units_are_found_by_name(demo):
    page = demo.get("/units?q=bac%20quang")
    assert page.status == 200 and "Bắc Quang" in page.text


def test_a_period_that_has_not_begun_has_a_notice(demo):
    for unit in ("VN", "VN-2025-08"):
        page = demo.get(f"/units/{unit}?period=2999", demo.admin, accept_language="vi").text
        assert "Kỳ này chưa bắt đầu" in page and f'href="/units/{unit}"' in page
        assert "<table" not in page


def test_the_courses_of_a_year_to_date_end_with_it(demo):
    def last_month(path):
        page = demo.get(path, demo.admin).text
        dots = [int(dot) for dot in re.findall(r'class="dot small" d="M(\d+) ', page)]
        return max(dots) // 10 + 1

    assert last_month(f"/units/{known.DISTRICT}?period=2023-05/ytd") == 5
    assert last_month(f"/units/{known.DISTRICT}?period=2023") == 12


def test_a_sum_says_of_how_many_months_and_reports_it_is(demo):
    page = demo.get(f"/units/{known.DISTRICT}?period=2023", demo.admin, accept_language="vi").text
    table = page.split("<div class=sums>")[1].split("</table>")[0]
    heads = re.findall(r"<th scope=col[^>]*>([^<]*)", table.split("</thead>")[0])
    assert heads == ["Chỉ tiêu", "Tổng", "Đơn vị", "Tháng", "Báo cáo"]
    assert "12/276" not in page and "<td class=dim>12<td class=dim>276" in page


def test_a_form_counts_only_with_the_proof_of_its_session(demo, station):
    fields = Fields(station.get(station.address).text).values
    assert fields["csrf"] and fields["csrf"] not in station.cookie
    values = {**fields, "anc_visits": "3", "status": "submitted"}
    stranger = Browser(demo)
    stranger.sign_in(demo.admin)
    foreign = Fields(stranger.get("/").text).values["csrf"]
    for proof in ("", "x", foreign, fields["csrf"][:-1]):
        refused = station.send(station.address, {**values, "csrf": proof})
        assert refused.status == 403 and "/help" in refused.text
        assert station.send("/logout", {"csrf": proof}).status == 403
    del values["csrf"]
    assert station.send(station.address, values).status == 403
    assert station.get(station.address).status == 200, "nobody was signed out"
    assert station.send(station.address, {**values, "csrf": fields["csrf"]}).status == 303


def test_a_write_to_the_api_by_cookie_needs_a_proof(demo, station):
    body = running.report(station.place.commune, PERIOD, {"anc_visits": 1})
    proof = Fields(station.get("/").text).values["csrf"]

    def status(**headers):
        headers["cookie"] = station.cookie
        return demo.post(body, **headers).status

    assert status() == 403
    assert status(x_csrf_token="x") == 403
    assert status(sec_fetch_site="cross-site", x_csrf_token=proof) == 403
    assert status(sec_fetch_site="same-site") == 403
    assert status(origin="https://example.org", x_csrf_token=proof) == 403
    assert status(x_csrf_token=proof) == 201
    assert status(sec_fetch_site="same-origin") == 200
    assert status(origin=demo.base) == 200
    assert demo.get(f"{running.API}/reports/{station.place.commune}/mnch/{PERIOD}",
                    cookie=station.cookie).status == 200, "reading needs none"


def test_nobody_is_signed_in_by_a_form_made_for_another_browser(demo):
    browser = Browser(demo)
    page = browser.get("/login")
    browser.cookie = page.headers["Set-Cookie"].split(";")[0]
    assert "HttpOnly" in page.headers["Set-Cookie"]
    fields = {**Fields(page.text).values, "token": demo.admin}
    refused = browser.send("/login", {**fields, "csrf": "x"})
    assert refused.status == 403 and "Set-Cookie" not in refused.headers
    assert "Set-Cookie" not in browser.get("/login").headers, "the browser has one"
    assert browser.send("/login", fields).status == 303
