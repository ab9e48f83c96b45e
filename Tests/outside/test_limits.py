"""Limits of `mebe serve`: their settings, rates by address and token, failed sign-ins, slow
clients, and a server that has run out of descriptors."""

import concurrent.futures
import contextlib
import os
import re
import resource
import select
import socket
import threading
import time
import urllib.parse

import pytest

import known
import running

HEALTH = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
HERE, THERE = "127.0.0.2", "127.0.0.3"


def settings(folder):
    """Every limit of `mebe serve --help`: its name, its name in the environment, its default."""
    help = folder.done("serve", "--help").stdout
    limits = re.sub(r"\s+", " ", help[help.index("LIMITS:"):].split("\n\n")[0])
    found = re.findall(r"--([a-z-]+) <\w+> [^()]*(?:\([^()]*\)[^()]*)*?"
                       r"\((MEBE_[A-Z_]+); default ([^)]+)\)", limits)
    assert len(found) > 20
    return found


def test_the_readme_tells_every_limit_with_its_default(demo_folder):
    readme = (known.PROJECT / "README.md").read_text(encoding="utf-8")
    for name, variable, default in settings(demo_folder):
        assert variable == "MEBE_" + name.upper().replace("-", "_")
        assert f"| `--{name}` | {default} |" in readme, (name, default)
    assert "| `--limit-loopback` | off |" in readme


@pytest.mark.parametrize("name, value", [
    ("max-head", "64KB"), ("max-head", "-1"), ("max-head", "1"), ("timeout-head", "20 s"),
    ("timeout-head", "99999999999999999999h"), ("request-rate", "1.5"), ("max-connections", "0"),
    ("max-connections", "many"), ("token-rate", "9999999"),
])
def test_a_limit_that_cannot_be_used_is_refused(copy_of_demo, name, value):
    folder = copy_of_demo()
    told = folder.run("serve", f"--{name}={value}")
    assert told.returncode == 2 and f"--{name}" in told.stderr and value in told.stderr, told
    variable = "MEBE_" + name.upper().replace("-", "_")
    folder.surroundings[variable] = value
    told = folder.run("serve")
    assert told.returncode == 2 and variable in told.stderr, told


def test_the_command_line_goes_before_the_environment(copy_of_demo):
    folder = copy_of_demo(MEBE_MAX_BODY="nonsense", MEBE_MAX_FIELDS="8")
    with folder.serving("--max-body", "2KiB") as server:
        answer = server.request("POST", f"{running.API}/reports", b"x" * 2_049, server.admin)
        assert answer.status == 413, answer
        fields = {f"X-{number}": "1" for number in range(9)}
        assert server.request("GET", "/healthz", headers=fields).status == 431


def test_an_address_that_asks_too_often_is_told_when_to_come_back(copy_of_demo):
    flags = ["--limit-loopback", "--request-rate", "1", "--request-burst", "40"]
    with copy_of_demo().serving("--demo", *flags) as server:
        answers = [server.request("GET", "/healthz", source=HERE) for _ in range(60)]
        assert [answer.status for answer in answers[:40]] == [200] * 40
        refused = [answer for answer in answers if answer.status != 200]
        assert len(refused) >= 10
        assert all(answer.status == 429 and int(answer.headers["Retry-After"]) >= 1
                   for answer in refused)
        assert server.request("GET", "/healthz", source=THERE).status == 200

        problem = refuse(server, f"{running.API}/forms")
        assert problem.media_type == "application/problem+json"
        assert problem.json["type"] == "/help#too-many-requests"
        assert "quá nhiều" in problem.json["detail"] and "Too many" in problem.json["detail"]
        page = refuse(server, "/")
        assert "quá nhiều" in page.text and page.media_type == "text/html"
        assert "Too many requests" in refuse(server, "/?lang=en").text


def refuse(server, path):
    """The refusal of a path; what the bucket has got back meanwhile is taken out first."""
    return running.wait_until(
        lambda: (answer := server.request("GET", path, source=HERE)).status == 429 and answer)


def test_an_address_may_have_so_many_connections(copy_of_demo):
    flags = ["--limit-loopback", "--connections-per-address", "3"]
    with copy_of_demo().serving(*flags) as server, contextlib.ExitStack() as stack:
        def connect():
            return stack.enter_context(socket.create_connection(
                ("127.0.0.1", server.port), 20, source_address=(HERE, 0)))
        kept = [connect() for _ in range(3)]
        for connection in kept:
            connection.sendall(HEALTH)
            assert connection.recv(65_536).startswith(b"HTTP/1.1 200 ")
        refused = connect()
        assert refused.recv(65_536).startswith(b"HTTP/1.1 429 ")
        assert server.request("GET", "/healthz", source=THERE).status == 200


