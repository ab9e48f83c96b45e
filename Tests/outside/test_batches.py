"""`POST /reports/batch`: a report a line in, an answer a line out, both at once."""

import contextlib
import http.client
import itertools
import json
import random
import re
import socket
import threading

import pytest

import known
import running

PATH = f"{running.API}/reports/batch"
NDJSON = {"Content-Type": "application/x-ndjson"}
PERIOD = "2024-06"


def lines_of(reports):
    return b"".join(json.dumps(r, ensure_ascii=False).encode() + b"\n" for r in reports)


def batch(server, body, token=None, query="", **headers):
    return server.request(
        "POST", PATH + query, body, token or server.admin,
        headers={**NDJSON, **running.spelled(headers)})


def answers(answer):
    assert answer.status == 200 and answer.media_type == "application/x-ndjson", answer
    assert answer.body.endswith(b"\n") or not answer.body
    return [json.loads(line) for line in answer.body.splitlines()]


class Line:
    """A connection on which a batch is sent and answered bit by bit."""

    def __init__(self, server, receive_buffer=None, query=""):
        self.socket = socket.socket()
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(120)
        self.socket.connect(("127.0.0.1", server.port))
        self.socket.sendall(
            f"POST {PATH}{query} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {server.admin}\r\n"
            "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n".encode())
        self.received = b""

    def send(self, body):
        self.socket.sendall(b"%x\r\n%b\r\n" % (len(body), body) if body else b"0\r\n\r\n")

    def next_answer(self):
        """The next line; chunk sizes, which stand on lines of their own, are passed over."""
        while True:
            while b"\n" not in self.received:
                piece = self.socket.recv(1 << 16)
                assert piece, "the connection ended"
                self.received += piece
            line, self.received = self.received.split(b"\n", 1)
            if line.startswith(b"{"):
                return json.loads(line)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()


def test_thousands_of_lines_are_stored_and_answered_in_order(copy_of_demo):
    communes = known.communes_2024()[:3_000]
    assert len(set(communes)) == 3_000
    with copy_of_demo().serving() as server:
        reports = [running.report(unit, PERIOD, {"anc_visits": n % 50})
                   for n, unit in enumerate(communes, 1)]
        found = answers(batch(server, lines_of(reports)))
        assert [a["line"] for a in found] == list(range(1, 3_001))
        assert {a["status"] for a in found} == {201}
        assert [a["report"]["org_unit"] for a in found] == communes
        assert [a["report"]["values"] for a in found] == [r["values"] for r in reports]
        total = sum(r["values"]["anc_visits"] for r in reports)
        assert server.sum(known.NATION, PERIOD, "anc_visits") == total
        again = answers(batch(server, lines_of(reports)))
        assert {a["status"] for a in again} == {200}
        assert {a["report"]["revision"] for a in again} == {1}


def test_each_line_is_judged_as_if_it_were_sent_alone(demo, place):
    """The same bodies, one by one as a dry run and then as lines of one batch."""
    unit = place.commune
    bodies = [
        b"{", b"[]", b'{"org_unit":"x","org_unit":"y"}', b'"text"', b"\xff\xfe",
        json.dumps(running.report("VN-nowhere", PERIOD)).encode(),
        json.dumps(running.report(unit, "2024-13")).encode(),
        json.dumps(running.report(unit, PERIOD, {"nonsense": 1, "anc_visits": -1})).encode(),
        json.dumps(running.report(unit, PERIOD, {"anc_visits": "x"}, form="other")).encode(),
        json.dumps({"org_unit": unit}).encode(),
        json.dumps(running.report(unit, PERIOD, {"anc_visits": 5}, more=1)).encode(),
        json.dumps(running.report(place.others[0], PERIOD, {"anc_visits": 5})).encode(),
        json.dumps(running.report(unit, PERIOD, {"anc_visits": 5})).encode(),
    ]
    token = demo.folder.token(unit, "reporter")
    alone = [demo.post(body, token, query="?dry_run=true") for body in bodies]
    found = answers(batch(demo, b"\n".join(bodies), token, query="?dry_run=true"))
    assert [a["line"] for a in found] == list(range(1, len(bodies) + 1))
    for one, answer in zip(found, alone):
        assert one["status"] == answer.status, (one, answer)
        if answer.status == 200:
            assert one["report"]["values"] == answer.report["values"]
            assert one["warnings"] == answer.json["warnings"]
            assert "problem" not in one
        else:
            assert one["problem"] == answer.json
            assert "report" not in one
    assert {a["status"] for a in found} >= {400, 422, 403, 200}
    assert demo.stored(f"{unit}/mnch/{PERIOD}").status == 404, "a dry run stores nothing"


