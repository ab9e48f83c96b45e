"""What holds where an address or a body leaves something out, and commands beside a server."""

import json

import pytest

import known
import running

DISTRICT = "VN-2024-034"


def period_of(answer):
    assert answer.status == 200, answer
    return json.loads(answer.text)["period"]


def test_page_json_and_api_mean_the_same_period(copy_of_demo):
    with copy_of_demo().serving("--demo") as server:
        server.wait_for_start()
        paths = [f"/units/{DISTRICT}.json", f"{running.API}/aggregates/{DISTRICT}"]
        assert [period_of(server.get(path)) for path in paths] == ["2023", "2023"]
        assert "2023" in server.get(f"/units/{DISTRICT}").text.split("<h1>")[1][:120]


def test_one_new_report_does_not_close_the_public_pages(copy_of_demo):
    with copy_of_demo().serving("--demo") as server:
        server.wait_for_start()
        commune = known.communes_2023()[0]
        stored = server.post(running.report(commune, "2024-01", {"anc_visits": 5}), server.admin)
        assert stored.status == 201, stored
        # Strangers go on reading the last public year; who may see more sees the new one.
        assert period_of(server.get(f"/units/{DISTRICT}.json")) == "2023"
        assert period_of(server.get(f"/units/{DISTRICT}.json", server.admin)) == "2024"
        assert server.get(f"/units/{DISTRICT}").status == 200


@pytest.mark.parametrize("missing", ["org_unit", "form", "period", "values"])
def test_a_report_without_one_of_its_keys_is_refused(demo, place, missing):
    body = running.report(place.commune, "2024-02", {"anc_visits": 1})
    del body[missing]
    answer = demo.post(body, demo.admin)
    assert answer.status == 422, answer
    assert f"/{missing}" in answer.pointers


def test_put_needs_values_too(demo, place):
    answer = demo.put(f"{place.commune}/mnch/2024-03", {"note": "x"}, demo.admin)
    assert (answer.status, answer.pointers) == (422, ["/values"]), answer


def test_a_year_without_a_form_has_nothing_and_is_answered(demo):
    for year in ("1000", "2019", "9999"):
        answer = demo.aggregate("VN", year, demo.admin)
        assert answer.status == 200, answer
        assert json.loads(answer.text)["reports"]["expected"] == 0


def test_a_text_that_is_too_long_is_refused(demo, place):
    body = running.report(place.commune, "2024-04", {"anc_visits": 1}, note="x" * 2001)
    assert (demo.post(body, demo.admin).status, demo.post(body, demo.admin).pointers) == (
        422, ["/note"])
    body["note"] = "x" * 2000
    assert demo.post(body, demo.admin).status == 201


def test_a_position_that_does_not_exist_yet_is_not_answered_from_an_older_one(demo):
    path = f"{running.API}/aggregates/VN?period=2023"
    seq = demo.get(path, demo.admin).headers["Mebe-Seq"]
    assert demo.get(path, demo.admin, **{"Mebe-Seq": seq}).status == 200
    later = demo.get(path, demo.admin, **{"Mebe-Seq": str(int(seq) + 1_000_000)})
    assert later.status == 503 and later.headers["Retry-After"]
    assert demo.get(path, demo.admin, **{"Mebe-Seq": "x"}).status == 400


def test_migrate_beside_a_running_server_has_nothing_to_do(copy_of_demo):
    folder = copy_of_demo()
    with folder.serving("--demo") as server:
        server.wait_for_start()
        result = folder.run("migrate")
        assert result.returncode == 0, result


def test_what_cannot_be_read_is_a_failure_and_no_wrong_use(copy_of_demo, tmp_path):
    result = copy_of_demo().run("import", "reports", str(tmp_path))
    assert result.returncode == 1 and result.stderr, result


def test_an_interrupted_demonstration_is_filled_at_the_next_start(tmp_path):
    path = tmp_path / "data"
    path.mkdir()
    (path / "demo-unfinished").touch()
    folder = running.Folder(path)
    folder.done(
        "import", "org-units", str(known.SEED / "org_units.csv"),
        str(known.SEED / "successions.csv"))
    with folder.serving("--demo") as server:
        running.wait_until(lambda: running.printed_token(server.log), 30, "the greeting")
        answer = json.loads(server.aggregate(DISTRICT, "2023").text)
        assert answer["reports"]["received"] == 276
    assert not (path / "demo-unfinished").exists()
