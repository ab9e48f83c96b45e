"""A disk that takes no writes for a while: they are refused with 503 and Retry-After, reads go
on, and when it takes writes again all goes on without a restart."""

import contextlib
import errno
import subprocess

import pytest

import crashing
import disks
import known
import running
import small

from faulting import PERIOD
from test_pages import Browser, Fields

FORM = f"/units/C03/reports/mnch/{PERIOD}"


def read_only(faults):
    """What the kernel does once it has made a file system read-only, by an administrator or by
    itself after errors: files that are open refuse writes as well. A mount with files open for
    writing cannot be made read-only by other means, so no test mounts one."""
    return faults.injecting(write=errno.EROFS, change=errno.EROFS, sync=errno.EROFS)


def test_writes_are_refused_reads_go_on_and_the_end_needs_no_restart(faulty):
    folder, clerk, faults = faulty
    with folder.serving() as server:
        assert clerk.send(server).status == 201
        with read_only(faults):
            refused = clerk.send(server)
            assert (refused.status, refused.media_type) == (503, "application/problem+json")
            assert refused.json["type"] == "/help#storage-read-only"
            assert int(refused.headers["Retry-After"]) >= 10
            assert "chưa ghi được" in refused.json["detail"]
            assert "not written to" in refused.json["detail"]
            for path in (f"{running.API}/reports/C01/mnch/{PERIOD}", "/units/D1?period=2024-01",
                         running.aggregate_path(known.NATION, "2024"), "/healthz"):
                assert server.get(path, clerk.token).status == 200, path
            made = folder.run("token", "create", "--unit", "VN", "--role", "viewer")
            assert made.returncode == 1 and made.stdout == ""
            assert "chỉ cho đọc" in made.stderr and "read-only" in made.stderr
            clerk.check(server)
        assert clerk.send(server).status == 200
        assert clerk.send(server, "C02").status == 201
        clerk.check(server)
        crashing.kill(server.process)
    with folder.serving() as server:
        clerk.check(server)
    assert folder.run("verify").returncode == 0


def test_a_clerk_keeps_what_was_typed(faulty):
    folder, clerk, faults = faulty
    with folder.serving() as server:
        browser = Browser(server)
        browser.sign_in(folder.token("C03", "reporter"))
        with read_only(faults):
            refused = browser.report(FORM, {"anc_visits": "77"})
            assert (refused.status, refused.media_type) == (503, "text/html")
            assert int(refused.headers["Retry-After"]) >= 10
            fields = Fields(refused.text).values
            assert fields["anc_visits"] == "77" and "chỉ cho đọc" in refused.text
        assert browser.send(FORM, {**fields, "status": "submitted"}).status == 303


def test_a_start_on_a_read_only_file_system_is_refused_with_the_reason(tmp_path):
    place = tmp_path / "disk"
    place.mkdir()
    disks.mount("-t", "tmpfs", "-o", "size=8m", "tmpfs", place)
    with contextlib.ExitStack() as ending:
        ending.callback(subprocess.run, ["umount", "--lazy", place], check=True)
        folder = small.make_folder(place)
        disks.mount("-o", "remount,ro", place)
        result = folder.run("serve", "--listen", f"127.0.0.1:{running.free_port()}")
        assert result.returncode == 1 and "Read-only" in result.stderr, result.stderr
        assert folder.path in result.stderr
        disks.mount("-o", "remount,rw", place)
        with folder.serving() as server:
            assert server.post(running.report("C01", PERIOD, {"anc_visits": 1}),
                               server.admin).status == 201
