"""Runs the built `mebe` from outside: its commands on a folder of data, and a server that is
spoken to over real HTTP."""

import contextlib
import functools
import http.client
import json
import os
import pathlib
import random
import re
import resource
import signal
import socket
import sqlite3
import subprocess
import time

PROJECT = pathlib.Path(__file__).resolve().parent.parent
API = "/api/v1"

# The full country is read at start; a debug build on a busy machine takes its time.
START_SECONDS = 90
COMMAND_SECONDS = 180


def executable():
    path = os.environ.get("MEBE_EXE", ".build/debug/mebe")
    return str((PROJECT / path).resolve())


def wait_until(condition, seconds=10, what="a condition"):
    """Waits for a condition with a deadline; answers what it gave."""
    deadline = time.monotonic() + seconds
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {seconds} s for {what}")
        time.sleep(0.01)


def free_port():
    """A port that nobody has, and below those that the system gives to clients: one of theirs
    would be taken by the next connection of any busy program before a server listens there."""
    given = pathlib.Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()
    while True:
        port = random.randrange(10_000, max(10_100, int(given[0])))
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def is_listening(port):
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


class UnixConnection(http.client.HTTPConnection):
    """HTTP over a Unix-domain socket."""

    def __init__(self, path, timeout=60):
        super().__init__("localhost", timeout=timeout)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


class Answer:
    """One response, read to its end."""

    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def text(self):
        return self.body.decode()

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def etag(self):
        return self.headers["ETag"]

    @property
    def media_type(self):
        return self.headers.get_content_type()

    @property
    def report(self):
        return self.json["report"]

    @property
    def errors(self):
        return self.json["errors"]

    @property
    def pointers(self):
        return [error.get("pointer") for error in self.errors]

    def __repr__(self):
        return f"{self.status} {self.body[:600]!r}"


class Folder:
    """A folder of data and the commands that work on it."""

    def __init__(self, path, surroundings=None):
        self.path = str(path)
        self.surroundings = surroundings or {}
        self.is_told_by_environment = False

    def call(self, *arguments, **settings):
        """How a command on this folder is started, from a directory that says nothing."""
        words = [executable(), *arguments]
        surroundings = {**clean_environment(), **self.surroundings}
        for name, value in {"data": self.path, **settings}.items():
            if self.is_told_by_environment:
                surroundings[f"MEBE_{name.upper()}"] = value
            else:
                words += [f"--{name}", value]
        return {"args": words, "env": surroundings, "cwd": "/"}

    def run(self, *arguments, stdin=None):
        """One command; its exit status is the caller's to judge."""
        return subprocess.run(
            **self.call(*arguments), input=stdin, capture_output=True, text=True,
            timeout=COMMAND_SECONDS)

    def done(self, *arguments, stdin=None):
        """One command that must succeed."""
        result = self.run(*arguments, stdin=stdin)
        assert result.returncode == 0, (arguments, result.stdout, result.stderr)
        return result

    @property
    def database(self):
        """The one file of the folder that is an SQLite database."""
        [path] = [
            path for path in pathlib.Path(self.path).iterdir()
            if path.is_file() and path.open("rb").read(15) == b"SQLite format 3"]
        return path

    def execute(self, sql):
        """Changes the database behind the program's back, while no server runs."""
        with contextlib.closing(sqlite3.connect(self.database, isolation_level=None)) as rows:
            rows.execute(sql)

    def token(self, unit="VN", role="admin", *more):
        return self.done(
            "token", "create", "--unit", unit, "--role", role, *more).stdout.strip()

    @contextlib.contextmanager
    def serving(self, *flags, descriptors=None):
        """A server on this folder; ends with it, however the test ends."""
        server = Server(self, *flags, descriptors=descriptors)
        try:
            server.wait_for_start()
            yield server
        finally:
            server.end()


def clean_environment():
    return {name: value for name, value in os.environ.items() if not name.startswith("MEBE_")}


