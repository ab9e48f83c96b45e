"""The command itself: exit status, tokens, the folder's lock, settings from the environment."""

import os
import stat
import subprocess

import pytest

import known
import running


@pytest.fixture
def folder(tmp_path):
    return running.Folder(tmp_path / "data")


@pytest.mark.parametrize("arguments", [
    ["--help"], ["serve", "--help"], ["import", "--help"], ["import", "reports", "--help"],
    ["token", "create", "--help"], ["migrate", "--help"],
])
def test_help_is_told_and_ends_well(arguments):
    result = subprocess.run(
        [running.executable(), *arguments], capture_output=True, text=True, timeout=30)
    assert result.returncode == 0
    assert "USAGE" in result.stdout.upper() and result.stderr == ""


@pytest.mark.parametrize("arguments", [
    ["nosuch"], ["serve", "--nosuch"], ["serve", "extra"], ["import"], ["import", "nosuch"],
    ["import", "reports"], ["import", "org-units", "one.csv"], ["token"], ["token", "create"],
    ["token", "create", "--unit", "VN"], ["token", "create", "--role", "admin"],
    ["token", "create", "--unit", "VN", "--role", "king"],
    ["token", "create", "--unit", "VN", "--role", "admin", "--expires", "soon"],
    ["token", "create", "--unit", "VN", "--role", "admin", "--expires", "-3d"],
    ["serve", "--listen", "nonsense"], ["serve", "--listen", "127.0.0.1:99999"],
], ids=" ".join)
def test_wrong_use_ends_with_2(folder, arguments):
    result = folder.run(*arguments)
    assert result.returncode == 2, (result.returncode, result.stderr)
    assert result.stderr.strip() and result.stdout == ""


def test_a_token_stands_alone_on_standard_output(demo_folder, demo):
    result = demo_folder.done("token", "create", "--unit", "VN", "--role", "viewer")
    token = result.stdout.removesuffix("\n")
    assert token and not any(character.isspace() for character in token)
    path = running.aggregate_path(known.communes_2023()[0], "2023")
    assert demo.get(path, token).status == 200, "it works from the next request on"


def test_a_token_made_without_a_server_works_with_the_next_one(copy_of_demo):
    folder = copy_of_demo()
    token = folder.token(known.DISTRICT, "viewer")
    with folder.serving() as server:
        assert server.get(running.aggregate_path(known.DISTRICT, "2023"), token).status == 200


def test_a_token_for_an_unknown_unit_is_bad_data(demo_folder, demo):
    result = demo_folder.run("token", "create", "--unit", "nosuch", "--role", "admin")
    assert result.returncode == 65 and "nosuch" in result.stderr and result.stdout == ""


def test_a_token_is_kept_nowhere_in_the_folder(demo_folder, demo):
    token = demo_folder.token("VN", "admin").encode()
    for root, _, names in os.walk(demo_folder.path):
        for name in names:
            path = os.path.join(root, name)
            if stat.S_ISREG(os.stat(path).st_mode):
                assert token not in open(path, "rb").read(), path


def test_a_port_that_is_taken_is_told(copy_of_demo, demo):
    result = copy_of_demo().run("serve", "--listen", f"127.0.0.1:{demo.port}")
    assert result.returncode == 1 and str(demo.port) in result.stderr


def test_the_admin_socket_is_the_owners_alone(demo_folder, demo):
    status = os.stat(os.path.join(demo_folder.path, "mebe.sock"))
    assert stat.S_ISSOCK(status.st_mode) and stat.S_IMODE(status.st_mode) == 0o600
    assert stat.S_IMODE(os.stat(demo_folder.path).st_mode) & 0o007 == 0, "nobody else looks in"


def test_a_demonstration_prints_how_to_sign_in(demo_folder, demo):
    token = running.printed_token(demo_folder.first_log)
    assert token, demo_folder.first_log
    assert "http://127.0.0.1:" in demo_folder.first_log
    answer = demo.get(running.aggregate_path(known.communes_2023()[0], "2023"), token)
    assert answer.status == 200


