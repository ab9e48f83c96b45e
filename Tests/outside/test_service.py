"""The server under a service manager: sockets that outlive it, and what it says of itself."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

import load
import manager
import running

# A page that a handler renders each time, and that no cold database holds up.
PAGE = "/help"


@pytest.fixture
def managed(copy_of_demo, tmp_path):
    """Makes managers with a TCP socket and a Unix one."""
    made = []

    def make(notify=None, **more):
        path = str(tmp_path / "front.sock")
        listeners = [manager.listening_tcp(), manager.listening_unix(path)]
        made.append(
            manager.Manager(
                copy_of_demo(), listeners, notify or str(tmp_path / "notify"), **more))
        return made[-1]

    yield make
    for one in made:
        one.end()


def answers(port, path="/healthz"):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
        return answer.status


def test_sockets_of_a_service_manager_are_served_and_left_alone(managed):
    service = managed()
    service.start("--demo")
    path = service.listeners[1].getsockname()
    assert answers(service.port) == 200
    connection = running.UnixConnection(path)
    connection.request("GET", "/healthz")
    assert connection.getresponse().status == 200
    assert "127.0.0.1:8080" not in service.log, "an address that nobody asked for"
    connection.close()
    assert service.stop() == 0, service.log
    assert service.hears("STOPPING=1")
    assert os.path.exists(path)
    # What connects now waits for the successor.
    waiting = running.UnixConnection(path)
    waiting.request("GET", "/healthz")
    service.start("--demo")
    assert waiting.getresponse().status == 200


@pytest.mark.parametrize("way", ["stop and start", "SIGUSR2"])
def test_a_restart_under_load_loses_no_request(managed, way):
    service = managed()
    service.start("--demo")
    under = load.Load(f"http://127.0.0.1:{service.port}{PAGE}", 3)
    time.sleep(0.5)
    if way == "SIGUSR2":
        service.heard.clear()
        service.process.send_signal(signal.SIGUSR2)
        service.wait_for("READY=1")
        # Whoever hears STOPPING counts the time until this process's end, and kills it.
        assert service.hears("RELOADING=1") and not service.hears("STOPPING=1")
    else:
        assert service.stop() == 0, service.log
        service.start("--demo")
    count, failures = under.end()
    assert failures == []
    assert count > 100
    assert service.stop() == 0, service.log


def test_a_restart_without_a_manager_refuses_nobody_and_keeps_no_descriptor(copy_of_demo):
    with copy_of_demo().serving("--demo") as server:
        folder = f"/proc/{server.process.pid}/fd"

        def restart():
            before = server.log.count("/login")
            server.process.send_signal(signal.SIGUSR2)
            running.wait_until(lambda: server.log.count("/login") > before, 60, "the greeting")
            assert server.get("/healthz").status == 200
            return len(os.listdir(folder))

        under = load.Load(server.base + PAGE, 4)
        time.sleep(0.3)
        restart()
        count, failures = under.end()
        assert failures == [] and count > 100
        first, rounds = restart(), 4
        for _ in range(rounds):
            restart()
        # One may be opened, or closed, only after the greeting; what is kept is kept each time.
        running.wait_until(
            lambda: len(os.listdir(folder)) < first + rounds, 10, "no more descriptors")
        assert server.stop() == 0, server.log
        with pytest.raises(OSError):
            server.get("/healthz")


def test_a_restart_without_a_program_to_start_is_not_begun(copy_of_demo, tmp_path, monkeypatch):
    program = tmp_path / "mebe"
    shutil.copy(running.executable(), program)
    monkeypatch.setattr(running, "executable", lambda: str(program))
    with copy_of_demo().serving() as server:
        program.unlink()
        server.process.send_signal(signal.SIGUSR2)
        running.wait_until(lambda: "cannot be run" in server.log, what="the refusal")
        assert server.get("/healthz").status == 200
        assert server.stop() == 0, server.log


def test_signals_during_a_restart_do_not_end_the_program(managed):
    service = managed()
    service.start("--demo")
    service.heard.clear()
    service.process.send_signal(signal.SIGUSR2)
    deadline = time.monotonic() + running.START_SECONDS
    while not service.hears("READY=1"):
        service.process.send_signal(signal.SIGHUP)
        assert service.process.poll() is None, service.process.returncode
        assert time.monotonic() < deadline
    assert answers(service.port) == 200
    assert service.stop() == 0, service.log


def test_signs_of_life_go_on_while_the_old_program_drains(managed):
    service = managed(watchdog_microseconds=200_000)
    service.start("--demo")
    with socket.create_connection(("127.0.0.1", service.port)) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\n")
        # It is taken in once the next one is answered.
        assert answers(service.port) == 200
        service.heard.clear()
        service.process.send_signal(signal.SIGUSR2)
        began = time.monotonic()
        service.wait_for("RELOADING=1")
        running.wait_until(
            lambda: service.heard.count("WATCHDOG=1") >= 5, 10, "signs of life")
        assert not service.hears("READY=1")
        # A head that does not come on holds up the successor for two seconds, not for ten.
        slow.settimeout(30)
        with contextlib.suppress(ConnectionError):
            assert slow.recv(4_096) == b""
        assert time.monotonic() - began < 8
        service.wait_for("READY=1")
    assert answers(service.port) == 200


def test_a_reload_is_told_with_its_time(managed):
    service = managed("@mebe-test-%d" % os.getpid())
    service.start("--demo")
    assert any(m.startswith("READY=1\nSTATUS=") for m in service.heard)
    service.heard.clear()
    before = time.monotonic_ns() // 1_000
    service.process.send_signal(signal.SIGHUP)
    service.wait_for("READY=1")
    told = next(m for m in service.heard if m.startswith("RELOADING=1\n"))
    at = int(told.split("MONOTONIC_USEC=")[1])
    assert before <= at <= time.monotonic_ns() // 1_000
    assert answers(service.port) == 200


def test_signs_of_life_come_twice_as_often_as_asked(managed):
    service = managed(watchdog_microseconds=200_000)
    service.start("--demo")
    running.wait_until(lambda: service.heard.count("WATCHDOG=1") >= 5, 10, "signs of life")
    # A process that does not come round gives none.
    service.process.send_signal(signal.SIGSTOP)
    time.sleep(0.3)
    count = len(service.heard)
    time.sleep(0.4)
    assert len(service.heard) == count
    service.process.send_signal(signal.SIGCONT)


def test_what_is_meant_for_another_process_is_not_touched(copy_of_demo):
    folder = copy_of_demo(LISTEN_PID="1", LISTEN_FDS="1", WATCHDOG_PID="1", WATCHDOG_USEC="1")
    with folder.serving("--demo") as server:
        assert server.get("/healthz").status == 200


@pytest.mark.parametrize("number", ["-1", "100000", "1"])
def test_a_wrong_descriptor_is_a_clear_error(copy_of_demo, number):
    folder = copy_of_demo()
    call = folder.call("serve", "--demo")
    call["env"].update(LISTEN_FDS=number)
    call["args"] = [
        sys.executable, "-c", "import os, sys; os.environ['LISTEN_PID'] = str(os.getpid()); "
        "os.execv(sys.argv[1], sys.argv[1:])", *call["args"]]
    result = subprocess.run(**call, capture_output=True, text=True, timeout=60)
    assert result.returncode == 1
    assert "LISTEN_FDS" in result.stderr or "descriptor 3" in result.stderr