def test_errors_do_not_stop_the_lines_behind_them(demo, place):
    units = [place.commune, *place.others][:3]
    good = [lines_of([running.report(unit, PERIOD, {"gyn_exams": 3})]) for unit in units]
    body = good[0] + b"nonsense\n" + good[1] + b"\n" + lines_of([{}]) + good[2]
    assert [a["status"] for a in answers(batch(demo, body))] == [201, 400, 201, 422, 201]
    for unit in units:
        assert demo.stored(f"{unit}/mnch/{PERIOD}").report["values"] == {"gyn_exams": 3}


@pytest.mark.parametrize("body, numbers", [
    (b"", []), (b"\n\n", []), (b"\r\n \t\r\n", []),
    (b"\n1\n\r\n  \n2", [2, 5]), (b"1\r\n2\r\n", [1, 2]), (b"1", [1]),
])
def test_blank_lines_are_counted_and_passed_over(demo, body, numbers):
    assert [a["line"] for a in answers(batch(demo, body))] == numbers


def test_a_line_that_is_too_long_is_that_lines_problem(demo, commune):
    report = lines_of([running.report(commune, PERIOD, {"anc_visits": 1})])
    huge = b'{"note":"' + b"a" * 3_000_000 + b'"}\n'
    found = answers(batch(demo, huge + report + huge.strip()))
    assert [(a["line"], a["status"]) for a in found] == [(1, 413), (2, 201), (3, 413)]
    problem = found[0]["problem"]
    assert problem["status"] == 413 and problem["detail"] and problem["errors"] == []


def test_the_last_of_several_lines_for_one_report_stands(demo, place):
    seed = random.randrange(1_000_000)
    print("seed", seed)
    chance = random.Random(seed)
    units = [place.commune, *place.others][:3]
    reports = [running.report(chance.choice(units), PERIOD, {"anc_visits": n})
               for n in range(1, 400)]
    found = answers(batch(demo, lines_of(reports)))
    revisions = dict.fromkeys(units, 0)
    for sent, answer in zip(reports, found):
        unit = sent["org_unit"]
        revisions[unit] += 1
        assert answer["report"]["revision"] == revisions[unit]
        assert answer["report"]["values"] == sent["values"]
    for unit in units:
        last = [r for r in reports if r["org_unit"] == unit][-1]
        assert demo.stored(f"{unit}/mnch/{PERIOD}").report["values"] == last["values"]


def test_a_condition_holds_for_every_line(demo, place):
    first, second = place.commune, place.others[0]
    assert demo.post(running.report(first, PERIOD, {"anc_visits": 1}), demo.admin).status == 201
    body = lines_of(running.report(unit, PERIOD, {"anc_visits": 2}) for unit in (first, second))
    found = answers(batch(demo, body, if_none_match="*"))
    assert [a["status"] for a in found] == [412, 201]
    assert found[0]["problem"]["different"] == ["anc_visits"]
    assert [a["status"] for a in answers(batch(demo, body, if_match='"1"'))] == [200, 200]


def test_what_concerns_the_whole_request_is_asked_first(demo, commune):
    body = lines_of([running.report(commune, PERIOD, {"anc_visits": 1})])
    refused = [
        (401, demo.request("POST", PATH, body, headers=NDJSON)),
        (401, demo.request("POST", PATH, body, "mebe_wrong", headers=NDJSON)),
        (415, demo.request("POST", PATH, body, demo.admin)),
        (415, demo.request("POST", PATH, body, demo.admin,
                           headers={"Content-Type": "application/x-ndjson",
                                    "Content-Encoding": "gzip"})),
        (405, demo.request("GET", PATH, token=demo.admin)),
        (422, batch(demo, body, query="?dry_run=maybe")),
        (400, batch(demo, body, if_match="nonsense")),
    ]
    for status, answer in refused:
        assert answer.status == status, answer
        assert answer.media_type == "application/problem+json"
        assert answer.json["status"] == status
    assert demo.stored(f"{commune}/mnch/{PERIOD}").status == 404


