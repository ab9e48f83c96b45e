"""The access log of `mebe serve`: a line a request, no secret, bounded, reopened on SIGHUP."""

import http.client
import json
import os
import pathlib
import resource
import signal
import socket
import stat
import urllib.parse

import known
import running

KEYS = {
    "time", "id", "client", "tls", "method", "route", "path", "agent", "status", "received",
    "sent", "first_ms", "last_ms", "end"}


def without_log(folder):
    """The copy has the log of the demonstration that it was made from."""
    pathlib.Path(folder.path, "access.log").unlink()
    return folder


def lines(path):
    path = pathlib.Path(path)
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def wait_for_line(path, request_id):
    return running.wait_until(
        lambda: next((x for x in lines(path) if x.get("id") == request_id), None), 10, request_id)


def test_a_line_says_what_was_done(copy_of_demo):
    folder = copy_of_demo()
    path = os.path.join(folder.path, "access.log")
    with folder.serving("--demo") as server:
        asked = f"/units/{known.DISTRICT}.json?period=2023"
        answer = server.get(asked, x_request_id="clerk.7_A-1", user_agent="Test \"x\" é")
        assert answer.headers["X-Request-Id"] == "clerk.7_A-1"
        line = wait_for_line(path, "clerk.7_A-1")
        assert set(line) == KEYS
        assert line["route"] == "/units/{id}.json" and line["status"] == 200
        assert line["path"] == f"/units/{known.DISTRICT}.json"
        assert line["client"] == "127.0.0.1" and line["tls"] is False
        assert line["end"] == "complete" and line["method"] == "GET"
        assert line["sent"] > len(answer.body) and line["received"] > len(asked)
        assert 0 <= line["first_ms"] <= line["last_ms"]
        assert line["time"].endswith("Z") and len(line["time"]) == len("2026-01-01T00:00:00.000Z")
        assert stat.S_IMODE(os.stat(path).st_mode) == 0o600


def test_no_secret_is_written_anywhere(copy_of_demo):
    folder = copy_of_demo()
    with folder.serving("--demo") as server:
        token = server.admin
        form = urllib.parse.urlencode({"token": token, "next": f"/?secret={token}"})
        signed = server.request(
            "POST", "/login", form.encode(),
            headers={"Content-Type": "application/x-www-form-urlencoded"})
        cookie = signed.headers["Set-Cookie"].split(";")[0]
        server.get("/", cookie=cookie, referer=f"http://x/?t={token}")
        server.get(f"/units/{token}?token={token}", token)
        server.get(f"/units/{token}", user_agent=f"a {token}")
        server.request(token, f"/{token}/{cookie}")
        server.post({"note": token}, token)
        labelled = server.get("/healthz", x_request_id=token)
        assert token not in labelled.headers["X-Request-Id"]
        with socket.create_connection(("127.0.0.1", server.port)) as rough:
            rough.sendall(f"GET /{token} HTTP/1.1\r\nAuthorization: {token}\r\n\r\n".encode())
            assert b" 400 " in rough.recv(4_096)
        assert server.stop() == 0
        written = pathlib.Path(folder.path, "access.log").read_text()
        assert len(lines(os.path.join(folder.path, "access.log"))) >= 7
        for secret in (token, token[5:], cookie.split("=")[1], urllib.parse.quote(token)):
            assert secret not in written and secret[:30] not in written
            assert secret not in server.log.replace(f"  {token}", "")


def test_what_no_handler_saw_is_there_too(copy_of_demo):
    folder = copy_of_demo()
    rough = {
        b"nonsense\r\n\r\n": 400, b"GET / HTTP/1.1\r\n\r\n": 400,
        b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 40_000: 431,
        b"GET /" + b"x" * 9_000: 414, b"GET /nosuch HTTP/1.1\r\nHost: x\r\n\r\n": 404}
    with folder.serving("--demo") as server:
        for text, status in rough.items():
            with socket.create_connection(("127.0.0.1", server.port)) as connection:
                connection.sendall(text)
                assert f" {status} ".encode() in connection.recv(65_536)
        assert server.stop() == 0
    found = [x for x in lines(os.path.join(folder.path, "access.log")) if x["end"] == "refused"]
    assert sorted(x["status"] for x in found) == sorted(rough.values())
    assert all(x["id"] for x in found)


