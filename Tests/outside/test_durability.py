"""What was acknowledged stays through stops and restarts; `test_crashes.py` kills."""

import collections
import contextlib
import http.client
import json
import random
import signal
import socket
import threading

import pytest

import known
import running

PERIOD = "2024-12"


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_a_restart_keeps_everything(copy_of_demo, by):
    folder = copy_of_demo()
    path = running.aggregate_path(known.NATION, "2023")
    with folder.serving() as server:
        token = server.admin
        commune = known.communes_2023()[0]
        for count in (1, 2):
            server.post(running.report(commune, PERIOD, {"anc_visits": count}), token)
        address = f"{running.API}/reports/{commune}/mnch/{PERIOD}"
        kept = [server.get(p, token) for p in (path, address, address + "/revisions")]
        assert server.stop(by) == 0, server.log
    with folder.serving() as server:
        again = [server.get(p, token) for p in (path, address, address + "/revisions")]
        for before, after in zip(kept, again):
            assert (after.status, after.body, after.etag) == (200, before.body, before.etag)


def test_a_session_outlives_a_restart(copy_of_demo):
    folder = copy_of_demo()
    page = f"/units/{known.DISTRICT}?period=2023"
    with folder.serving() as server:
        cookie = signed_in(server)
        assert server.get(page, cookie=cookie).status == 200
        server.stop()
    with folder.serving() as server:
        assert server.get(page, cookie=cookie).status == 200


def signed_in(server):
    answer = server.request(
        "POST", "/login", f"token={server.admin}".encode(),
        headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert answer.status in (302, 303), answer
    return answer.headers["Set-Cookie"].split(";")[0]


class Clerks:
    """Several clients that send reports one after another and remember what was acknowledged."""

    def __init__(self, server, token, seed, count=4):
        self.server, self.token = server, token
        self.sent = collections.defaultdict(list)
        self.acknowledged = {}
        self.torn = []
        self.stopping = threading.Event()
        communes = known.communes_2024()
        share = len(communes) // count
        self.threads = [
            threading.Thread(
                target=self.send_all,
                args=(communes[n * share:][:40], random.Random(seed * 100 + n)))
            for n in range(count)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stopping.set()
        for thread in self.threads:
            thread.join()

    def send_all(self, communes, chance):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        with contextlib.closing(connection), contextlib.suppress(OSError):
            while not self.stopping.is_set():
                commune, count = chance.choice(communes), chance.randrange(1_000_000)
                self.sent[commune].append(count)
                if not self.send(connection, commune, count):
                    return

    def send(self, connection, commune, count):
        body = json.dumps(running.report(commune, PERIOD, {"anc_visits": count}))
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"}
        try:
            connection.request("POST", f"{running.API}/reports", body, headers)
            response = connection.getresponse()
            status, text = response.status, response.read()
        except http.client.IncompleteRead as cut:
            self.torn.append(cut)
            return False
        except (OSError, http.client.HTTPException):
            return False
        if status in (200, 201):
            found = json.loads(text)["report"]
            self.acknowledged[commune] = (found["revision"], count)
        return status in (200, 201)

    def check(self, server):
        """Each acknowledged report is there, or one sent after it."""
        for commune, (revision, count) in self.acknowledged.items():
            stored = server.stored(f"{commune}/mnch/{PERIOD}", self.token).report
            later = self.sent[commune][self.sent[commune].index(count):]
            assert stored["revision"] >= revision, commune
            assert stored["values"]["anc_visits"] in later, (commune, stored, later)
            if stored["revision"] == revision:
                assert stored["values"]["anc_visits"] == count


def test_a_stop_in_the_middle_of_the_load_finishes_what_was_begun(copy_of_demo):
    folder = copy_of_demo()
    with folder.serving() as server:
        token = server.admin
        with Clerks(server, token, 1) as clerks:
            running.wait_until(lambda: len(clerks.acknowledged) > 20, 30, "some load")
            begun = HalfSent(server, token, known.communes_2023()[1])
            server.process.send_signal(signal.SIGTERM)
            answer = begun.finish()
            assert server.process.wait(30) == 0, server.log
        assert answer.startswith(b"HTTP/1.1 201 "), answer
        assert clerks.torn == []
    with folder.serving() as server:
        clerks.check(server)
        stored = server.stored(f"{known.communes_2023()[1]}/mnch/{PERIOD}", token)
        assert stored.report["values"] == {"anc_visits": 5}


class HalfSent:
    """A report of which the server has the head and half of the body."""

    def __init__(self, server, token, commune):
        body = json.dumps(running.report(commune, PERIOD, {"anc_visits": 5})).encode()
        head = (f"POST {running.API}/reports HTTP/1.1\r\nHost: x\r\nContent-Type: "
                f"application/json\r\nAuthorization: Bearer {token}\r\nExpect: 100-continue\r\n"
                f"Content-Length: {len(body)}\r\n\r\n").encode()
        self.socket = socket.create_connection(("127.0.0.1", server.port), timeout=30)
        self.socket.sendall(head)
        assert self.socket.recv(65_536).startswith(b"HTTP/1.1 100 "), "the head has been read"
        self.socket.sendall(body[:20])
        self.rest = body[20:]

    def finish(self):
        with self.socket:
            self.socket.sendall(self.rest)
            text = b""
            while piece := self.socket.recv(65_536):
                text += piece
            return text
