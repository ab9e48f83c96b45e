"""A stand-in for systemd: it listens, starts the program with the sockets, and hears what the
program says of itself."""

import contextlib
import signal
import socket
import subprocess
import sys
import threading

import running

# What systemd does between fork and exec: the sockets from descriptor 3 on, for this process.
STARTER = """
import fcntl, os, sys
count = int(sys.argv[1])
numbers, program = sys.argv[2:2 + count], sys.argv[2 + count:]
spare = [fcntl.fcntl(int(number), fcntl.F_DUPFD, 100) for number in numbers]
for place, number in enumerate(spare):
    os.dup2(number, 3 + place)
os.closerange(3 + count, 200)
os.environ["LISTEN_PID"] = os.environ["WATCHDOG_PID"] = str(os.getpid())
os.execv(program[0], program)
"""


def listening_tcp():
    listener = socket.create_server(("127.0.0.1", 0), backlog=4_096)
    return listener


def listening_unix(path):
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen(4_096)
    return listener


class Manager:
    """Keeps listening sockets while the program comes and goes."""

    # FileDescriptorName=; whatever it is, the sockets are the manager's.
    NAME = "mebe"

    def __init__(self, folder, listeners, notify, watchdog_microseconds=None):
        self.folder, self.listeners = folder, listeners
        self.watchdog = watchdog_microseconds
        self.heard = []
        self.process = None
        self.notify = notify
        self.ear = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.ear.bind("\0" + notify[1:] if notify.startswith("@") else notify)
        threading.Thread(target=self._hear, daemon=True).start()

    def _hear(self):
        with contextlib.suppress(OSError):
            while message := self.ear.recv(4_096):
                self.heard.append(message.decode())

    def hears(self, line):
        return any(line in message.split("\n") for message in self.heard)

    def wait_for(self, line):
        running.wait_until(lambda: self.hears(line), running.START_SECONDS, line)

    @property
    def port(self):
        return self.listeners[0].getsockname()[1]

    @property
    def log(self):
        return open(self.folder.path + ".service.log", errors="replace").read()

    def start(self, *flags):
        """Starts the program; it serves when this returns."""
        self.heard.clear()
        call = self.folder.call("serve", *flags)
        call["env"].update(
            NOTIFY_SOCKET=self.notify, LISTEN_FDS=str(len(self.listeners)),
            LISTEN_FDNAMES=":".join(self.NAME for _ in self.listeners))
        if self.watchdog:
            call["env"]["WATCHDOG_USEC"] = str(self.watchdog)
        numbers = [listener.fileno() for listener in self.listeners]
        call["args"] = [
            sys.executable, "-c", STARTER, str(len(numbers)), *map(str, numbers), *call["args"]]
        with open(self.folder.path + ".service.log", "ab") as log:
            self.process = subprocess.Popen(
                **call, stdout=log, stderr=log, pass_fds=numbers)
        self.wait_for("READY=1")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)

    def end(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait(30)
        self.ear.close()
        for listener in self.listeners:
            listener.close()
