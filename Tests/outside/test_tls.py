"""TLS as clients meet it: versions, protocols, resumption, records cut anywhere, slow and wrong
clients, and a clean end."""

import collections
import contextlib
import hashlib
import os
import random
import re
import select
import signal
import socket
import ssl
import threading
import time
import warnings

import pytest

import certificates
import echoing
import running

HELLO = b"GET /hello.txt HTTP/1.1\r\nHost: localhost\r\n\r\n"
LAST = HELLO.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return certificates.Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def pair(authority):
    return authority.pair("localhost", "127.0.0.1")


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    folder = tmp_path_factory.mktemp("root")
    (folder / "hello.txt").write_text("hello")
    (folder / "big.bin").write_bytes(random.randbytes(20_000_000))
    return folder


@pytest.fixture(scope="module")
def echo(tmp_path_factory, pair, root):
    with echoing.echoing(
            tmp_path_factory.mktemp("echo"), "--root", str(root), "--max-body", "40000000",
            *pair.options) as server:
        yield server


@pytest.fixture(scope="module")
def quick(tmp_path_factory, pair, root):
    """The same with limits that pass within a test."""
    with echoing.echoing(
            tmp_path_factory.mktemp("quick"), "--root", str(root), "--timeout-head", "1",
            "--timeout-body", "1", "--timeout-idle", "1", *pair.options) as server:
        yield server


def client(authority, version=None, protocols=None):
    context = ssl.create_default_context(cafile=authority.path)
    if version:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            context.minimum_version = context.maximum_version = version
        if version < ssl.TLSVersion.TLSv1_2:
            context.set_ciphers("ALL:@SECLEVEL=0")
    if protocols:
        context.set_alpn_protocols(protocols)
    return context


def connect(server, context, host="localhost", session=None):
    raw = socket.create_connection(("127.0.0.1", server.port), timeout=30)
    try:
        return context.wrap_socket(
            raw, server_hostname=host, session=session, suppress_ragged_eofs=False)
    except Exception:
        raw.close()
        raise


def received(connection):
    """Everything until the peer says that it has ended; a cut raises."""
    parts = []
    while part := connection.recv(1 << 16):
        parts.append(part)
    return b"".join(parts)


def exchanged(connection, pieces):
    """Sends each piece as records of its own and meanwhile receives what the peer sends until
    it says that it has ended. In one thread: OpenSSL forbids two at one connection."""
    connection.setblocking(False)
    pieces, parts, deadline = collections.deque(pieces), [], time.monotonic() + 30
    while time.monotonic() < deadline:
        with contextlib.suppress(ssl.SSLWantReadError, ssl.SSLWantWriteError):
            while pieces:
                pieces[0] = pieces[0][connection.send(pieces[0]):]
                if not pieces[0]:
                    pieces.popleft()
        with contextlib.suppress(ssl.SSLWantReadError, ssl.SSLWantWriteError):
            while part := connection.recv(1 << 16):
                parts.append(part)
            assert not pieces
            return b"".join(parts)
        select.select([connection], [connection] if pieces else [], [], 1)
    raise AssertionError("no end within 30 s")


@pytest.mark.parametrize("version", ["TLSv1", "TLSv1_1"])
def test_old_versions_are_refused(echo, authority, version):
    with pytest.raises(ssl.SSLError, match="(?i)version"):
        connect(echo, client(authority, ssl.TLSVersion[version]))


@pytest.mark.parametrize("version, spoken", [("TLSv1_2", "TLSv1.2"), ("TLSv1_3", "TLSv1.3")])
def test_both_good_versions_are_spoken_with_authenticated_ciphers(
        echo, authority, version, spoken):
    with connect(echo, client(authority, ssl.TLSVersion[version])) as connection:
        assert connection.version() == spoken
        assert re.search("GCM|CHACHA20", connection.cipher()[0])
        assert connection.compression() is None
        connection.sendall(LAST)
        assert received(connection).endswith(b"\r\n\r\nhello")


