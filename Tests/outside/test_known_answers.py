"""What was asked before is answered from what was sent then: only while it is still right, for
whoever may still see it."""

import gzip
import re
import urllib.parse

import pytest

import running

PERIOD = "2024-03"
# Often enough for each of the loops to have answered before.
TIMES = 8


def sign_in(server, token):
    """A browser's session; answers its cookie."""
    answer = server.request(
        "POST", "/login", urllib.parse.urlencode({"token": token}).encode(),
        headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert answer.status == 303, answer
    return answer.headers["Set-Cookie"].partition(";")[0]


@pytest.mark.parametrize("fields", [
    {}, {"Accept-Encoding": "gzip"}, {"Accept-Language": "en"}, {"Host": "other"},
    {"User-Agent": "Mozilla/5.0"}])
def test_a_report_is_in_the_next_answer_however_often_it_was_asked_before(closed, place, fields):
    path = running.aggregate_path(place.district, PERIOD)
    wanted = None
    for count in (3, 4, 5):
        body = running.report(place.commune, PERIOD, {"anc_visits": count})
        assert closed.post(body, closed.admin).status in (200, 201)
        for _ in range(TIMES):
            answer = closed.request("GET", path, token=closed.admin, headers=fields)
            assert answer.status == 200
            body = answer.body
            if answer.headers["Content-Encoding"] == "gzip":
                body = gzip.decompress(body)
            assert b'"anc_visits":{"value":%d,' % count in body.replace(b" ", b"")
        assert answer.etag != wanted
        wanted = answer.etag


def test_an_unchanged_answer_is_unchanged_until_a_report_comes(closed, place):
    path = running.aggregate_path(place.district, PERIOD)
    for count in (3, 4):
        body = running.report(place.commune, PERIOD, {"anc_visits": count})
        assert closed.post(body, closed.admin).status in (200, 201)
        tag = closed.get(path, closed.admin).etag
        for _ in range(TIMES):
            answer = closed.get(path, closed.admin, if_none_match=tag)
            assert (answer.status, answer.body, answer.etag) == (304, b"", tag)
    body = running.report(place.commune, PERIOD, {"anc_visits": 5})
    assert closed.post(body, closed.admin).status == 200
    assert closed.get(path, closed.admin, if_none_match=tag).status == 200


def test_a_page_shows_a_report_at_once_and_nothing_after_signing_out(closed, place):
    path = f"/units/{place.commune}?period={PERIOD}"
    cookie = sign_in(closed, closed.admin)
    for count in (7_771, 7_772):
        body = running.report(place.commune, PERIOD, {"live_births_male": count})
        assert closed.post(body, closed.admin).status in (200, 201)
        shown = f"{count:,}".replace(",", ".")
        for _ in range(TIMES):
            answer = closed.get(path, cookie=cookie)
            assert answer.status == 200 and shown in answer.text
    other = sign_in(closed, closed.admin)
    assert closed.get(path, cookie=other).status == 200
    home = closed.get("/", cookie=cookie).text
    proof = re.search(r'name=csrf value="([^"]+)"', home).group(1)
    ended = closed.request("POST", "/logout", f"csrf={proof}".encode(), headers={
        "Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"})
    assert ended.status == 303
    for _ in range(TIMES):
        assert closed.get(path, cookie=cookie).status == 401
        assert closed.get(path, cookie=other).status == 200


def test_the_same_address_is_another_answer_to_another_reader(closed, place):
    path = running.aggregate_path(place.district, PERIOD)
    body = running.report(place.commune, PERIOD, {"anc_visits": 3})
    assert closed.post(body, closed.admin).status in (200, 201)
    for _ in range(TIMES):
        assert closed.get(path, closed.admin).status == 200
        assert closed.get(path).status == 401
        assert closed.get(path, "mebe_" + "x" * 43).status == 401


def test_each_answer_has_a_label_of_its_own(demo):
    path = running.aggregate_path("VN", "2023")
    labels = {demo.get(path, demo.admin).headers["X-Request-Id"] for _ in range(TIMES)}
    assert len(labels) == TIMES
