"""`mebe backup` beside a server and alone, and `mebe restore`: round trips, what is refused, and
what a kill, a power cut or a full disk leaves."""

import contextlib
import os
import pathlib
import pty
import random
import shutil
import sqlite3
import subprocess
import threading
import time

import pytest

import crashing
import disks
import faulting
import ledger
import power
import running
import small

from faulting import PERIOD

KILLS = 8


@pytest.fixture
def folder(tmp_path):
    return small.make_folder(tmp_path)


@pytest.fixture
def place(tmp_path):
    """Where backups go."""
    (tmp_path / "place").mkdir()
    return tmp_path / "place"


def ask(path, sql):
    with contextlib.closing(sqlite3.connect(path)) as rows:
        return rows.execute(sql).fetchone()[0]


def seq(path):
    return ask(path, "SELECT coalesce(max(seq), 0) FROM journal")


def names(place):
    return sorted(path.name for path in pathlib.Path(place).iterdir())


def fill(folder, values, period=PERIOD):
    folder.done("import", "reports", "-", stdin="\n".join(
        ["org_unit,period,anc_visits", *(f"{unit},{period},{value}"
                                         for unit, value in values.items())]) + "\n")


@pytest.mark.parametrize("served", [True, False], ids=["beside a server", "alone"])
def test_a_backup_and_back(folder, place, tmp_path, served):
    fill(folder, {"C01": 5, "C02": 6})
    with folder.serving() if served else contextlib.nullcontext():
        told = folder.done("backup", str(place / "a.db")).stdout
        fill(folder, {"C03": 7})
    assert "2 báo cáo / reports" in told and f"last month {PERIOD}" in told and "seq 2" in told
    assert names(place) == ["a.db"]
    assert (place / "a.db").stat().st_mode & 0o777 == 0o600
    (place / "a.db").chmod(0o400)
    place.chmod(0o500)
    assert ask(place / "a.db", "PRAGMA journal_mode") == "delete"
    assert ask(place / "a.db", "PRAGMA integrity_check") == "ok"
    other = running.Folder(tmp_path / "other")
    other.done("restore", str(place / "a.db"), "--yes")
    assert other.run("verify").returncode == 0
    result = folder.done("restore", str(place / "a.db"), "--yes")
    assert "2 báo cáo" in result.stdout and "3 báo cáo" in result.stdout
    [kept] = pathlib.Path(folder.path).glob("mebe.db.before-*")
    assert str(kept) in result.stdout and seq(kept) == 3
    assert folder.run("verify").returncode == 0
    for one in (folder, other):
        with one.serving() as server:
            assert server.sum("VN", PERIOD, "anc_visits") == 11
    folder.done("restore", str(kept), "--yes")
    with folder.serving() as server:
        assert server.sum("VN", PERIOD, "anc_visits") == 18
    place.chmod(0o700)


def test_a_backup_under_load_is_of_one_instant(folder, place, tmp_path):
    chance = random.Random(seed := random.randrange(1 << 30))
    print("seed", seed)
    token, books = folder.token(), ledger.Ledger()
    with folder.serving() as server, crashing.Senders(server, token, books, chance) as senders:
        for number in range(4):
            goal = books.acknowledged + 100
            running.wait_until(lambda: books.acknowledged > goal, 60, "load")
            first = seq(folder.path + "/mebe.db")
            folder.done("backup", str(place / f"{number}.db"))
            assert first <= seq(place / f"{number}.db") <= seq(folder.path + "/mebe.db")
        assert senders.refused_count == 0
    assert books.wrong == []
    other = running.Folder(tmp_path / "other")
    for number in range(4):
        other.done("restore", str(place / f"{number}.db"), "--yes")
        result = other.run("verify")
        assert result.returncode == 0, result.stderr


def test_nothing_is_overwritten(folder, place):
    for name, words in (("a.db", "đã có tệp"), ("b.db.part", "bị ngắt")):
        (place / name).write_text("mine")
        for served in (True, False):
            with folder.serving() if served else contextlib.nullcontext():
                result = folder.run("backup", str(place / name.removesuffix(".part")))
            assert result.returncode == 1 and result.stdout == ""
            assert words in result.stderr and str(place / name) in result.stderr
            assert (place / name).read_text() == "mine"
    assert names(place) == ["a.db", "b.db.part"]