def sign_in(server, token, source="127.0.0.1", cookie=""):
    form = urllib.parse.urlencode({"token": token, "next": "/"}).encode()
    return server.request(
        "POST", "/login", form, source=source, headers={
            "Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie})


def test_a_token_has_a_rate_of_its_own_also_by_its_session(copy_of_demo):
    folder = copy_of_demo()
    with folder.serving("--token-rate", "1", "--token-burst", "10") as server:
        token, other = folder.token("VN", "viewer"), folder.token("VN", "viewer")
        cookie = sign_in(server, token).headers["Set-Cookie"].split(";")[0]
        path = f"{running.API}/forms"
        statuses = [server.get(path, token).status for _ in range(14)]
        assert statuses[:10] == [200] * 10 and 429 in statuses
        by_session = running.wait_until(
            lambda: (answer := server.get("/", cookie=cookie)).status == 429 and answer)
        assert int(by_session.headers["Retry-After"]) >= 1
        assert "quá nhiều" in by_session.text
        assert server.get(path, other).status == 200
        assert server.get("/healthz").status == 200
        wrong = [server.aggregate("VN", "2023", "mebe_wrong").status for _ in range(30)]
        assert wrong == [401] * 30


def test_a_token_has_no_rate_unless_that_is_asked_for(closed):
    assert {closed.get(f"{running.API}/forms", closed.admin).status for _ in range(150)} == {200}


def test_failed_sign_ins_have_to_wait_and_nothing_is_looked_at_meanwhile(copy_of_demo):
    folder = copy_of_demo()
    with folder.serving() as server:
        right = folder.token("VN", "viewer")
        assert [sign_in(server, "mebe_wrong").status for _ in range(5)] == [401] * 5
        for token in ("mebe_wrong", right):
            answer = sign_in(server, token)
            assert answer.status == 429, answer
            assert 1 <= int(answer.headers["Retry-After"]) <= 5
            assert "Set-Cookie" not in answer.headers
            assert re.search(r"thử lại sau [1-5] giây", answer.text)
        english = sign_in(server, right, cookie="mebe_lang=en")
        assert re.search(r"try again in [1-5] second", english.text)
        # Another address is not bound, and programs are told what they always were.
        assert sign_in(server, right, source=THERE).status == 303
        assert server.aggregate("VN", "2023", "mebe_wrong").status == 401
        assert server.aggregate("VN", "2023", right).status == 200
        # After the wait the right one opens, and takes nothing off what failed before.
        running.wait_until(lambda: sign_in(server, right).status == 303, 20)
        assert [sign_in(server, "mebe_wrong").status for _ in range(2)] == [401, 429]


def test_a_room_full_of_people_signs_in_at_once(copy_of_demo):
    folder = copy_of_demo()
    with folder.serving() as server:
        right = folder.token("VN", "viewer")
        with concurrent.futures.ThreadPoolExecutor(30) as people:
            answers = list(people.map(lambda _: sign_in(server, right), range(120)))
    assert {answer.status for answer in answers} == {303}


QUICK = ["--timeout-head", "1s", "--timeout-body", "1s", "--timeout-write", "1s",
         "--timeout-idle", "1s", "--timeout-linger", "500ms"]
POST = ("POST /login HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n")
SLOW = {
    "no octet": (b"", b""),
    "a part of a line": (b"GET / HT", b""),
    "a field an instant": (b"GET / HTTP/1.1\r\nHost: x\r\n", b"X-a: b\r\n"),
    "no body": ((POST + "Content-Length: 9000\r\n\r\n").encode(), b""),
    "an octet of a body an instant": ((POST + "Content-Length: 9000\r\n\r\n").encode(), b"x"),
    "a chunk an instant": (
        (POST + "Transfer-Encoding: chunked\r\n\r\n").encode(), b"1\r\nx\r\n"),
    "rest after a response": (HEALTH, b""),
}


def test_every_kind_of_slow_client_is_cut_within_its_limit(copy_of_demo):
    with copy_of_demo().serving(*QUICK) as server, contextlib.ExitStack() as stack:
        waiting = {}
        for name, (start, _) in SLOW.items():
            waiting[name] = stack.enter_context(
                socket.create_connection(("127.0.0.1", server.port), 20))
            waiting[name].sendall(start)
        begun = time.monotonic()
        while waiting:
            assert time.monotonic() - begun < 15, f"never cut: {list(waiting)}"
            for name, connection in list(waiting.items()):
                connection.settimeout(0.02)
                try:
                    if not connection.recv(65_536):
                        del waiting[name]
                    elif SLOW[name][1]:
                        continue
                except TimeoutError:
                    with contextlib.suppress(OSError):
                        connection.sendall(SLOW[name][1])
                except OSError:
                    del waiting[name]


def test_with_all_connections_in_use_the_idlest_gives_way(copy_of_demo):
    with copy_of_demo().serving("--max-connections", "20") as server, \
            contextlib.ExitStack() as stack:
        connections = []
        for _ in range(100):
            connection = stack.enter_context(
                socket.create_connection(("127.0.0.1", server.port), 20))
            connection.sendall(HEALTH)
            assert connection.recv(65_536).startswith(b"HTTP/1.1 200 ")
            connections.append(connection)
        assert server.get("/healthz").status == 200
        closed = [connection for connection in connections[:70] if connection.recv(10) == b""]
        assert len(closed) == 70
        told = server.log.count("connectionShed")
        assert 1 <= told <= 3, server.log


def test_a_server_without_a_free_descriptor_goes_on(copy_of_demo):
    folder = copy_of_demo()
    with folder.serving("--max-connections", "100000", descriptors=80) as server, \
            contextlib.ExitStack() as stack:
        admin = server.admin
        for number in range(400):
            connection = stack.enter_context(
                socket.create_connection(("127.0.0.1", server.port), 20))
            connection.sendall([b"", HEALTH, b"GET / HT"][number % 3])
        for number in range(30):
            body = running.report(known.communes_2023()[0], "2024-01", {"anc_visits": number + 1})
            # Now and then somebody else takes the descriptor that became free; who is told to come
            # again is served then.
            running.wait_until(lambda: server.post(body, admin).status in (200, 201), 5)
            running.wait_until(lambda: server.get("/healthz").status == 200, 5)
        assert len(os.listdir(f"/proc/{server.process.pid}/fd")) <= 80
        told = [line for line in server.log.splitlines() if "acceptPaused" in line]
        assert 1 <= len(told) <= 3, server.log
        # Nothing spins while nothing can be accepted.
        before = processor_seconds(server)
        time.sleep(1)
        assert processor_seconds(server) - before < 0.5


def test_it_ends_in_order_while_it_has_no_free_descriptor(copy_of_demo):
    def flood(port, connections):
        while not ended.is_set() and len(connections) < 3_000:
            with contextlib.suppress(OSError):
                connections.append(socket.create_connection(("127.0.0.1", port), 5))

    for _ in range(3):
        ended, connections = threading.Event(), []
        with copy_of_demo().serving("--max-connections", "100000", descriptors=80) as server:
            threads = [threading.Thread(target=flood, args=(server.port, connections))
                       for _ in range(2)]
            for thread in threads:
                thread.start()
            try:
                running.wait_until(lambda: "acceptPaused" in server.log, 20, "a want")
                assert server.stop() == 0, server.log
            finally:
                ended.set()
                for thread in threads:
                    thread.join()
                for connection in connections:
                    connection.close()


def test_those_at_rest_are_not_closed_in_vain(copy_of_demo):
    """With fewer descriptors allowed than are open, closing some makes no room for another."""
    with copy_of_demo().serving() as server, contextlib.ExitStack() as stack:
        def connect():
            return stack.enter_context(socket.create_connection(("127.0.0.1", server.port), 20))

        resting = [connect() for _ in range(200)]
        for connection in resting:
            connection.sendall(HEALTH)
            assert connection.recv(65_536).startswith(b"HTTP/1.1 200 ")
        resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (3, 4_096))
        late = connect()
        late.sendall(HEALTH)
        running.wait_until(lambda: "connectionShed" in server.log, 20)
        resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (4_096, 4_096))
        assert late.recv(65_536).startswith((b"HTTP/1.1 200 ", b"HTTP/1.1 503 "))
        closed, _, _ = select.select(resting, [], [], 0)
        assert 1 <= len(closed) < 20


def processor_seconds(server):
    with open(f"/proc/{server.process.pid}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
