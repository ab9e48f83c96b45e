"""A folder of data has one process that writes. Any other is refused with a sentence that names
the folder, or asks the first; a killed one leaves the folder free at once."""

import pathlib

import pytest

import crashing
import faulting
import running
import small


@pytest.fixture
def folder(tmp_path):
    return small.make_folder(tmp_path)


def serve_again(folder, path):
    return running.Folder(path).run("serve", "--listen", f"127.0.0.1:{running.free_port()}")


@pytest.mark.parametrize("name", ["{}", "{}/", "{}/../data", "link", "link/"])
def test_a_second_server_is_refused_by_whatever_path(folder, name):
    link = pathlib.Path(folder.path).parent / "link"
    link.symlink_to(folder.path)
    path = str(link.parent / name) if name.startswith("link") else name.format(folder.path)
    with folder.serving() as server:
        result = serve_again(folder, path)
        assert result.returncode == 1
        assert path in result.stderr, "the message names the folder"
        assert "tiến trình mebe khác" in result.stderr and "another mebe process" in result.stderr
        clerk = faulting.Clerk(folder)
        assert clerk.send(server).status == 201
        clerk.check(server)


def test_commands_beside_a_server_ask_it(folder):
    clerk = faulting.Clerk(folder)
    with folder.serving() as server:
        assert clerk.send(server).status == 201
        rows = "org_unit,period,anc_visits\nC02,2024-01,5\n"
        folder.done("import", "reports", "-", stdin=rows)
        assert server.sum("P1", "2024-01", "anc_visits") == 5 + clerk.ledger.kept[
            "C01", "2024-01"][0].values["anc_visits"]
        for command in ("verify", "migrate"):
            assert folder.run(command).returncode == 0, command


def test_a_kill_frees_the_folder_at_once(folder):
    clerk = faulting.Clerk(folder)
    for _ in range(3):
        with folder.serving() as server:
            assert clerk.send(server).status in (200, 201)
            crashing.kill(server.process)
        assert folder.run("token", "create", "--unit", "VN", "--role", "viewer").returncode == 0
    with folder.serving() as server:
        clerk.check(server)
