"""Disks that fill up: a small file system of the kernel's where one may be mounted, and a bound
on what files may grow by."""

import contextlib
import os
import pathlib
import subprocess

import pytest

import faulting
import running
import small

SIZE_MEGABYTES = 24


class BoundedDisk:
    """Writes beyond a bound find no room, as the layer of faults has it."""

    def __init__(self, base):
        self.folder, self.faults = faulting.folder_with_faults(small.make_folder(base), base)

    def fill(self):
        # A little is left: writes that fit in part are the worse ones.
        self.faults["quota"] = 5_000

    def make_room(self):
        self.faults["quota"] = faulting.UNBOUNDED

    def end(self):
        """Nothing is left behind."""


class MountedDisk:
    """A file system in memory; mounting needs rights."""

    def __init__(self, base):
        self.place = base / "disk"
        self.place.mkdir()
        mount("-t", "tmpfs", "-o", f"size={SIZE_MEGABYTES}m", "tmpfs", self.place)
        self.ballast = self.place / "ballast"
        self.folder = small.make_folder(self.place)

    def fill(self):
        with contextlib.suppress(OSError), open(self.ballast, "wb", buffering=0) as file:
            while file.write(bytes(1 << 16)):
                pass
        assert os.statvfs(self.place).f_bavail == 0

    def make_room(self):
        self.ballast.unlink()

    def end(self):
        subprocess.run(["umount", "--lazy", self.place], check=True)


def mount(*words):
    result = subprocess.run(["mount", *words], capture_output=True, text=True)
    if result.returncode != 0:
        pytest.skip(f"nothing may be mounted here: {result.stderr.strip()}")


def fills(clerk, server, unit="C01", seconds=30):
    """Sends until the disk takes no more; the refusal."""
    def refused():
        answer = clerk.send(server, unit, note="x" * 900)
        return answer if answer.status not in (200, 201) else None

    return running.wait_until(refused, seconds, "a full disk")


def size(folder):
    return sum(file.stat().st_size for file in pathlib.Path(folder.path).iterdir())