@pytest.mark.parametrize("ciphers", [
    "AES128-GCM-SHA256", "DHE-RSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES128-SHA256",
    "ECDHE-ECDSA-AES256-SHA",
])
def test_ciphers_without_forward_secrecy_or_authentication_are_refused(echo, authority, ciphers):
    context = client(authority, ssl.TLSVersion.TLSv1_2)
    context.set_ciphers(f"{ciphers}:@SECLEVEL=0")
    with pytest.raises(ssl.SSLError):
        connect(echo, context)


def test_http_1_1_is_chosen_and_other_protocols_are_refused(echo, authority):
    for offered in (["h2", "http/1.1"], ["http/1.1"]):
        with connect(echo, client(authority, protocols=offered)) as connection:
            assert connection.selected_alpn_protocol() == "http/1.1"
    with connect(echo, client(authority)) as connection:
        assert connection.selected_alpn_protocol() is None
        connection.sendall(LAST)
        assert received(connection).startswith(b"HTTP/1.1 200 ")
    for offered in (["h2"], ["h3", "acme-tls/1"]):
        with pytest.raises(ssl.SSLError, match="(?i)no.application.protocol"):
            connect(echo, client(authority, protocols=offered))


@pytest.mark.parametrize("version", ["TLSv1_2", "TLSv1_3"])
def test_a_session_is_resumed_on_whatever_loop_the_next_connection_falls(
        echo, authority, version):
    context = client(authority, ssl.TLSVersion[version])
    session = None
    for number in range(12):
        with connect(echo, context, session=session) as connection:
            assert connection.session_reused == (number > 0)
            connection.sendall(LAST)
            received(connection)
            session = connection.session


@pytest.mark.parametrize("request_", [
    HELLO, b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc",
    b"DELETE /echo HTTP/1.1\r\nHost: a\r\n\r\n", b"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
    b"CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"y" * 60_000 + b"\r\n\r\n",
], ids=lambda request: request[:8].decode())
def test_plain_http_is_told_what_to_do_in_both_languages(echo, request_):
    with socket.create_connection(("127.0.0.1", echo.port), timeout=30) as connection:
        connection.sendall(request_)
        answer = received(connection).decode()
    assert answer.startswith("HTTP/1.1 400 ")
    assert "hãy dùng địa chỉ" in answer and "HTTPS only" in answer
    assert "Strict-Transport-Security" not in answer


@pytest.mark.parametrize("version", ["TLSv1_2", "TLSv1_3"])
def test_big_bodies_come_back_whole(echo, authority, version):
    body = random.randbytes(30_000_000)
    with connect(echo, client(authority, ssl.TLSVersion[version])) as connection:
        head = f"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: {len(body)}\r\n" \
            "Connection: close\r\n\r\n"
        connection.sendall(head.encode() + body)
        answer = received(connection)
    assert hashlib.sha256(answer.partition(b"\r\n\r\n")[2]).digest() == \
        hashlib.sha256(body).digest()


def test_a_big_file_arrives_whole_at_a_reader_that_pauses(echo, authority, root):
    expected = (root / "big.bin").read_bytes()
    with connect(echo, client(authority)) as connection:
        connection.sendall(LAST.replace(b"hello.txt", b"big.bin"))
        answer = bytearray()
        while part := connection.recv(random.randrange(1, 40_000)):
            answer += part
    assert answer.partition(b"\r\n\r\n")[2] == expected


def test_pipelined_requests_in_records_cut_anywhere_are_answered_in_order(echo, authority):
    seed = random.randrange(1_000_000)
    print("seed", seed)
    chance = random.Random(seed)
    bodies = [str(n).encode() * chance.randrange(1, 300) for n in range(500)]
    text = b"".join(
        b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
        for body in bodies)
    pieces, start = [], 0
    while start < len(text):
        end = start + chance.choice([1, 2, 500, 5_000, 40_000])
        pieces.append(text[start:end])
        start = end
    with connect(echo, client(authority)) as connection:
        answer = exchanged(connection, [*pieces, LAST])
    parts = answer.split(b"HTTP/1.1 200 OK\r\n")[1:]
    assert [part.partition(b"\r\n\r\n")[2] for part in parts] == [*bodies, b"hello"]


