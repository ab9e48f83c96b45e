"""Programs that people use work unmodified: curl, Requests, HTTPX, wrk, h2load."""

import json
import re
import shutil
import subprocess

import httpx
import requests

import known
import running

BATCH = f"{running.API}/reports/batch"
PERIOD = "2024-09"


def run(*words):
    assert shutil.which(words[0]), f"needs {words[0]}"
    return subprocess.run(words, capture_output=True, text=True, timeout=60)


def curl(*words):
    result = run("curl", "--silent", "--show-error", "--max-time", "30", *words)
    assert result.returncode == 0, result.stderr
    return result.stdout


def bearer(server):
    return {"Authorization": f"Bearer {server.admin}"}


def test_curl_asks_for_pages_parts_and_what_has_changed(demo, tmp_path):
    page = demo.base + f"/units/{known.DISTRICT}?period=2023"
    whole = curl("--compressed", page)
    assert whole.rstrip().endswith("</html>")
    assert curl("--range", "0-14", page) == whole[:15]
    assert curl("--head", page).startswith("HTTP/1.1 200 ")
    tags, copy = tmp_path / "tags", tmp_path / "copy"
    statuses = [
        curl("--etag-save", tags, "--etag-compare", tags, "--output", copy,
             "--write-out", "%{http_code}", page) for _ in range(2)]
    assert statuses == ["200", "304"]


def test_curl_sends_forms_and_streams(demo, place, tmp_path):
    answer = curl("--form", f"token={demo.admin}", "--write-out", "%{http_code}",
                  demo.base + "/login")
    assert answer.endswith("303")
    lines = "".join(json.dumps(running.report(unit, PERIOD, {"anc_visits": 1})) + "\n"
                    for unit in [place.commune, *place.others][:3])
    file = tmp_path / "reports.ndjson"
    file.write_text(lines)
    sent = curl(
        "--upload-file", str(file), "--request", "POST", "--header", "Expect: 100-continue",
        "--header", "Content-Type: application/x-ndjson", "--header", "Transfer-Encoding: chunked",
        "--header", f"Authorization: Bearer {demo.admin}", demo.base + BATCH)
    assert [json.loads(line)["status"] for line in sent.splitlines()] == [201, 201, 201]


def test_requests_keeps_a_session_and_streams_a_batch(demo, place):
    with requests.Session() as session:
        session.headers.update(bearer(demo))
        for _ in range(3):
            found = session.get(demo.base + running.aggregate_path(known.DISTRICT, "2023"))
            assert found.json()["values"]
        body = running.report(place.commune, PERIOD, {"anc_visits": 2})
        assert session.post(demo.base + f"{running.API}/reports", json=body).status_code == 201
        lines = (json.dumps(running.report(unit, PERIOD, {"anc_visits": 3})).encode() + b"\n"
                 for unit in place.others[:2])
        answer = session.post(
            demo.base + BATCH, data=lines, headers={"Content-Type": "application/x-ndjson"},
            stream=True)
        assert [json.loads(line)["status"] for line in answer.iter_lines()] == [201, 201]
        form = session.post(demo.base + "/login", files={"token": (None, demo.admin)},
                            allow_redirects=False)
        assert form.status_code == 303 and session.cookies


def test_httpx_keeps_a_session_and_streams_a_batch(demo, place):
    with httpx.Client(base_url=demo.base, headers=bearer(demo)) as client:
        assert client.get("/help").headers["Content-Encoding"] == "gzip"
        assert client.get(f"/units/{known.DISTRICT}?period=2023",
                          headers={"Accept": "application/json"}).json()["values"]

        def lines():
            for unit in [place.commune, *place.others][:2]:
                yield json.dumps(running.report(unit, PERIOD, {"anc_visits": 4})).encode() + b"\n"
        with client.stream("POST", BATCH, content=lines(),
                           headers={"Content-Type": "application/x-ndjson"}) as answer:
            assert [json.loads(line)["status"] for line in answer.iter_lines()] == [201, 201]


def test_load_tools_find_no_fault(demo):
    address = demo.base + running.aggregate_path(known.DISTRICT, "2023")
    loaded = run("wrk", "--connections", "16", "--duration", "2s", address).stdout
    assert int(re.search(r"(\d+) requests in", loaded).group(1)) > 100
    assert "Non-2xx" not in loaded and "Socket errors" not in loaded
    loaded = run("h2load", "--h1", "--requests", "2000", "--clients", "20", address).stdout
    assert "2000 succeeded, 0 failed, 0 errored, 0 timeout" in loaded
