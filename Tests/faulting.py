"""Has the disk fail and the clock jump under a program, by the layer of C in `faults/`."""

import contextlib
import functools
import mmap
import pathlib
import struct
import subprocess
import tempfile

import ledger
import running
import small

SOURCES = running.PROJECT / "Tests/faults"

# As in faults/faults.h.
CELLS = ["read", "write", "sync", "change", "quota", "clock", "only", "skipped", "injected",
         "syncs", "sync_is_ignored", "strikes"]
CELL_COUNT = 16
KINDS = {"database": 1, "wal": 2, "shm": 3, "other": 4}
UNBOUNDED = -1
PERIOD = "2024-01"


@functools.cache
def library():
    """The layer, compiled once in a process."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="mebe-faults-"))
    path = folder / "faults.so"
    subprocess.run(
        ["cc", "-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-Werror", "-o", path,
         *sorted(SOURCES.glob("*.c"))], check=True)
    return path


class Faults:
    """What fails in one folder. Numbers are set while the program runs."""

    def __init__(self, folder_path, control_path, record_path=None):
        self.folder_path = pathlib.Path(folder_path).resolve()
        self.control_path, self.record_path = control_path, record_path
        with open(control_path, "w+b") as file:
            file.write(bytes(8 * CELL_COUNT))
            file.flush()
            self.page = mmap.mmap(file.fileno(), 8 * CELL_COUNT)
        self["quota"] = UNBOUNDED

    @property
    def surroundings(self):
        """The environment of a program that lives with the faults."""
        found = {"LD_PRELOAD": str(library()), "FAULTS_FOLDER": str(self.folder_path),
                 "FAULTS_CONTROL": str(self.control_path)}
        if self.record_path:
            found["FAULTS_RECORD"] = str(self.record_path)
        return found

    def __getitem__(self, name):
        return struct.unpack_from("=q", self.page, 8 * CELLS.index(name))[0]

    def __setitem__(self, name, value):
        struct.pack_into("=q", self.page, 8 * CELLS.index(name), value)

    @contextlib.contextmanager
    def injecting(self, only=None, skipped=0, strikes=0, must_strike=True, **errors):
        """Calls fail with the error numbers given, `only` those on one kind of file, after
        `skipped` of them and `strikes` in all. A fault that never struck would show nothing, so
        that is an error."""
        before = self["injected"]
        self["only"] = KINDS.get(only, 0)
        self["skipped"] = skipped
        self["strikes"] = strikes
        for name, code in errors.items():
            self[name] = code
        try:
            yield
        finally:
            for name in errors:
                self[name] = UNBOUNDED if name == "quota" else 0
            self["only"] = self["skipped"] = self["strikes"] = 0
        assert self["injected"] > before or not must_strike, "no call ever failed"


def folder_with_faults(folder, spare, record_path=None):
    """The same folder, its commands started with the layer."""
    faults = Faults(folder.path, pathlib.Path(spare) / "control", record_path)
    return running.Folder(folder.path, {**folder.surroundings, **faults.surroundings}), faults


class Clerk:
    """Sends reports one by one and keeps the ledger."""

    def __init__(self, folder):
        self.folder, self.token = folder, folder.token()
        self.ledger = ledger.Ledger()

    def send(self, server, unit="C01", period=PERIOD, **more):
        """A new report; its answer. What is refused must not be there."""
        key = unit, period
        answer = server.post({**self.ledger.send(key), **more}, self.token)
        if answer.status in (200, 201):
            self.ledger.acknowledge(key, answer.report)
        else:
            self.ledger.refuse(key)
        return answer

    def check(self, server):
        self.ledger.check(server, self.token)
