"""The wall clock jumps. The journal's order is its sequence, never the clock; `received_at` is
what the clock said, as evidence; whatever waits goes by the clock that cannot jump."""

import contextlib
import datetime
import http.client

import running

from faulting import PERIOD
from test_pages import Browser

HOUR = 3_600
DAY = 24 * HOUR


def jump(faults, seconds):
    """The wall clock from now on, against the true one."""
    faults["clock"] = seconds * 1_000_000_000


def seconds_ahead(stamp):
    told = datetime.datetime.fromisoformat(stamp)
    return (told - datetime.datetime.now(datetime.UTC)).total_seconds()


def test_the_sequence_grows_and_received_at_is_what_the_clock_said(faulty):
    folder, clerk, faults = faulty
    last = 0
    with folder.serving() as server:
        for ahead in (0, -HOUR, DAY, -30 * DAY, 0):
            jump(faults, ahead)
            stored = clerk.send(server).report
            assert stored["seq"] == last + 1 and stored["revision"] == last + 1
            assert abs(seconds_ahead(stored["received_at"]) - ahead) < 60
            last = stored["seq"]
        first = server.stored(f"C01/mnch/{PERIOD}", clerk.token).report["received_first"]
        assert abs(seconds_ahead(first)) < 60, "a correction moves no first receipt"
        clerk.check(server)
        crashed = clerk.ledger
    with folder.serving() as server:
        crashed.check(server, clerk.token)
    assert folder.run("verify").returncode == 0


def test_what_waits_and_what_is_signed_in_is_not_upset(faulty):
    folder, clerk, faults = faulty
    with folder.serving() as server:
        browser = Browser(server)
        browser.sign_in(clerk.token)
        resting = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        with contextlib.closing(resting):
            for ahead in (0, DAY, -DAY, 3 * DAY, 0):
                jump(faults, ahead)
                resting.request("GET", "/healthz")
                assert resting.getresponse().read(), "no timeout came early"
                assert browser.get("/units/D1?period=2024-01").status == 200
                assert clerk.send(server).status in (200, 201)
        assert server.stop() == 0


def test_a_token_ends_by_the_wall_clock_and_a_jump_that_is_mended_mends_it(faulty):
    folder, clerk, faults = faulty
    with folder.serving() as server:
        token = folder.token("VN", "viewer", "--expires", "2d")
        path = running.aggregate_path("VN", "2024-01")
        for ahead, status in ((0, 200), (3 * DAY, 401), (0, 200), (-DAY, 200)):
            jump(faults, ahead)
            assert server.get(path, token).status == status, ahead


def test_months_and_deadlines_go_by_the_servers_clock(faulty):
    folder, clerk, faults = faulty
    now = datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=7)
    month = now.strftime("%Y-%m")
    with folder.serving() as server:
        jump(faults, -40 * DAY)
        early = server.post(running.report("C01", month, {"anc_visits": 1}), clerk.token)
        assert early.status == 422 and early.pointers == ["/period"], "the month has not begun"
        jump(faults, 0)
        assert server.post(
            running.report("C01", month, {"anc_visits": 1}), clerk.token).status == 201
        on_time = server.aggregate("C01", month, clerk.token).json["reports"]["on_time"]
        jump(faults, 90 * DAY)
        late = server.post(running.report("C02", month, {"anc_visits": 1}), clerk.token)
        assert late.status == 201
        jump(faults, 0)
        assert on_time == 1
        assert server.aggregate("C02", month, clerk.token).json["reports"]["on_time"] == 0
