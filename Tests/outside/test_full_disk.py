"""A full disk: writes are refused with 507, reads go on, and once there is room all goes on
without a restart; what was acknowledged is kept, what was refused is nowhere."""

import json
import re

import pytest

import crashing
import disks
import faulting
import known
import running
import small

from faulting import PERIOD
from test_pages import Browser, Fields

FORM = f"/units/C03/reports/mnch/{PERIOD}"


@pytest.fixture(params=[disks.MountedDisk, disks.BoundedDisk], ids=["mounted", "bounded"])
def disk(request, tmp_path):
    disk = request.param(tmp_path)
    yield disk
    disk.end()


def test_writes_are_refused_reads_go_on_and_room_ends_it(disk):
    clerk = faulting.Clerk(disk.folder)
    with disk.folder.serving() as server:
        assert clerk.send(server).status == 201
        disk.fill()
        refused = disks.fills(clerk, server)
        assert (refused.status, refused.media_type) == (507, "application/problem+json")
        assert refused.json["type"] == "/help#storage-full"
        assert "đã đầy" in refused.json["detail"] and "full" in refused.json["detail"]
        check_batch(server, clerk)
        for path in (f"{running.API}/reports/C01/mnch/{PERIOD}", "/units/D1?period=2024-01",
                     running.aggregate_path(known.NATION, "2024"), "/healthz"):
            assert server.get(path, clerk.token).status == 200, path
        check_commands(disk.folder, clerk)
        clerk.check(server)
        disk.make_room()
        for unit in ("C01", "C02"):
            assert clerk.send(server, unit).status in (200, 201)
        clerk.check(server)
        crashing.kill(server.process)
    with disk.folder.serving() as server:
        clerk.check(server)
    assert disk.folder.run("verify").returncode == 0


def check_batch(server, clerk):
    """Each line is refused by itself."""
    lines = [json.dumps(running.report(unit, PERIOD, {"anc_visits": 7}, note="y" * 900))
             for unit in small.COMMUNES[4:12]]
    answer = server.request(
        "POST", f"{running.API}/reports/batch", "\n".join(lines).encode(), clerk.token,
        {"Content-Type": "application/x-ndjson"})
    assert answer.status == 200
    told = [json.loads(line) for line in answer.body.splitlines()]
    assert [(one["line"], one["status"]) for one in told] == [(n, 507) for n in range(1, 9)]
    assert {one["problem"]["type"] for one in told} == {"/help#storage-full"}


def check_commands(folder, clerk):
    """An import and a token are refused with a sentence that says why, and leave nothing."""
    before = disks.size(folder)
    for result in (
            folder.run("import", "reports", "--ndjson", "-", stdin="\n".join(
                json.dumps(running.report(unit, PERIOD, {"anc_visits": 5}, note="z" * 900))
                for unit in small.COMMUNES) + "\n"),
            folder.run("token", "create", "--unit", "VN", "--role", "viewer", "--name", "n" * 900)):
        assert result.returncode == 1 and result.stdout == ""
        assert "đĩa đã đầy" in result.stderr and "the disk is full" in result.stderr
    assert disks.size(folder) == before, "what was begun is taken away"


def test_a_clerk_keeps_what_was_typed(disk):
    clerk = faulting.Clerk(disk.folder)
    browser_token = disk.folder.token("C03", "reporter")
    with disk.folder.serving() as server:
        browser = Browser(server)
        browser.sign_in(browser_token)
        disk.fill()
        disks.fills(clerk, server)
        typed = {"anc_visits": "4123", "note": "Ghi chú " + "dài " * 200}
        refused = browser.report(FORM, typed)
        assert (refused.status, refused.media_type) == (507, "text/html")
        again = {**Fields(refused.text).values, "note": typed["note"]}
        assert again["anc_visits"] == "4123" and typed["note"].strip() in refused.text
        assert "Chưa lưu được" in refused.text and "Đĩa của máy chủ đã đầy" in refused.text
        assert refused.headers["X-Request-Id"] in refused.text
        disk.make_room()
        sent = browser.send(FORM, {**again, "status": "submitted"})
        assert sent.status == 303 and "sent=" in sent.headers["Location"]
        stored = server.stored(f"C03/mnch/{PERIOD}", clerk.token).report
        assert stored["values"] == {"anc_visits": 4123}
        assert stored["note"] == typed["note"]


def is_refused(answer):
    """The answer unless it is a success: a session is small and may still fit."""
    return answer if answer.status != 303 else None


def test_signing_in_is_refused_and_the_session_goes_on(disk):
    clerk = faulting.Clerk(disk.folder)
    with disk.folder.serving() as server:
        early, late = Browser(server), Browser(server)
        early.sign_in(clerk.token)
        disk.fill()
        disks.fills(clerk, server)
        refused = running.wait_until(
            lambda: is_refused(Browser(server).sign_in(clerk.token)), what="a refusal")
        assert refused.status == 507 and "Set-Cookie" not in refused.headers
        assert "Máy chủ hết chỗ lưu" in refused.text
        assert early.get("/units/D1?period=2024-01").status == 200
        disk.make_room()
        assert late.sign_in(clerk.token).status == 303 and late.cookie


def test_the_access_log_says_what_it_lacks(disk):
    clerk = faulting.Clerk(disk.folder)
    log = disk.folder.path + "/access.log"
    with disk.folder.serving() as server:
        disk.fill()
        disks.fills(clerk, server)

        def is_told():
            server.get(f"/units/D1?period=2024-01&x={'x' * 2_000}", clerk.token)
            return "access log:" in server.log

        running.wait_until(is_told, what="the log's failure")
        disk.make_room()
        running.wait_until(
            lambda: server.get("/healthz") and re.search(r'"missing": ?\d', open(log).read()),
            what="a line that tells how many are missing")
        lines = [json.loads(line) for line in open(log)]
    assert any("missing" in line for line in lines)


def test_a_server_starts_on_a_full_disk_and_shows_what_is_there(disk):
    clerk = faulting.Clerk(disk.folder)
    with disk.folder.serving() as server:
        assert clerk.send(server).status == 201
        disk.fill()
        disks.fills(clerk, server)
        crashing.kill(server.process)
    with disk.folder.serving() as server:
        clerk.check(server)
        assert disks.fills(clerk, server).status == 507
        disk.make_room()
        assert clerk.send(server).status in (200, 201)
        clerk.check(server)