def test_a_request_of_one_octet_a_record_is_answered(echo, authority):
    with connect(echo, client(authority)) as connection:
        for octet in LAST:
            connection.sendall(bytes([octet]))
        assert received(connection).endswith(b"hello")


def test_the_end_is_said_and_a_client_may_end_first(quick, authority):
    for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
        # `received` raises where the end is not said.
        with connect(quick, client(authority, version)) as connection:
            connection.sendall(HELLO)
            assert received(connection).endswith(b"hello"), "after a rest of one second"
        connection = connect(quick, client(authority, version))
        connection.sendall(HELLO)
        connection.recv(65_536)
        connection.unwrap().close()


def client_hello(authority):
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    with contextlib.suppress(ssl.SSLWantReadError):
        client(authority).wrap_bio(incoming, outgoing, server_hostname="a").do_handshake()
    return outgoing.read()


def test_a_handshake_that_does_not_end_is_cut(quick, authority):
    hello = client_hello(authority)
    beginnings = [b"", hello[:1], hello[:5], hello[:100], hello]
    with contextlib.ExitStack() as stack:
        connections = []
        for beginning in beginnings:
            connection = stack.enter_context(
                socket.create_connection(("127.0.0.1", quick.port), timeout=10))
            connection.sendall(beginning)
            connections.append(connection)
        begun = time.monotonic()
        for connection in connections:
            with contextlib.suppress(ConnectionResetError):
                received(connection)
        assert time.monotonic() - begun < 5


def test_a_trickled_handshake_is_cut(quick, authority):
    begun = time.monotonic()
    with socket.create_connection(("127.0.0.1", quick.port), timeout=10) as connection:
        connection.settimeout(0.05)
        with contextlib.suppress(ConnectionError):
            for octet in client_hello(authority):
                connection.send(bytes([octet]))
                with contextlib.suppress(TimeoutError):
                    if not connection.recv(4_096):
                        break
    assert time.monotonic() - begun < 5


def test_a_client_that_never_reads_is_cut(quick, authority):
    with connect(quick, client(authority)) as connection:
        connection.sendall(HELLO.replace(b"hello.txt", b"big.bin"))
        begun = time.monotonic()
        running.wait_until(lambda: is_broken(connection), 10, "the cut")
        assert time.monotonic() - begun < 8
        with pytest.raises((ssl.SSLError, ConnectionError)):
            received(connection)


def is_broken(connection):
    """Whether the peer has reset the connection, without reading from it."""
    return connection.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) != 0


def test_a_slow_reader_that_goes_on_is_served_to_the_end(quick, authority, root):
    """2 KB must be taken each second; this one takes about 100."""
    with contextlib.ExitStack() as stack:
        raw = socket.socket()
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16_384)
        raw.settimeout(30)
        raw.connect(("127.0.0.1", quick.port))
        connection = stack.enter_context(
            client(authority).wrap_socket(raw, server_hostname="localhost"))
        connection.sendall(HELLO.replace(b"hello.txt", b"big.bin"))
        taken, end = 0, time.monotonic() + 4
        while time.monotonic() < end:
            part = connection.recv(5_000)
            assert part, "it was cut"
            taken += len(part)
            time.sleep(0.05)
        assert taken > 100_000


