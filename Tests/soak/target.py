"""A server under soak: what is asked of it, and what it holds."""

import contextlib
import os
import pathlib
import random
import re
import resource
import socket
import ssl
import subprocess
import tempfile
import time

BIG_LENGTH = 32 << 20
START_SECONDS = 90


class Target:
    """A running program and what a soak asks of it.

    `get` is a usual request, `post` a path and type that take a body, `big` a path and how often
    it has to be asked for so that the answers fill every buffer on their way."""

    def __init__(self, process, port, pid, get, post, big, is_secure=False):
        self.process, self.port, self.pid = process, port, pid
        self.get, self.post, self.big = get, post, big
        self.is_secure = is_secure

    def connect(self, receive_buffer=None, timeout=30):
        """A connection from one of many loopback addresses, since one has too few ports."""
        plain = socket.socket()
        plain.settimeout(timeout)
        if receive_buffer:
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        plain.bind((f"127.0.0.{random.randrange(2, 250)}", 0))
        plain.connect(("127.0.0.1", self.port))
        return untrusting().wrap_socket(plain) if self.is_secure else plain

    @property
    def resident_bytes(self):
        status = pathlib.Path(f"/proc/{self.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+) kB", status).group(1)) * 1_024

    @property
    def descriptor_count(self):
        return len(os.listdir(f"/proc/{self.pid}/fd"))

    @property
    def is_running(self):
        return self.process is None or self.process.poll() is None


def untrusting():
    """The soak asks whether the server holds out, not who it is."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def get(path):
    return f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode()


def post(path, kind, length):
    """A request in two parts, head and body."""
    head = (f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: {kind}\r\n"
            f"Content-Length: {length}\r\n\r\n")
    return head.encode(), b"x" * length


def raise_descriptors():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard


@contextlib.contextmanager
def running_echo(binary, *flags, is_secure=False):
    """`mebe-echo` with a folder that holds one big file."""
    with tempfile.TemporaryDirectory() as root:
        (pathlib.Path(root) / "big.txt").write_bytes(os.urandom(1 << 20) * (BIG_LENGTH >> 20))
        process = subprocess.Popen(
            [binary, "--listen", "127.0.0.1:0", "--root", root, *flags],
            stdout=subprocess.PIPE, text=True)
        try:
            port = int(process.stdout.readline().rsplit(":", 1)[1])
            yield Target(
                process, port, process.pid, get("/echo"), ("/echo", "text/plain"),
                ("/big.txt", 1), is_secure)
        finally:
            process.kill()
            process.wait()


@contextlib.contextmanager
def running_mebe(binary, *flags, is_secure=False):
    """A demonstration in a fresh folder."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        process = subprocess.Popen(
            [binary, "serve", "--demo", "--data", f"{folder}/data", "--listen",
             f"127.0.0.1:{port}", *flags], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            target = of_mebe(process, port, process.pid, is_secure)
            wait_for_start(target)
            yield target
        finally:
            process.kill()
            process.wait()


def of_mebe(process, port, pid, is_secure=False):
    """A server that runs already."""
    return Target(
        process, port, pid, get("/units/VN-2024-034?period=2023"),
        ("/login", "application/x-www-form-urlencoded"),
        ("/units/VN?period=2023", 200), is_secure)


def wait_for_start(target):
    deadline = time.monotonic() + START_SECONDS
    while True:
        assert target.is_running, "the server ended at its start"
        with contextlib.suppress(OSError):
            with target.connect(timeout=5) as connection:
                connection.sendall(get("/healthz"))
                if connection.recv(4_096).startswith(b"HTTP/1.1 200"):
                    return
        assert time.monotonic() < deadline, "the server does not start"
        time.sleep(0.1)