def test_an_answer_comes_before_the_next_line_is_sent(demo, place):
    units = [place.commune, *place.others][:3]
    with Line(demo) as line:
        for number, unit in enumerate(units, 1):
            line.send(lines_of([running.report(unit, PERIOD, {"anc_visits": number})]))
            assert line.next_answer()["line"] == number
            assert demo.stored(f"{unit}/mnch/{PERIOD}").status == 200
        line.send(b"")
        while not line.received.endswith(b"0\r\n\r\n"):
            line.received += line.socket.recv(1 << 16)


def test_octets_may_come_in_any_portions(demo, place):
    units = [place.commune, *place.others][:2]
    body = lines_of(running.report(u, PERIOD, {"anc_visits": 1}, note="số liệu") for u in units)
    with Line(demo) as line:
        for octet in body:
            line.send(bytes([octet]))
        line.send(b"")
        assert [line.next_answer()["status"] for _ in units] == [201, 201]


def test_a_client_that_leaves_keeps_what_was_stored_and_halves_nothing(copy_of_demo):
    communes = known.communes_2024()[3_000:3_300]
    with copy_of_demo().serving() as server:
        with Line(server) as line:
            line.send(lines_of(running.report(u, PERIOD, {"anc_visits": 2}) for u in communes))
            acknowledged = [line.next_answer()["report"]["org_unit"] for _ in range(40)]
            line.send(b'{"org_unit":"' + known.communes_2024()[3_300].encode())
        for unit in acknowledged:
            assert server.stored(f"{unit}/mnch/{PERIOD}").report["values"] == {"anc_visits": 2}
        cut = known.communes_2024()[3_300]
        assert server.stored(f"{cut}/mnch/{PERIOD}").status == 404
        stored = server.sum(known.NATION, PERIOD, "anc_visits")
        assert stored % 2 == 0 and stored >= 2 * len(acknowledged)
        assert batch(server, b"").status == 200
        assert server.stop() == 0, server.log


def test_a_body_that_breaks_off_answers_what_was_whole_and_is_cut(demo, place):
    with Line(demo) as line:
        line.send(lines_of([running.report(place.commune, PERIOD, {"anc_visits": 1})]) + b'{"org')
        line.socket.sendall(b"no chunk\r\n")
        assert line.next_answer()["status"] == 201
        rest = line.received
        with contextlib.suppress(ConnectionResetError):
            while piece := line.socket.recv(1 << 16):
                rest += piece
        assert not rest.endswith(b"0\r\n\r\n")


def resident_megabytes(server, peak=False):
    with open(f"/proc/{server.process.pid}/status") as status:
        name = "VmHWM" if peak else "VmRSS"
        return int(re.search(name + r":\s+(\d+) kB", status.read()).group(1)) / 1_024


def test_a_client_that_sends_everything_before_it_reads_costs_bounded_memory(copy_of_demo):
    """Requests and the like do so; neither side may wait for the other."""
    unit = known.communes_2024()[0]
    report = lines_of([running.report(
        unit, PERIOD, {"anc_visits": 1}, note="a" * 900)])
    count = 15_000
    with copy_of_demo().serving() as server:
        answers(batch(server, report))
        before = resident_megabytes(server)
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
        with contextlib.closing(connection):
            portions = itertools.repeat(report * 30, count // 30)
            connection.request("POST", PATH + "?dry_run=true", body=portions, headers={
                **NDJSON, "Authorization": f"Bearer {server.admin}"}, encode_chunked=True)
            lines = connection.getresponse().read().splitlines()
        assert len(lines) == count
        assert json.loads(lines[-1])["line"] == count
        assert resident_megabytes(server, peak=True) - before < 48


def test_a_slow_reader_slows_the_batch_and_nobody_else(copy_of_demo):
    unit = known.communes_2024()[1]
    report = lines_of([running.report(unit, PERIOD, {"anc_visits": 1}, note="b" * 1_000)])
    count = 6_000
    with copy_of_demo().serving() as server, Line(server, 4_096, "?dry_run=true") as line:
        def send():
            for _ in range(count // 20):
                line.send(report * 20)
            line.send(b"")
        sender = threading.Thread(target=send)
        sender.start()
        for number in range(1, count + 1):
            assert line.next_answer()["line"] == number
            if number % 500 == 0:
                assert server.get("/healthz").status == 200
        sender.join()
