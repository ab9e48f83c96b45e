"""Runs the built `mebe-echo`, the small server for tests of sockets, HTTP and TLS."""

import contextlib
import os
import pathlib
import re
import subprocess

import running

START_SECONDS = 20


def executable():
    beside = pathlib.Path(running.executable()).with_name("mebe-echo")
    return os.environ.get("MEBE_ECHO_EXE", str(beside))


class Echo:
    """A running `mebe-echo` on a free port."""

    def __init__(self, folder, *options):
        self.log_path = pathlib.Path(folder) / "echo.log"
        with open(self.log_path, "wb") as log:
            self.process = subprocess.Popen(
                [executable(), "--listen", "127.0.0.1:0", *options], stdout=log, stderr=log)
        self.port = running.wait_until(self._told_port, START_SECONDS, "mebe-echo's start")

    def _told_port(self):
        assert self.process.poll() is None, f"it ended at start: {self.log}"
        found = re.search(r"listening on .*:(\d+)\n", self.log)
        return found and int(found.group(1))

    @property
    def log(self):
        return self.log_path.read_text(errors="replace")

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(30)


@contextlib.contextmanager
def echoing(folder, *options):
    server = Echo(folder, *options)
    try:
        yield server
    finally:
        server.end()
