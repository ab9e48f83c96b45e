"""Errors have one shape under /api, and are pages elsewhere."""

import pytest

import known
import running

REPORTS = f"{running.API}/reports"


@pytest.mark.parametrize("path", [
    "", "/", "/nosuch", "/reports/x", "/aggregates", "/aggregates/", "/aggregates/VN/nosuch",
    "/org-units/VN", "/reports/a/b/c/d/e", "/../api/v1/nosuch", "/%2e%2e/secret", "/%00",
])
def test_an_unknown_api_address_is_a_problem(demo, path):
    answer = demo.get(running.API + path, demo.admin)
    assert answer.status in (400, 404, 405), answer
    if path not in ("/../api/v1/nosuch", "/%2e%2e/secret"):
        assert answer.media_type == "application/problem+json"
        assert answer.json["status"] == answer.status
        assert answer.json["type"] and answer.json["title"] and "errors" in answer.json


@pytest.mark.parametrize("method, path, allowed", [
    ("DELETE", REPORTS, {"POST"}), ("PATCH", REPORTS, {"POST"}),
    ("POST", f"{REPORTS}/VN/mnch/2024-01", {"GET", "PUT"}),
    ("POST", f"{running.API}/aggregates/VN", {"GET"}), ("PUT", f"{running.API}/forms", {"GET"}),
    ("DELETE", f"{running.API}/org-units", {"GET"}),
])
def test_a_wrong_method_names_the_right_ones(demo, method, path, allowed):
    answer = demo.request(method, path, token=demo.admin)
    assert (answer.status, answer.media_type) == (405, "application/problem+json")
    named = {word.strip() for word in answer.headers["Allow"].split(",")}
    assert allowed <= named and method not in named


def test_a_body_too_large_is_refused(demo, commune):
    body = b'{"note":"' + b"a" * 3_000_000 + b'"}'
    try:
        answer = demo.post(body, demo.admin)
    except (BrokenPipeError, ConnectionResetError):
        return  # the answer stood before the body was sent, and the connection is closed
    assert (answer.status, answer.media_type) == (413, "application/problem+json")


def test_a_body_announced_too_large_is_refused_before_it_is_sent(demo):
    answer = demo.request("POST", REPORTS, token=demo.admin, headers={
        "Content-Type": "application/json", "Content-Length": "99999999",
        "Expect": "100-continue"})
    assert (answer.status, answer.media_type) == (413, "application/problem+json")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded",
                                  "multipart/form-data; boundary=x", "application/jsonx"])
def test_another_media_type_is_refused(demo, commune, kind):
    body = running.report(commune, "2024-01", {"anc_visits": 1})
    answer = demo.post(body, demo.admin, content_type=kind)
    assert (answer.status, answer.media_type) == (415, "application/problem+json")


@pytest.mark.parametrize("kind", [
    "application/json; charset=utf-8", "Application/JSON", "application/json;charset=UTF-8",
])
def test_json_may_be_said_in_any_way(demo, commune, kind):
    body = running.report(commune, "2024-01", {"anc_visits": 1})
    assert demo.post(body, demo.admin, content_type=kind).status == 201


def test_dry_run_must_be_true_or_false(demo, commune):
    body = running.report(commune, "2024-01", {"anc_visits": 1})
    answer = demo.post(body, demo.admin, query="?dry_run=maybe")
    assert (answer.status, answer.errors[0]["parameter"]) == (422, "dry_run")


def test_a_malformed_query_is_a_bad_request(demo):
    answer = demo.get(f"{running.API}/org-units?q=%zz", demo.admin)
    assert answer.status in (400, 422)
    assert answer.media_type == "application/problem+json"


@pytest.mark.parametrize("path, statuses", [
    ("/nosuch", {404}), ("/units/nosuch", {404}), ("/units/VN?period=x", {400, 404, 422}),
    ("/units/VN-2025-08?period=2023", {404, 422}), ("/mebe.css.map", {404}),
    (f"/units/{known.communes_2023()[0]}?period=2023", {302, 303, 401}),
    (f"/units/{known.communes_2023()[0]}/reports/mnch/2023-01", {302, 303, 401}),
    (f"/units/{known.communes_2023()[0]}/reports/nosuch/2023-01", {302, 303, 401, 404}),
])
def test_errors_outside_the_api_are_pages(demo, path, statuses):
    answer = demo.get(path)
    assert answer.status in statuses, answer
    if answer.status >= 400:
        assert answer.media_type == "text/html"
        assert "<h1>" in answer.text and 'href="/help"' in answer.text


def test_a_pages_wrong_method_is_a_page_too(demo):
    answer = demo.request("DELETE", "/help")
    assert (answer.status, answer.media_type) == (405, "text/html")
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize("path", [
    "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc/passwd", "//etc/passwd",
    "/mebe.css/../../../Package.swift", "/.git/config", "/mebe.db", "/%00",
])
def test_nothing_outside_the_public_folder_is_served(demo, path):
    answer = demo.get(path)
    assert answer.status in (400, 404), answer
    assert "root:" not in answer.text


def test_health_is_told_to_anyone(demo, closed):
    for server in (demo, closed):
        answer = server.get("/healthz")
        assert answer.status == 200 and answer.body
        head = server.request("HEAD", "/healthz")
        assert (head.status, head.body) == (200, b"")


def test_the_style_sheet_is_served_with_a_validator(demo):
    answer = demo.get("/mebe.css")
    assert (answer.status, answer.media_type) == (200, "text/css")
    assert answer.headers["Cache-Control"]
    assert demo.get("/mebe.css", if_none_match=answer.etag).status == 304


def test_pages_forbid_what_they_do_not_need(demo):
    answer = demo.get("/login")
    assert "default-src" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", [
    running.aggregate_path(known.DISTRICT, "2023"), f"/units/{known.DISTRICT}?period=2023",
    "/mebe.css", f"{running.API}/forms",
])
def test_head_answers_as_get_does_but_without_a_body(demo, path):
    whole = demo.get(path, demo.admin)
    head = demo.request("HEAD", path, token=demo.admin)
    assert (head.status, head.body, head.etag) == (whole.status, b"", whole.etag)
    assert head.headers["Content-Length"] in (None, whole.headers["Content-Length"])


def test_options_tells_the_methods_of_an_address(demo):
    answer = demo.request("OPTIONS", f"{REPORTS}/VN/mnch/2024-01", token=demo.admin)
    assert answer.status in (200, 204)
    named = {word.strip() for word in answer.headers["Allow"].split(",")}
    assert {"GET", "HEAD", "PUT", "OPTIONS"} <= named
