"""The server under rough clients: pipelines cut anywhere, a thousand at once, one that never
reads."""

import contextlib
import gzip
import random
import re
import socket
import threading

import known
import running

HEALTH = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"


def connect(server, receive_buffer=None):
    connection = socket.socket()
    if receive_buffer:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    connection.settimeout(60)
    connection.connect(("127.0.0.1", server.port))
    return connection


def resident_megabytes(server):
    with open(f"/proc/{server.process.pid}/status") as status:
        return int(re.search(r"VmRSS:\s+(\d+) kB", status.read()).group(1)) / 1_024


def test_pipelined_requests_cut_anywhere_are_answered_in_order(demo):
    seed = random.randrange(1_000_000)
    print("seed", seed)
    chance = random.Random(seed)
    paths = ["/healthz", "/nosuch", f"{running.API}/nosuch", "/robots.txt"]
    asked = [chance.choice(paths) for _ in range(3_000)]
    statuses = {path: demo.get(path).status for path in paths}
    text = b"".join(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode() for path in asked[:-1])
    text += f"GET {asked[-1]} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode()
    with connect(demo) as connection:
        def send():
            start = 0
            while start < len(text):
                end = start + chance.randrange(1, 2_000)
                connection.sendall(text[start:end])
                start = end
        sender = threading.Thread(target=send)
        sender.start()
        received = bytearray()
        while piece := connection.recv(1 << 16):
            received += piece
        sender.join()
    answered = [int(s) for s in re.findall(rb"HTTP/1\.1 (\d\d\d) ", received)]
    assert answered == [statuses[path] for path in asked]


def test_a_thousand_connections_are_answered_at_once(demo):
    with contextlib.ExitStack() as stack:
        connections = [stack.enter_context(connect(demo)) for _ in range(1_000)]
        for connection in connections:
            connection.sendall(HEALTH)
        for connection in connections:
            assert connection.recv(65_536).startswith(b"HTTP/1.1 200 ")
        assert demo.get(running.aggregate_path(known.NATION, "2023")).status == 200


def test_a_client_that_never_reads_costs_bounded_memory_and_nobodys_time(demo):
    path = f"{running.API}/org-units?level=commune&as_of=2024-01-31&limit=20000"
    request = f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    demo.get(path)
    before = resident_megabytes(demo)
    with contextlib.ExitStack() as stack:
        for _ in range(3):
            connection = stack.enter_context(connect(demo, receive_buffer=4_096))
            connection.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                connection.sendall(request * 200)
        for _ in range(20):
            assert demo.get("/healthz").status == 200
            assert demo.get(running.aggregate_path(known.NATION, "2023")).status == 200
        assert resident_megabytes(demo) - before < 128
    assert demo.get("/healthz").status == 200


def test_text_is_compressed_for_those_who_take_it(demo):
    path = running.aggregate_path(known.DISTRICT, "2023")
    plain = demo.get(path)
    packed = demo.get(path, accept_encoding="gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "accept-encoding" in packed.headers["Vary"].lower()
    assert len(packed.body) < len(plain.body) / 2
    assert gzip.decompress(packed.body) == plain.body