def test_a_name_is_seen_from_where_the_command_runs(folder, place):
    with folder.serving():
        call = folder.call("backup", "here.db")
        subprocess.run(**{**call, "cwd": place}, check=True, capture_output=True)
    assert names(place) == ["here.db"]


@pytest.mark.skipif(not shutil.which("unshare"), reason="needs unshare")
def test_a_server_that_sees_another_folder_says_so(folder, place, tmp_path):
    """As one with a `/tmp` of its own does."""
    command = ["unshare", "--mount", "sh", "-c", 'mount -t tmpfs tmpfs "$0" && exec "$@"', place]
    if subprocess.run([*command, "true"], capture_output=True).returncode != 0:
        pytest.skip("nothing may be mounted here")
    call = folder.call("serve", listen=f"127.0.0.1:{running.free_port()}")
    with open(tmp_path / "log", "wb") as log:
        server = subprocess.Popen(**{**call, "args": command + call["args"]}, stdout=log)
    try:
        running.wait_until(
            lambda: (tmp_path / "log").read_text().startswith("mebe"), running.START_SECONDS)
        result = folder.run("backup", str(place / "a.db"))
    finally:
        crashing.kill(server)
    assert result.returncode == 1 and "the server sees another folder" in result.stderr
    assert "máy chủ thấy thư mục khác" in result.stderr and names(place) == []


def test_without_data_there_is_no_backup(place):
    folder = running.Folder(place / "nothing")
    result = folder.run("backup", str(place / "a.db"))
    assert result.returncode == 1 and "không có dữ liệu" in result.stderr
    assert names(place) == []


@pytest.mark.parametrize("served", [True, False])
def test_a_folder_that_is_not_there_is_named(folder, place, served):
    with folder.serving() if served else contextlib.nullcontext():
        result = folder.run("backup", str(place / "missing" / "a.db"))
    assert result.returncode == 1 and str(place / "missing") in result.stderr


@pytest.mark.parametrize("kind", [disks.MountedDisk, disks.BoundedDisk], ids=["mounted", "bounded"])
def test_a_full_disk_ends_it_and_nothing_else(kind, tmp_path):
    disk = kind(tmp_path)
    try:
        clerk = faulting.Clerk(disk.folder)
        path = pathlib.Path(disk.folder.path) / "copy.db"
        with disk.folder.serving() as server:
            assert clerk.send(server).status == 201
            before = names(disk.folder.path)
            disk.fill()
            result = disk.folder.run("backup", str(path))
            assert result.returncode == 1 and "không đủ chỗ cho bản sao lưu" in result.stderr
            assert names(disk.folder.path) == before
            disk.make_room()
            assert clerk.send(server, "C02").status == 201
            disk.folder.done("backup", str(path))
            assert seq(path) == 2
            clerk.check(server)
        disk.fill()
        result = disk.folder.run("restore", str(path), "--yes")
        assert result.returncode == 1 and "chưa làm gì" in result.stderr
        assert "mebe.db.restoring" not in names(disk.folder.path)
        disk.make_room()
        with disk.folder.serving() as server:
            clerk.check(server)
    finally:
        disk.end()


@pytest.fixture
def backed_up(folder, place):
    """A folder with a report more than its backup."""
    fill(folder, {"C01": 5})
    folder.done("backup", str(place / "a.db"))
    fill(folder, {"C02": 6})
    return folder, place / "a.db"


def test_a_restore_is_refused_while_the_folder_is_served(backed_up):
    folder, backup = backed_up
    with folder.serving() as server:
        before = names(folder.path)
        result = folder.run("restore", str(backup), "--yes")
        assert result.returncode == 1 and "stop it first" in result.stderr
        assert "hãy dừng trước" in result.stderr and names(folder.path) == before
        assert server.sum("VN", PERIOD, "anc_visits") == 11


