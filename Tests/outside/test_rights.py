"""Who may send and read what: tokens by role, unit and time, through mergers too."""

import pytest

import known
import running

PERIOD = "2024-08"


def send(server, unit, token, period=PERIOD):
    return server.post(running.report(unit, period, {"anc_visits": 1}), token)


def test_only_reporters_and_administrators_send(demo, place):
    for role, status in (("viewer", 403), ("reviewer", 403), ("reporter", 201), ("admin", 200)):
        token = demo.folder.token(place.commune, role)
        assert send(demo, place.commune, token).status == status, role


def test_a_role_covers_its_unit_and_everything_below(demo, place):
    for unit in (place.commune, place.district, place.province, known.NATION):
        token = demo.folder.token(unit, "reporter")
        assert send(demo, place.commune, token).status in (200, 201), unit


def test_a_role_covers_nothing_beside_or_above(demo, place):
    token = demo.folder.token(place.commune, "reporter")
    assert send(demo, place.others[0], token).status == 403
    elsewhere = demo.folder.token(known.DISTRICT, "admin")
    assert send(demo, place.commune, elsewhere).status == 403


def test_a_role_covers_the_units_that_went_whole_into_it(demo):
    successor = demo.folder.token("VN-2025-01153", "reporter")
    predecessors = ("VN-2024-01153", "VN-2024-01183", "VN-2024-01189")
    for unit in predecessors:
        assert send(demo, unit, successor, "2024-11").status == 201, unit
    assert send(demo, "VN-2024-01156", successor, "2024-11").status == 403
    for unit in predecessors:
        assert demo.stored(f"{unit}/mnch/2024-11", successor).status == 200


def test_a_predecessors_role_does_not_cover_its_successor(demo):
    predecessor = demo.folder.token("VN-2024-01153", "reporter")
    assert send(demo, "VN-2025-01153", predecessor, "2025-08").status == 403
    assert send(demo, "VN-2024-01153", predecessor, "2024-10").status == 201


def test_a_district_that_ended_covers_its_communes_old_months_only(demo):
    token = demo.folder.token(known.DISTRICT, "reporter")
    assert send(demo, "VN-2024-01156", token, "2025-06").status == 201
    assert send(demo, "VN-2025-01156", token, "2025-07").status == 403


def test_others_reports_are_not_there(demo, place):
    send(demo, place.commune, demo.admin)
    address = f"{place.commune}/mnch/{PERIOD}"
    other = demo.folder.token(place.others[0], "reporter")
    for path in (address, address + "/revisions"):
        hidden = demo.stored(path, other)
        assert (hidden.status, hidden.media_type) == (404, "application/problem+json")
        assert demo.get(f"{running.API}/reports/{path}").status == 401
        viewer = demo.folder.token(place.district, "viewer")
        assert demo.stored(path, viewer).status == 200


@pytest.mark.parametrize("address", [
    "VN-2024-99999/mnch/2024-01", "{commune}/nosuch/2024-01", "{commune}/mnch/2024-13",
    "{commune}/mnch/2019-01",
])
def test_reports_that_cannot_be_are_not_there(demo, commune, address):
    address = address.format(commune=commune)
    for path in (address, address + "/revisions"):
        answer = demo.stored(path)
        assert (answer.status, answer.media_type) == (404, "application/problem+json")


def test_without_public_dashboards_sums_need_a_token_that_covers_them(closed):
    path = running.aggregate_path(known.DISTRICT, "2023")
    for address in (path, running.aggregate_path(known.NATION, "2023", below="/children")):
        answer = closed.get(address)
        assert (answer.status, answer.media_type) == (401, "application/problem+json")
    viewer = closed.folder.token(known.DISTRICT, "viewer")
    assert closed.get(path, viewer).status == 200
    assert closed.get(running.aggregate_path(known.PROVINCE, "2023"), viewer).status == 403
    neighbour = closed.folder.token("VN-2024-026", "viewer")
    assert closed.get(path, neighbour).status == 403


def test_without_public_dashboards_pages_need_signing_in(closed):
    for unit in (known.NATION, known.PROVINCE, known.DISTRICT, known.communes_2023()[0]):
        answer = closed.get(f"/units/{unit}?period=2023")
        assert answer.status in (302, 303, 401), (unit, answer)
        assert "1.580" not in answer.text
    for path in ("/", "/login", "/help"):
        assert closed.get(path).status == 200, path


@pytest.mark.parametrize("field", [
    "Bearer", "Bearer ", "Bearer a b", "Basic YTpi", "Token x", "Bearer mebe_" + "x" * 43,
    "Bearer " + "x" * 4_000,
])
def test_an_unknown_credential_is_refused_and_not_passed_over(demo, field):
    path = running.aggregate_path(known.NATION, "2023")
    answer = demo.get(path, authorization=field)
    assert (answer.status, answer.media_type) == (401, "application/problem+json")
    assert answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize("path", [
    "aggregates/VN", "aggregates/VN/children", "series/VN", "completeness/VN", "quality/VN"])
def test_who_asks_is_looked_at_before_what_is_asked_for(closed, path):
    for token in (None, "mebe_unknown"):
        assert closed.get(f"{running.API}/{path}?period=nonsense", token).status == 401


def test_a_role_is_looked_at_before_a_change_is_read(demo, place):
    token = demo.folder.token(place.commune, "reporter")
    answer = demo.request("POST", f"{running.API}/org-units/changes?dry_run=perhaps", {}, token)
    assert answer.status == 403 and "role-too-weak" in answer.json["type"]


def test_the_schemes_name_is_written_in_any_case(demo):
    path = f"{running.API}/reports/{known.communes_2023()[0]}/mnch/2023-01"
    assert demo.get(path, authorization=f"bearer {demo.admin}").status == 200


def test_an_expired_token_is_refused(copy_of_demo):
    folder = copy_of_demo()
    token = folder.token("VN", "admin", "--expires", "90d")
    lasting = folder.token("VN", "admin")
    path = running.aggregate_path(known.DISTRICT, "2023")
    with folder.serving() as server:
        assert server.get(path, token).status == 200
        server.stop()
    folder.execute("UPDATE token SET expires_at = 1 WHERE expires_at IS NOT NULL")
    with folder.serving() as server:
        assert server.get(path, token).status == 401
        assert server.get(path, lasting).status == 200

