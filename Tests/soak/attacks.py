"""Many clients that waste the server's time, and one that only wants its page."""

import contextlib
import multiprocessing
import selectors
import time

import target as targets

RANGES = "bytes=" + ",".join(f"{start}-{start + 1_000_000}" for start in range(0, 16_000, 1_000))
TICK_SECONDS = 1.0


def slow_head(target):
    return b"GET / HTTP/1.1\r\nHost: x\r\n", b"X-a: b\r\n", None


def slow_body(target):
    head, _ = targets.post(*target.post, 100_000)
    return head, b"x", None


def slow_read(target):
    path, count = target.big
    return targets.get(path) * count, b"", 4_096


def range_abuse(target):
    path, count = target.big
    request = f"GET {path} HTTP/1.1\r\nHost: x\r\nRange: {RANGES}\r\n\r\n".encode()
    return request * count, b"", 4_096


KINDS = {"slow header": slow_head, "slow body": slow_body, "slow read": slow_read,
         "range abuse": range_abuse}


def attack(kind, target, count, ready, end):
    """Keeps `count` connections busy with nothing, until told to end."""
    targets.raise_descriptors()
    start, drop, receive_buffer = KINDS[kind](target)
    alive = []
    while not end.is_set():
        for _ in range(count - len(alive)):
            with contextlib.suppress(OSError):
                connection = target.connect(receive_buffer)
                connection.sendall(start)
                connection.setblocking(False)
                alive.append(connection)
        ready.set()
        end.wait(TICK_SECONDS)
        alive = [connection for connection in alive if goes_on(connection, drop)]


def goes_on(connection, drop):
    """Sends the next drop; false when the server has ended the connection."""
    try:
        if drop:
            connection.send(drop)
            return connection.recv(4_096) != b""
        return connection.getsockopt(1, 4) == 0  # SOL_SOCKET, SO_ERROR
    except BlockingIOError:
        return True
    except OSError:
        return False


@contextlib.contextmanager
def attacking(kind, target, count):
    """`count` attackers in a process of their own."""
    ready, end = multiprocessing.Event(), multiprocessing.Event()
    alone = targets.Target(
        None, target.port, target.pid, target.get, target.post, target.big, target.is_secure)
    process = multiprocessing.Process(target=attack, args=(kind, alone, count, ready, end))
    process.start()
    try:
        assert ready.wait(120), "the attack did not begin"
        yield
    finally:
        end.set()
        process.join(30)
        process.kill()


def answer_seconds(target, connection):
    """Asks for the page and reads it; how long that took."""
    begun = time.perf_counter()
    connection.sendall(target.get)
    text = connection.recv(1 << 16)
    head, _, body = text.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 "), head[:80]
    length = next((int(line.split(b":")[1]) for line in head.split(b"\r\n")
                   if line.lower().startswith(b"content-length:")), 0)
    while len(body) < length:
        body += connection.recv(1 << 16)
    return time.perf_counter() - begun


def latencies(target, seconds):
    """Of a normal client: a new connection for every tenth request."""
    found, end = [], time.monotonic() + seconds
    while time.monotonic() < end:
        with target.connect() as connection:
            for _ in range(10):
                found.append(answer_seconds(target, connection))
                time.sleep(0.005)
    return sorted(found)


def percentile(sorted_values, part):
    return sorted_values[min(len(sorted_values) - 1, int(len(sorted_values) * part))]
