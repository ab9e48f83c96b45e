"""What a client may choose and ask for: types, languages, codings, parts, conditions, methods;
and forms in both of their codings."""

import email.utils
import gzip
import json
import uuid

import pytest

import known
import running
from test_pages import Fields

UNIT = f"/units/{known.DISTRICT}?period=2023"
CACHED = [UNIT, f"/units/{known.DISTRICT}.json?period=2023", "/help", "/mebe.css",
          running.aggregate_path(known.DISTRICT, "2023"), f"{running.API}/forms"]


def names(field):
    return {name.strip().lower() for name in (field or "").split(",")}


@pytest.mark.parametrize("accept, kind", [
    (None, "text/html"), ("*/*", "text/html"), ("text/html,*/*;q=0.8", "text/html"),
    ("application/json", "application/json"), ("application/*", "application/json"),
    ("text/html;q=0.5, application/json", "application/json"),
    ("application/json;q=0.4, text/*", "text/html"), ("text/html;q=0, */*", "application/json"),
    ("image/png", "text/html"), ("nonsense", "text/html"),
])
def test_a_dashboard_is_a_page_or_json_as_the_client_likes(demo, accept, kind):
    answer = demo.get(UNIT, **({"accept": accept} if accept else {}))
    assert (answer.status, answer.media_type) == (200, kind)
    assert "accept" in names(answer.headers["Vary"])
    if kind == "application/json":
        assert answer.body == demo.get(CACHED[1]).body


def test_a_refusal_too_is_json_for_those_who_ask_for_json(demo):
    for path in ("/nosuch", "/units/VN-nowhere"):
        assert demo.get(path).media_type == "text/html"
        problem = demo.get(path, accept="application/json")
        assert (problem.status, problem.media_type) == (404, "application/problem+json")


@pytest.mark.parametrize("accept, language", [
    (None, "vi"), ("vi-VN,vi;q=0.9,en;q=0.8", "vi"), ("en-GB,en;q=0.9", "en"), ("fr", "vi"),
    ("fr, en;q=0.1", "en"), ("en;q=0", "vi"),
])
def test_pages_speak_the_readers_language_and_say_so(demo, accept, language):
    answer = demo.get("/help", **({"accept_language": accept} if accept else {}))
    assert answer.headers["Content-Language"] == language
    assert f'lang="{language}"' in answer.text or f"lang={language}" in answer.text
    assert "accept-language" in names(answer.headers["Vary"])


@pytest.mark.parametrize("path", CACHED)
@pytest.mark.parametrize("accept, coding", [
    ("", None), ("gzip", "gzip"), ("identity", None), ("gzip;q=0", None), ("*", "gzip"),
    ("br, gzip;q=0.1", "gzip"), ("gzip;q=0.5, identity", None), ("identity;q=0, gzip", "gzip"),
    ("x-gzip", "gzip"), ("br", None),
])
def test_codings_are_the_clients_choice(demo, path, accept, coding):
    answer = demo.get(path, accept_encoding=accept)
    assert answer.headers["Content-Encoding"] == coding
    assert "accept-encoding" in names(answer.headers["Vary"])
    body = gzip.decompress(answer.body) if coding else answer.body
    assert body == demo.get(path).body


def test_a_short_answer_is_coded_where_the_client_takes_it_in_no_other_way(demo):
    plain = demo.get("/healthz")
    coded = demo.get("/healthz", accept_encoding="gzip, identity;q=0")
    assert plain.headers["Content-Encoding"] is None
    assert gzip.decompress(coded.body) == plain.body


@pytest.mark.parametrize("path", CACHED)
def test_head_says_exactly_what_get_says(demo, path):
    for headers in ({}, {"accept_encoding": "gzip"}, {"accept": "application/json"}):
        answers = [demo.request(method, path, headers=running.spelled(headers))
                   for method in ("GET", "HEAD")]
        said = [{name: value for name, value in answer.headers.items()
                 if name not in ("Date", "X-Request-ID", "X-Request-Id")} for answer in answers]
        assert said[0] == said[1]
        assert answers[1].body == b"" and answers[0].body


@pytest.mark.parametrize("path", CACHED)
def test_what_is_unchanged_is_not_sent_again(demo, path):
    for headers in ({}, {"accept_encoding": "gzip"}):
        first = demo.get(path, **headers)
        again = demo.get(path, if_none_match=first.etag, **headers)
        assert (again.status, again.body) == (304, b"")
        for field in ("ETag", "Cache-Control", "Vary"):
            assert again.headers[field] == first.headers[field]
        assert again.headers["Date"] and "Content-Type" not in again.headers
        assert demo.get(path, if_none_match='"other"', **headers).status == 200
        assert demo.get(path, if_match=first.etag, **headers).status == 200
        assert demo.get(path, if_match='"other"', **headers).status == 412


