"""A disk that fails calls: the client gets 500, the server lives and goes on when the disk does;
what was acknowledged stays, and what was refused is in no sum, nor comes back after a crash."""

import errno
import random
import threading
import time

import pytest

import crashing
import known
import running
import small

from faulting import PERIOD


@pytest.mark.parametrize("call", ["write", "sync"])
def test_a_failed_commit_is_refused_and_forgotten(faulty, call):
    folder, clerk, faults = faulty
    with folder.serving() as server:
        assert clerk.send(server).status == 201
        with faults.injecting(only="wal", **{call: errno.EIO}):
            for unit in ("C01", "C02"):
                refused = clerk.send(server, unit)
                assert (refused.status, refused.media_type) == (500, "application/problem+json")
                assert "EIO" not in refused.text and "SQLite" not in refused.text
            clerk.check(server)
        assert "SQLite error" in server.log and "errno 5" in server.log
        assert clerk.send(server).status == 200
        assert clerk.send(server, "C02").status == 201
        clerk.check(server)
        crashing.kill(server.process)
    with folder.serving() as server:
        clerk.check(server)
    assert folder.run("verify").returncode == 0


def test_a_commit_whose_flush_failed_does_not_come_back_after_a_crash(faulty):
    """It stands whole in the WAL; only its flush failed."""
    folder, clerk, faults = faulty
    with folder.serving() as server:
        assert clerk.send(server).status == 201
        with faults.injecting(only="wal", sync=errno.EIO, strikes=1):
            assert clerk.send(server, "C02").status == 500
            crashing.kill(server.process)
    with folder.serving() as server:
        clerk.check(server)


@pytest.mark.parametrize("call", ["write", "sync"])
def test_a_checkpoint_that_fails_holds_nobody_up(faulty, call):
    folder, clerk, faults = faulty
    with folder.serving() as server:
        with faults.injecting(only="database", **{call: errno.EIO}):
            struck = faults["injected"]
            running.wait_until(
                lambda: clerk.send(server).status in (200, 201) and faults["injected"] > struck,
                what="a checkpoint that fails")
        before = faults["syncs"]
        running.wait_until(
            lambda: clerk.send(server).status == 200 and faults["syncs"] > before, what="another")
        clerk.check(server)
        crashing.kill(server.process)
    with folder.serving() as server:
        clerk.check(server)
    assert folder.run("verify").returncode == 0


def test_reads_fail_one_by_one_and_come_back(faulty):
    folder, clerk, faults = faulty
    with folder.serving() as server:
        for unit in small.COMMUNES:
            assert clerk.send(server, unit).status == 201
        server.stop()
    with folder.serving() as server:
        with faults.injecting(read=errno.EIO):
            broken = server.aggregate(known.NATION, PERIOD, clerk.token)
            assert (broken.status, broken.media_type) == (500, "application/problem+json")
            page = server.get("/units/D1?period=2024-01", clerk.token)
            assert (page.status, page.media_type) == (500, "text/html")
            assert server.get("/healthz").status == 200
        clerk.check(server)


def test_a_disk_that_fails_at_random_under_load_loses_and_invents_nothing(faulty):
    folder, clerk, faults = faulty
    seed = random.randrange(1 << 30)
    print("seed", seed)
    chance = random.Random(seed)
    with folder.serving() as server:
        with crashing.Senders(
                server, clerk.token, clerk.ledger, chance, refusals=(500,)) as senders:
            for _ in range(15):
                goal = clerk.ledger.acknowledged + 10
                running.wait_until(lambda: clerk.ledger.acknowledged > goal, 60, "load")
                call = chance.choice(["write", "sync", "read", "change"])
                with faults.injecting(must_strike=False, skipped=chance.randrange(30),
                                      **{call: errno.EIO}):
                    struck = faults["injected"] + chance.randrange(1, 4)
                    until_struck(faults, struck)
        assert senders.refused_count > 0 and faults["injected"] > 3
        assert clerk.ledger.wrong == []
        assert clerk.send(server).status in (200, 201)
        clerk.check(server)
        crashing.kill(server.process)
    with folder.serving() as server:
        clerk.check(server)
    assert folder.run("verify").returncode == 0


def until_struck(faults, count):
    """Some kinds of call may not come for a while; then nothing was tried."""
    deadline = time.monotonic() + 0.5
    while faults["injected"] < count and time.monotonic() < deadline:
        threading.Event().wait(0.002)
