"""A power cut at any instant: what was acknowledged is flushed. A layer under the C library
records all writing and flushing; each cut takes from the disk what was not flushed, all of it or
parts down to a sector."""

import contextlib
import random
import sqlite3
import subprocess
import sys
import threading

import pytest

import crashing
import faulting
import ledger
import power
import running
import small

FILE_CUTS, SERVED_CUTS = 50, 5
REPORTS = 250


class Recording:
    """Two servers in turn under all kinds of writing; the first one ends in order, the second is
    killed."""

    def __init__(self, base, seed, is_flushing=True):
        self.base, self.chance = base, random.Random(seed)
        folder = small.make_folder(base / "disk")
        self.token = folder.token()
        record = base / "record"
        folder, faults = faulting.folder_with_faults(folder, base, record)
        faults["sync_is_ignored"] = not is_flushing
        self.disk = power.Disk(folder.path)
        self.ledger = ledger.Ledger()
        with folder.serving() as server:
            self.load(server)
            assert server.stop() == 0
        with folder.serving() as server:
            self.load(server, at_end=lambda: crashing.kill(server.process))
        assert self.ledger.wrong == []
        self.entries = power.entries(record)

    def load(self, server, at_end=lambda: None):
        goal = self.ledger.acknowledged + REPORTS
        with crashing.Senders(server, self.token, self.ledger, self.chance):
            running.wait_until(lambda: self.ledger.acknowledged > goal, 60, "load")
            at_end()

    def cuts(self, count):
        """The ledgers and files of some instants in turn."""
        instants = sorted(self.chance.sample(range(len(self.entries)), count))
        for place, entry in enumerate(self.entries):
            self.disk.play(entry)
            if instants and place == instants[0]:
                del instants[0]
                loss = self.chance.choice(power.LOSSES)
                yield self.ledger.at(entry.nanoseconds), self.left(loss), (place, loss)

    def left(self, loss):
        files = self.disk.cut(self.chance, loss)
        # The index of the WAL is never flushed: it may hold anything.
        files["mebe.db-shm"] = self.chance.randbytes(self.chance.choice([0, 32_768]))
        return files


@pytest.fixture(scope="module")
def recording(tmp_path_factory):
    seed = random.randrange(1 << 30)
    print("seed", seed)
    base = tmp_path_factory.mktemp("power")
    (base / "disk").mkdir()
    return Recording(base, seed)


def check_file(path, expected):
    """Reads the reports behind the program's back."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        found = stored_by_key(database)
        latest = database.execute(
            """SELECT u.id, h.month, h.revision, h.seq
            FROM head h JOIN org_unit u ON u.number = h.unit""")
        heads = {(unit, period(month)): (revision, seq) for unit, month, revision, seq in latest}
    assert heads == {key: (all[-1].revision, all[-1].seq) for key, all in found.items()}
    expected.check_reports(lambda key: found.get(key, []))


def stored_by_key(database):
    elements = dict(database.execute("SELECT number, elements FROM form_version"))
    statuses = ["draft", "submitted", "accepted", "returned"]
    rows = database.execute(
        """SELECT u.id, j.month, j.version, j.status, j.revision, j.seq, j."values"
        FROM journal j JOIN org_unit u ON u.number = j.unit ORDER BY j.seq""")
    found = {}
    for unit, month, version, status, revision, seq, packed in rows:
        values = dict(zip(elements[version].split(), unpacked(packed)))
        found.setdefault((unit, period(month)), []).append(ledger.Stored(
            {code: value for code, value in values.items() if value is not None},
            statuses[status], revision, seq))
    return found


def period(month):
    return f"{month // 12}-{month % 12 + 1:02}"


def unpacked(packed):
    """Numbers of seven bits an octet, the lowest first: 0 is blank, n + 2 the count n."""
    number = shift = 0
    for octet in packed:
        number |= (octet & 127) << shift
        shift += 7
        if octet < 128:
            yield number - 2 if number >= 2 else None
            number = shift = 0


def test_a_power_cut_leaves_what_was_acknowledged(recording, tmp_path):
    served = set(range(0, FILE_CUTS, FILE_CUTS // SERVED_CUTS))
    for number, (expected, files, instant) in enumerate(recording.cuts(FILE_CUTS)):
        print(instant)
        folder = running.Folder(tmp_path / str(number) / "data")
        power.write(files, folder.path)
        if number not in served:
            check_file(folder.path + "/mebe.db", expected)
            continue
        with folder.serving() as server:
            expected.check(server, recording.token)
        assert folder.run("verify").returncode == 0


def test_without_flushing_the_same_cut_loses_what_was_acknowledged(tmp_path):
    """The harness tells the difference: it is the flushing that keeps reports."""
    (tmp_path / "disk").mkdir()
    recording = Recording(tmp_path, 1, is_flushing=False)
    for entry in recording.entries:
        recording.disk.play(entry)
    folder = tmp_path / "left" / "data"
    power.write(recording.left("everything"), folder)
    with pytest.raises(AssertionError, match="acknowledged and lost"):
        check_file(folder / "mebe.db", recording.ledger.at(recording.entries[-1].nanoseconds))


WRITER = """
import os, sys
folder, is_flushed = sys.argv[1], sys.argv[2] == "flushed"
file = os.open(folder + "/made", os.O_RDWR | os.O_CREAT)
os.write(file, b"a" * 1000)
os.pwrite(file, b"b" * 1000, 500)
os.ftruncate(file, 1200)
if is_flushed:
    os.fsync(file)
    parent = os.open(folder, os.O_RDONLY)
    os.fsync(parent)
os.pwrite(file, b"c" * 2000, 0)
os.rename(folder + "/made", folder + "/renamed")
"""


@pytest.mark.parametrize("is_flushed", [True, False])
def test_the_record_sees_writes_names_and_flushes(tmp_path, is_flushed):
    base, record = tmp_path / "disk", tmp_path / "record"
    base.mkdir()
    faults = faulting.Faults(base, tmp_path / "control", record)
    disk = power.Disk(base)
    subprocess.run(
        [sys.executable, "-c", WRITER, base, "flushed" if is_flushed else "left"], check=True,
        env={**running.clean_environment(), **faults.surroundings})
    for entry in power.entries(record):
        disk.play(entry)
    flushed = {"made": b"a" * 500 + b"b" * 700} if is_flushed else {}
    assert disk.cut(random.Random(1), "everything") == flushed
    assert disk.cut(random.Random(1), "nothing") == {"renamed": b"c" * 2000}
    contents = [disk.cut(random.Random(seed), "parts") for seed in range(50)]
    torn = [files["renamed"][:1536] for files in contents if "renamed" in files]
    assert any(b"c" in content and content.count(b"c") % 512 == 0 for content in torn)
    assert len(set(torn)) > 2


def test_a_folder_and_what_is_in_it_outlive_a_power_cut_right_after_the_command(tmp_path):
    disk_path, made = tmp_path / "disk", tmp_path / "made"
    disk_path.mkdir()
    made.mkdir()
    faults = faulting.Faults(disk_path, tmp_path / "control", tmp_path / "record")
    disk = power.Disk(disk_path)
    small.make_folder(made)
    folder = running.Folder(disk_path / "data", faults.surroundings)
    folder.done("import", "org-units", str(made / "units.csv"), str(made / "links.csv"))
    for entry in power.entries(tmp_path / "record"):
        disk.play(entry)
    left = tmp_path / "left"
    power.write(disk.cut(random.Random(1), "everything"), left)
    assert running.Folder(left / "data").token("C01", "viewer")