@pytest.mark.parametrize("path", CACHED)
def test_parts_of_an_answer(demo, path):
    whole = demo.get(path)
    assert whole.headers["Accept-Ranges"] == "bytes"
    length = len(whole.body)

    def part(ranges, **headers):
        return demo.get(path, range=ranges, accept_encoding="gzip", **headers)

    for ranges, expected in [
            ("bytes=0-9", (0, 10)), ("bytes=10-", (10, length)), ("bytes=-7", (length - 7, length)),
            (f"bytes=5-{length * 2}", (5, length))]:
        answer = part(ranges)
        start, end = expected
        assert (answer.status, answer.body) == (206, whole.body[start:end])
        assert answer.headers["Content-Range"] == f"bytes {start}-{end - 1}/{length}"
        assert answer.etag == whole.etag and answer.headers["Content-Encoding"] is None
    several = part("bytes=0-1, 4-5")
    assert several.status == 206
    assert several.headers.get_content_type() == "multipart/byteranges"
    behind = part(f"bytes={length}-")
    assert behind.status == 416 and behind.headers["Content-Range"] == f"bytes */{length}"
    assert part("bytes=0-9", if_range=whole.etag).status == 206
    assert part("bytes=0-9", if_range='"other"').status == 200
    assert part("bytes=0-9", if_range=email.utils.formatdate(usegmt=True)).status == 200
    assert part("lines=0-9").status == 200


def test_nothing_private_may_be_kept_by_others(demo):
    own = [UNIT, "/", "/help", f"/review/{known.DISTRICT}?period=2023-01",
           running.aggregate_path(known.DISTRICT, "2023"),
           f"{running.API}/reports/{known.communes_2023()[0]}/mnch/2023-01"]
    for path in own:
        answer = demo.get(path, demo.admin)
        assert answer.status == 200, path
        assert names(answer.headers["Cache-Control"]) & {"private", "no-store"}, path
        assert {"cookie", "authorization"} <= names(answer.headers["Vary"]), path
    for path, status in [("/nosuch", 404), (f"{running.API}/nosuch", 404),
                         (f"{running.API}/reports/VN/mnch/2023-01", 401), ("/logout", 405)]:
        answer = demo.get(path)
        assert answer.status == status
        assert answer.headers["Cache-Control"] == "no-store"


def test_methods_that_a_resource_does_not_have(demo):
    for path, allowed in [("/help", {"get", "head", "options"}),
                          (f"{running.API}/reports/batch", {"post", "options"})]:
        for method in ("DELETE", "TRACE"):
            answer = demo.request(method, path)
            assert answer.status == 405 and names(answer.headers["Allow"]) == allowed
        answer = demo.request("OPTIONS", path)
        assert answer.status == 204 and names(answer.headers["Allow"]) == allowed
    assert demo.request("BREW", "/help").status == 501
    everything = demo.request("OPTIONS", "*")
    assert everything.status == 204 and {"get", "post", "put"} <= names(everything.headers["Allow"])


def test_a_coded_body_is_refused_and_told_what_would_be_taken(demo, commune):
    body = json.dumps(running.report(commune, "2024-07", {"anc_visits": 1})).encode()
    answer = demo.post(gzip.compress(body), demo.admin, content_encoding="gzip")
    assert answer.status == 415 and answer.headers["Accept-Encoding"] == "identity"
    assert demo.post(body, demo.admin, content_encoding="identity").status == 201


def test_a_save_can_ask_that_a_revision_is_no_longer_the_latest(demo, commune):
    address = f"{commune}/mnch/2024-07"
    for count, condition, status in [(1, '"1"', 201), (2, '"1"', 412), (2, '"7", W/"8"', 200),
                                     (3, "nonsense", 400)]:
        answer = demo.put(address, {"values": {"anc_visits": count}}, demo.admin,
                          if_none_match=condition)
        assert answer.status == status, (condition, answer)


def multipart(fields):
    boundary = uuid.uuid4().hex
    parts = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items())
    return (f"{parts}--{boundary}--\r\n".encode(),
            {"Content-Type": f"multipart/form-data; boundary={boundary}"})


def test_forms_may_come_as_multipart(demo, place):
    body, headers = multipart({"token": demo.folder.token(place.commune, "reporter")})
    signed_in = demo.request("POST", "/login", body, headers=headers)
    assert signed_in.status == 303, signed_in
    cookie = signed_in.headers["Set-Cookie"].split(";")[0]
    address = f"/units/{place.commune}/reports/mnch/2024-07"
    proof = Fields(demo.get(address, cookie=cookie).text).values["csrf"]
    body, headers = multipart({
        "csrf": proof, "anc_visits": "7", "note": "ghi chú", "status": "submitted"})
    sent = demo.request(
        "POST", address, body,
        headers={**headers, "Cookie": cookie})
    assert sent.status == 303, sent
    stored = demo.stored(f"{place.commune}/mnch/2024-07").report
    assert stored["values"] == {"anc_visits": 7} and stored["note"] == "ghi chú"


@pytest.mark.parametrize("body", [b"", b"token=x", b"--b\r\n\r\n--b--", b"--b\nx"])
def test_a_form_that_is_not_what_it_says_is_refused(demo, body):
    answer = demo.request(
        "POST", "/login", body, headers={"Content-Type": "multipart/form-data; boundary=b"})
    assert answer.status in (400, 411), answer