class Server:
    """A running `mebe serve`."""

    def __init__(self, folder, *flags, descriptors=None):
        """`descriptors` is how many the process may have open."""
        self.folder = folder
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.log_path = pathlib.Path(folder.path).with_suffix(f".{self.port}.log")
        self._admin = None
        with open(self.log_path, "wb") as log:
            call = folder.call("serve", *flags, listen=f"127.0.0.1:{self.port}")
            self.process = subprocess.Popen(
                **call, stdout=log, stderr=log, preexec_fn=descriptors and functools.partial(
                    resource.setrlimit, resource.RLIMIT_NOFILE, (descriptors, descriptors)))

    @property
    def log(self):
        return self.log_path.read_text(errors="replace")

    def wait_for_start(self):
        wait_until(self.answers, START_SECONDS, "the server's start")

    def answers(self):
        assert self.process.poll() is None, f"the server ended at start: {self.log[-2000:]}"
        with contextlib.suppress(OSError, http.client.HTTPException):
            return self.get("/healthz").status == 200
        return False

    def stop(self, by=signal.SIGTERM):
        """Sends a signal and answers the exit status."""
        self.process.send_signal(by)
        return self.process.wait(30)

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(30)

    # HTTP

    def request(self, method, path, body=None, token=None, headers=None, source="127.0.0.1"):
        """`source` is the loopback address to come from."""
        fields = dict(headers or {})
        if token:
            fields["Authorization"] = f"Bearer {token}"
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body, ensure_ascii=False).encode()
        if body is not None:
            fields.setdefault("Content-Type", "application/json")
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=60, source_address=(source, 0))
        with contextlib.closing(connection):
            connection.request(method, path, body=body, headers=fields)
            return Answer(connection.getresponse())

    def get(self, path, token=None, **headers):
        return self.request("GET", path, token=token, headers=spelled(headers))

    def post(self, body, token=None, query="", **headers):
        """A report."""
        return self.request(
            "POST", f"{API}/reports{query}", body, token, headers=spelled(headers))

    def put(self, address, body, token=None, **headers):
        """A report at its address, `unit/form/period`."""
        return self.request(
            "PUT", f"{API}/reports/{address}", body, token, headers=spelled(headers))

    def stored(self, address, token=None, **headers):
        return self.get(f"{API}/reports/{address}", token or self.admin, **headers)

    def aggregate(self, unit, period, token=None, boundaries=None):
        return self.get(aggregate_path(unit, period, boundaries), token or self.admin)

    def sum(self, unit, period, element):
        """One sum; nothing where no unit gave a number."""
        answer = self.aggregate(unit, period)
        assert answer.status == 200, answer
        return answer.json["values"].get(element, {}).get("value")

    def all_items(self, path, token=None):
        """Every item of a list, page after page."""
        items, cursor = [], None
        while True:
            more = f"&cursor={cursor}" if cursor else ""
            page = self.get(path + more, token)
            assert page.status == 200, page
            items += page.json["items"]
            cursor = page.json["next"]
            if cursor is None:
                return items

    @property
    def admin(self):
        """The country's administrator, made at first use."""
        self._admin = self._admin or self.folder.token("VN", "admin")
        return self._admin


def aggregate_path(unit, period, boundaries=None, below=""):
    more = f"&boundaries={boundaries}" if boundaries else ""
    return f"{API}/aggregates/{unit}{below}?form=mnch&period={period}{more}"


def spelled(headers):
    """`if_match` is written `If-Match`."""
    return {name.replace("_", "-").title(): value for name, value in headers.items()}


def report(unit, period, values=None, **more):
    body = {"org_unit": unit, "form": "mnch", "period": period, "values": values or {}}
    return {**body, **more}


def printed_token(log):
    """The token that a demonstration prints at its start."""
    found = re.search(r"mebe_[A-Za-z0-9_-]{20,}", log)
    return found and found.group()