def test_the_file_is_opened_again_on_sighup(copy_of_demo, tmp_path):
    path = tmp_path / "front.log"
    folder = without_log(copy_of_demo())
    with folder.serving("--demo", "--access-log", str(path)) as server:
        server.get("/healthz", x_request_id="before")
        wait_for_line(path, "before")
        path.rename(tmp_path / "front.log.old")
        server.process.send_signal(signal.SIGHUP)
        running.wait_until(path.exists, 10, "the new file")
        server.get("/healthz", x_request_id="after")
        wait_for_line(path, "after")
        assert all(x["id"] != "after" for x in lines(tmp_path / "front.log.old"))
        assert server.stop() == 0
        # Nothing is written into the folder of data when it is told to go elsewhere.
        assert not pathlib.Path(server.folder.path, "access.log").exists()


def without_descriptors(server, body):
    """Runs `body` while the server can open nothing more."""
    pid = server.process.pid
    usual = resource.prlimit(pid, resource.RLIMIT_NOFILE)
    resource.prlimit(pid, resource.RLIMIT_NOFILE, (3, usual[1]))
    try:
        return body()
    finally:
        resource.prlimit(pid, resource.RLIMIT_NOFILE, usual)


def test_a_log_that_could_not_be_rotated_or_opened_again_recovers(copy_of_demo, tmp_path):
    path = tmp_path / "front.log"
    for number in (1, 2):
        (tmp_path / f"front.log.{number}").write_text(f'{{"old": {number}}}\n')
    settings = "--access-log", str(path), "--access-log-size", "1", "--access-log-count", "3"
    with copy_of_demo().serving("--demo", *settings) as server:
        rest = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        long = "/healthz" + "/x" * 120

        def ask(count, request_id="x"):
            for _ in range(count):
                rest.request("GET", long, headers={
                    "X-Request-Id": request_id, "User-Agent": "agent " * 40})
                rest.getresponse().read()

        def fill():
            # Twice as much as fits, in many batches.
            ask(3_500)
            running.wait_until(lambda: "access log:" in server.log, 10, "the failure")
            names = sorted(file.name for file in tmp_path.iterdir())
            assert names == ["front.log", "front.log.1", "front.log.2"]

        ask(1)
        without_descriptors(server, fill)

        def is_rotated():
            ask(20)
            return (tmp_path / "front.log.3").exists()

        running.wait_until(is_rotated, 30, "the rotation")
        ask(1, "recovered")
        wait_for_line(path, "recovered")
        assert lines(tmp_path / "front.log.2") == [{"old": 1}]
        assert lines(tmp_path / "front.log.3") == [{"old": 2}]
        told = lines(path) + lines(tmp_path / "front.log.1")
        assert any("missing" in line for line in told)

        def move():
            path.rename(tmp_path / "moved")
            failures = server.log.count("access log:")
            server.process.send_signal(signal.SIGHUP)
            running.wait_until(
                lambda: server.log.count("access log:") > failures, 10, "the failure")

        without_descriptors(server, move)
        ask(1, "reopened")
        wait_for_line(path, "reopened")
        rest.close()


def test_it_goes_to_standard_output_or_nowhere(copy_of_demo):
    with copy_of_demo().serving("--demo", "--access-log", "-") as server:
        server.get("/healthz", x_request_id="on-stdout")
        running.wait_until(lambda: '"id":"on-stdout"' in server.log, 10, "the line")
    with without_log(copy_of_demo(MEBE_ACCESS_LOG="off")).serving("--demo") as server:
        assert server.get("/healthz", x_request_id="nowhere").headers["X-Request-Id"] == "nowhere"
        assert server.stop() == 0
        assert not pathlib.Path(server.folder.path, "access.log").exists()
        assert "nowhere" not in server.log


def test_a_log_that_cannot_be_opened_is_a_clear_error(copy_of_demo, tmp_path):
    result = copy_of_demo().run("serve", "--access-log", str(tmp_path))
    assert result.returncode == 1
    assert str(tmp_path) in result.stderr


def test_a_breakdown_is_found_by_the_id_that_the_client_got(copy_of_demo):
    folder = copy_of_demo()
    with folder.serving("--demo") as server:
        admin = server.admin
        folder.execute("ALTER TABLE head RENAME TO head_away")
        address = f"{known.communes_2023()[0]}/mnch/2023-01"
        answer = server.stored(address, admin, x_request_id="broken-1")
        assert answer.status == 500, answer
        assert answer.json["request_id"] == "broken-1"
        assert "broken-1" in server.log
        page = server.get(
            f"/units/{known.communes_2023()[0]}/reports/mnch/2023-01", admin,
            x_request_id="broken-2")
        assert page.status == 500 and "broken-2" in page.text
        assert wait_for_line(os.path.join(folder.path, "access.log"), "broken-2")
