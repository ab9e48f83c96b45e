"""Bodies of any length through `mebe-echo`: exactly what was sent comes back, whatever its
length, and memory stays small."""

import hashlib
import pathlib
import random
import re
import socket
import threading

import pytest

import echoing
import running

# Bodies beyond this are put aside in a file.
HELD_MAX = 1 << 20


@pytest.fixture(scope="module")
def echo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("echo")
    with echoing.echoing(folder, "--max-body", str(1 << 40)) as server:
        yield server


def connected(server):
    connection = socket.create_connection(("127.0.0.1", server.port))
    connection.settimeout(60)
    return connection


def head_of(connection):
    """The response's head as text, and what came of the body with it."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += connection.recv(1 << 16)
    head, body = received.split(b"\r\n\r\n", 1)
    return head.decode(), body


def exchange(server, request):
    with connected(server) as connection:
        sender = threading.Thread(target=connection.sendall, args=(request,))
        sender.start()
        head, body = head_of(connection)
        length = int(re.search(r"Content-Length: (\d+)", head).group(1))
        parts = [body]
        received = len(body)
        while received < length:
            parts.append(connection.recv(1 << 20))
            received += len(parts[-1])
        sender.join()
        return head, b"".join(parts)


def chunked(body, chance):
    coded = b""
    while body:
        size = chance.randrange(1, 200_000)
        coded += b"%x\r\n%b\r\n" % (len(body[:size]), body[:size])
        body = body[size:]
    return coded + b"0\r\n\r\n"


@pytest.mark.parametrize("length", [
    0, 1, 65_535, 65_536, 65_537, HELD_MAX - 1, HELD_MAX, HELD_MAX + 1, 3 * HELD_MAX])
def test_a_body_comes_back_as_it_was_sent(echo, length):
    chance = random.Random(length)
    body = chance.randbytes(length)
    start = "{} /echo/x?y HTTP/1.1\r\nHost: x\r\nContent-Type: a/b\r\n"
    for method, framing, sent in [
            ("POST", f"Content-Length: {length}", body),
            ("PUT", "Transfer-Encoding: chunked", chunked(body, chance))]:
        head, received = exchange(
            echo, f"{start.format(method)}{framing}\r\n\r\n".encode() + sent)
        assert head.startswith("HTTP/1.1 200 ") and "Content-Type: a/b" in head
        assert received == body


def test_a_short_answer_is_one_segment(echo):
    with connected(echo) as connection:
        for length in (1, 1_000):
            connection.sendall(
                b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % length
                + b"a" * length)
            received = connection.recv(1 << 16)
            assert received.endswith(b"\r\n\r\n" + b"a" * length)


def test_an_upload_larger_than_memory_costs_none(echo):
    """The length stands for any: nothing of it is held."""
    length, block = 400 << 20, random.Random(1).randbytes(1 << 20)
    sent, received = hashlib.sha256(), hashlib.sha256()
    with connected(echo) as connection:
        connection.sendall(
            b"POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            b"Content-Length: %d\r\n\r\n" % length)
        for _ in range(length >> 20):
            connection.sendall(block)
            sent.update(block)
        head, body = head_of(connection)
        assert f"Content-Length: {length}" in head
        received.update(body)
        while part := connection.recv(1 << 20):
            received.update(part)
    assert received.digest() == sent.digest()
    with open(f"/proc/{echo.process.pid}/status") as status:
        peak = int(re.search(r"VmHWM:\s+(\d+) kB", status.read()).group(1)) / 1_024
    assert peak < 100


def test_a_client_that_leaves_leaves_no_file_behind(echo):
    def files():
        return [path.readlink() for path in pathlib.Path(f"/proc/{echo.process.pid}/fd").iterdir()
                if "(deleted)" in str(path.readlink())]
    for _ in range(5):
        with connected(echo) as connection:
            connection.sendall(b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999\r\n\r\n")
            connection.sendall(b"a" * (3 * HELD_MAX))
    running.wait_until(lambda: not files(), what="the files' end")