def test_failed_handshakes_disturb_nobody_and_fill_no_log(echo, authority):
    seed = random.randrange(1_000_000)
    print("seed", seed)
    chance = random.Random(seed)
    hello = client_hello(authority)
    with connect(echo, client(authority)) as neighbour:
        for number in range(300):
            with socket.create_connection(("127.0.0.1", echo.port), timeout=10) as connection:
                octets = bytearray(hello)
                octets[chance.randrange(len(octets))] ^= 1 << chance.randrange(8)
                connection.sendall(octets[:chance.randrange(len(octets) + 1)])
                if number % 3 == 0:
                    connection.setsockopt(
                        socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        neighbour.sendall(LAST)
        assert received(neighbour).endswith(b"hello")
    assert echo.log.count("\n") == 1


def test_every_response_over_tls_tells_browsers_to_stay(echo, authority):
    requests = [
        HELLO, HELLO.replace(b"hello", b"nosuch"), HELLO.replace(b"GET", b"HEAD"),
        HELLO.replace(b"HTTP/1.1", b"HTTP/9"), HELLO.replace(b"Host", b"Hst"),
    ]
    for request in requests:
        with connect(echo, client(authority)) as connection:
            connection.sendall(request)
            answer = connection.recv(65_536)
            assert b"\r\nStrict-Transport-Security: max-age=31536000\r\n" in answer, request


def shown(server, authority):
    with connect(server, client(authority)) as connection:
        digest = hashlib.sha256(connection.getpeercert(binary_form=True)).hexdigest()
        return digest.upper()


def test_certificates_are_read_again_and_nobody_is_cut(tmp_path, authority, root):
    first, second = (authority.pair("localhost") for _ in range(2))
    used = certificates.Pair(str(tmp_path / "used.pem"), str(tmp_path / "used.key"))
    used.replace(first)
    with echoing.echoing(tmp_path, "--root", str(root), *used.options) as server:
        with connect(server, client(authority)) as old:
            assert shown(server, authority) == first.fingerprint.replace(":", "")
            used.replace(second)
            server.process.send_signal(signal.SIGHUP)
            running.wait_until(
                lambda: shown(server, authority) == second.fingerprint.replace(":", ""))
            # Now one that does not fit.
            used.replace(certificates.Pair(second.certificate, first.key))
            server.process.send_signal(signal.SIGHUP)
            running.wait_until(lambda: "does not belong" in server.log, what="the log")
            assert used.key in server.log and "không khớp" in server.log
            assert shown(server, authority) == second.fingerprint.replace(":", "")
            os.remove(used.certificate)
            server.process.send_signal(signal.SIGHUP)
            running.wait_until(lambda: server.log.count("vẫn dùng") == 2, what="the log")
            assert shown(server, authority) == second.fingerprint.replace(":", "")
            for _ in range(2):
                old.sendall(HELLO)
                assert old.recv(65_536).startswith(b"HTTP/1.1 200 ")
        server.process.terminate()
        assert server.process.wait(20) == 0


def test_reloading_under_load_cuts_no_connection(tmp_path, authority, root):
    used = authority.pair("localhost")
    ends = time.monotonic() + 3
    faults, counts = [], []

    def ask(server, keep):
        context, count = client(authority), 0
        try:
            while time.monotonic() < ends:
                with connect(server, context) as connection:
                    for _ in range(keep):
                        connection.sendall(HELLO)
                        answer = connection.recv(65_536)
                        # A response may come in several records.
                        while not answer.endswith(b"\r\n\r\nhello"):
                            part = connection.recv(65_536)
                            assert part, answer
                            answer += part
                        assert answer.startswith(b"HTTP/1.1 200 "), answer
                        count += 1
        except Exception as error:
            faults.append(error)
        counts.append(count)

    with echoing.echoing(tmp_path, "--root", str(root), *used.options) as server:
        threads = [threading.Thread(target=ask, args=(server, n)) for n in (1, 1, 100, 1_000)]
        for thread in threads:
            thread.start()
        while time.monotonic() < ends:
            server.process.send_signal(signal.SIGHUP)
            time.sleep(0.02)
        for thread in threads:
            thread.join()
        assert faults == [] and min(counts) > 10, (faults, counts)