def test_without_consent_nothing_is_done(backed_up):
    folder, backup = backed_up
    before = names(folder.path)
    result = folder.run("restore", str(backup))
    assert result.returncode == 2 and "--yes" in result.stderr
    assert "1 báo cáo" in result.stdout and "2 báo cáo" in result.stdout
    assert on_terminal(folder, backup, b"n\n") == 1
    assert names(folder.path) == before and seq(folder.path + "/mebe.db") == 2
    assert on_terminal(folder, backup, b"y\n") == 0
    assert seq(folder.path + "/mebe.db") == 1


def on_terminal(folder, backup, answer):
    """The exit status of a restore whose question somebody answers."""
    master, terminal = pty.openpty()
    process = subprocess.Popen(
        **folder.call("restore", str(backup)), stdin=terminal, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL)
    os.write(master, answer)
    status = process.wait(60)
    os.close(master)
    os.close(terminal)
    return status


def cut_off(path):
    os.truncate(path, path.stat().st_size // 2 + 100)


def scratch(path):
    with open(path, "r+b") as file:
        for page in range(3, path.stat().st_size // 4096, 3):
            file.seek(page * 4096)
            file.write(b"\7" * 64)


def pragma(text):
    def change(path):
        with contextlib.closing(sqlite3.connect(path)) as rows:
            rows.execute(f"PRAGMA {text}")
            rows.commit()
    return change


@pytest.mark.parametrize("spoil, words", [
    (lambda path: path.write_text("Không phải cơ sở dữ liệu\n" * 99), "không phải tệp SQLite"),
    (lambda path: path.write_bytes(b""), "không phải dữ liệu của mebe"),
    (cut_off, "bị hỏng"), (scratch, "bị hỏng"),
    (pragma("user_version = 99"), "chương trình mới hơn"),
    (pragma("application_id = 99"), "không phải dữ liệu của mebe"),
], ids=["text", "nothing", "cut off", "scratched", "newer", "another program's"])
def test_a_bad_file_exits_with_65(backed_up, spoil, words):
    folder, backup = backed_up
    spoil(backup)
    before = names(folder.path)
    result = folder.run("restore", str(backup), "--yes")
    assert result.returncode == 65, result.stderr
    assert words in result.stderr and str(backup) in result.stderr
    assert names(folder.path) == before and seq(folder.path + "/mebe.db") == 2


def test_a_missing_file_makes_no_folder(tmp_path):
    folder = running.Folder(tmp_path / "new")
    result = folder.run("restore", str(tmp_path / "missing.db"), "--yes")
    assert result.returncode == 1 and "missing.db" in result.stderr
    assert not pathlib.Path(folder.path).exists()


def test_a_kill_leaves_the_old_or_the_new(backed_up):
    folder, backup = backed_up
    chance = random.Random(seed := random.randrange(1 << 30))
    print("seed", seed)
    begun = time.monotonic()
    folder.done("restore", str(backup), "--yes")
    span = time.monotonic() - begun
    for _ in range(KILLS):
        command = subprocess.Popen(
            **folder.call("restore", str(backup), "--yes"), stdout=subprocess.DEVNULL)
        timer = threading.Timer(chance.uniform(0, span), command.kill)
        timer.start()
        command.wait(60)
        timer.join()
        check_whole(pathlib.Path(folder.path) / "mebe.db", (1, 2))
    folder.done("restore", str(backup), "--yes")
    assert folder.run("verify").returncode == 0


def check_whole(path, seqs):
    assert ask(path, "PRAGMA integrity_check") == "ok"
    assert seq(path) in seqs


def test_every_instant_of_a_restore_survives_a_kill_and_a_power_cut(backed_up, tmp_path):
    folder, backup = backed_up
    chance = random.Random(seed := random.randrange(1 << 30))
    print("seed", seed)
    disk = power.Disk(folder.path)
    recorded, _ = faulting.folder_with_faults(folder, tmp_path, tmp_path / "record")
    recorded.done("restore", str(backup), "--yes")
    found = set()
    for entry in power.entries(tmp_path / "record"):
        disk.play(entry)
        # A kill loses nothing of what was written.
        for loss in power.LOSSES:
            cut = tmp_path / "cut"
            power.write(disk.cut(chance, loss), cut)
            check_whole(cut / "mebe.db", (1, 2))
            found.add(seq(cut / "mebe.db"))
            shutil.rmtree(cut)
    assert found == {1, 2}
