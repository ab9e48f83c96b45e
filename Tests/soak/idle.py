"""Ten thousand connections at rest: what does each cost?"""

import contextlib
import time

import target as targets


def resident_after(target):
    """The resident octets, once they have settled."""
    last = target.resident_bytes
    for _ in range(20):
        time.sleep(0.1)
        now = target.resident_bytes
        if now == last:
            break
        last = now
    return last


def measure(target, count):
    """Octets for each connection: resting after a response, and inside a head."""
    targets.raise_descriptors()
    with contextlib.ExitStack() as stack:
        before = resident_after(target)
        connections = [stack.enter_context(target.connect()) for _ in range(count)]
        for connection in connections:
            connection.sendall(targets.get("/healthz"))
        for connection in connections:
            assert connection.recv(1 << 16).startswith(b"HTTP/1.1 "), "no answer"
        resting = resident_after(target)
        for connection in connections:
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n")
        waiting = resident_after(target)
        for connection in connections:
            connection.sendall(b"\r\n")
        for connection in connections:
            assert connection.recv(1 << 16).startswith(b"HTTP/1.1 "), "no answer in the end"
    return (resting - before) / count, (waiting - before) / count