def test_a_demonstration_holds_exactly_the_seeds_reports(demo):
    answer = demo.aggregate(known.NATION, "2023").json
    assert answer["reports"]["received"] == 276
    for year in (2018, 2019, 2026):
        assert demo.aggregate(known.NATION, str(year)).json["values"] == {}, year


def test_a_demonstration_does_not_touch_a_filled_folder(copy_of_demo):
    folder = copy_of_demo()
    with folder.serving("--demo") as server:
        body = running.report(known.communes_2023()[0], "2024-01", {"anc_visits": 3})
        assert server.post(body, server.admin).status == 201
        assert server.stop() == 0
    with folder.serving("--demo") as server:
        assert server.sum(known.NATION, "2024-01", "anc_visits") == 3
        assert server.sum(known.NATION, "2023", "live_births") == 1580


def test_an_empty_folder_serves_without_a_country(folder):
    with folder.serving() as server:
        assert server.get("/healthz").status == 200
        assert server.get("/").status == 200
        assert server.get(f"{running.API}/org-units").json["items"] == []
        assert server.get(running.aggregate_path("VN", "2023")).status in (401, 404)
        assert server.stop() == 0


def test_a_country_can_be_loaded_by_hand(folder):
    seed = known.SEED
    with folder.serving() as server:
        folder.done("import", "org-units", str(seed / "org_units.csv"),
                    str(seed / "successions.csv"))
        folder.done("import", "catalogue", str(seed / "catalogue.json"))
        folder.done("import", "reports", str(seed / "bac_quang_2023.csv"))
        given = server.aggregate(known.NATION, "2023").json["values"]
        assert {code: sum["value"] for code, sum in given.items()} == known.expected()["values"]


def test_migrating_is_done_once_and_again(copy_of_demo, tmp_path):
    assert running.Folder(tmp_path / "new").run("migrate").returncode == 0
    folder = copy_of_demo()
    for _ in range(2):
        assert folder.run("migrate").returncode == 0


def test_a_newer_database_is_refused_and_left_alone(copy_of_demo):
    folder = copy_of_demo()
    folder.execute("PRAGMA user_version = 9999")
    before = folder.database.read_bytes()
    for command in (["serve"], ["migrate"], ["token", "create", "--unit", "VN", "--role", "admin"]):
        result = folder.run(*command)
        assert result.returncode == 1 and "9999" in result.stderr, (command, result.stderr)
    assert folder.database.read_bytes() == before


def test_a_file_that_is_no_database_is_refused(copy_of_demo):
    folder = copy_of_demo()
    folder.database.write_bytes(b"this is no database" * 1_000)
    result = folder.run("serve")
    assert result.returncode == 1 and result.stderr.strip(), result


def test_a_folder_that_cannot_be_made_is_told():
    result = running.Folder("/proc/nosuch/data").run("serve")
    assert result.returncode == 1 and "/proc/nosuch" in result.stderr


@pytest.mark.parametrize("setting, public", [
    ({}, False), ({"MEBE_PUBLIC_DASHBOARDS": "true"}, True),
    ({"MEBE_PUBLIC_DASHBOARDS": "0"}, False), ({"MEBE_DEMO": "1"}, True),
], ids=str)
def test_settings_come_from_the_environment(copy_of_demo, setting, public):
    folder = copy_of_demo(**setting)
    with folder.serving() as server:
        status = server.get(running.aggregate_path(known.NATION, "2023")).status
        assert status == (200 if public else 401)


def test_folder_and_address_come_from_the_environment(copy_of_demo):
    folder = copy_of_demo()
    folder.is_told_by_environment = True
    with folder.serving() as server:
        reader = folder.token("VN", "viewer")
        assert server.get(running.aggregate_path(known.NATION, "2023"), reader).status == 200
