"""What the tests of the built program share: one demonstration, one closed server, and places
in the country that no other test has used."""

import collections
import itertools
import os
import pathlib
import shutil

import pytest

import faulting
import known
import running
import small

Place = collections.namedtuple("Place", "commune district province others")


def pytest_configure(config):
    path = running.executable()
    if not os.access(path, os.X_OK):
        pytest.exit(f"there is no program at {path}; build it, or name it in MEBE_EXE", 2)


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory):
    """A folder that `serve --demo` filled, and left."""
    folder = running.Folder(tmp_path_factory.mktemp("demo") / "data")
    with folder.serving("--demo") as server:
        running.wait_until(lambda: running.printed_token(server.log), what="the greeting")
        folder.first_log = server.log
        assert server.stop() == 0, server.log
    return folder


@pytest.fixture(scope="session")
def copy_of_demo(demo_folder, tmp_path_factory):
    """Makes copies of the filled folder; its server is not running."""
    spare = tmp_path_factory.mktemp("spare") / "data"
    shutil.copytree(demo_folder.path, spare)

    def make(**surroundings):
        path = pathlib.Path(tmp_path_factory.mktemp("copy")) / "data"
        shutil.copytree(spare, path)
        return running.Folder(path, surroundings)

    return make


class Kept:
    """A server that many tests use. One that a test brought down is that test's failure; the
    next test gets a new one."""

    def __init__(self, folder, *flags):
        self.folder, self.flags, self.server = folder, flags, None

    def running(self):
        if self.server is None:
            self.server = running.Server(self.folder, *self.flags)
            self.server.wait_for_start()
        return self.server

    def check(self):
        status = self.server.process.poll()
        if status is not None:
            log, self.server = self.server.log, None
            pytest.fail(f"the server ended with {status}: {log[:3000]}")

    def end(self):
        if self.server:
            self.server.end()


@pytest.fixture(scope="session")
def keep():
    """Makes servers that stay until the last test."""
    kept = []

    def make(folder, *flags):
        kept.append(Kept(folder, *flags))
        return kept[-1]

    yield make
    for one in kept:
        one.end()


@pytest.fixture(scope="session")
def _demo(demo_folder, copy_of_demo, keep):
    return keep(demo_folder, "--demo")


@pytest.fixture
def demo(_demo):
    """A demonstration: its dashboards are public."""
    yield _demo.running()
    _demo.check()


@pytest.fixture(scope="session")
def _closed(copy_of_demo, keep):
    return keep(copy_of_demo())


@pytest.fixture
def closed(_closed):
    """The same data; nothing is public."""
    yield _closed.running()
    _closed.check()


@pytest.fixture(scope="session")
def _places():
    return itertools.cycle(known.districts_2024())


@pytest.fixture
def place(_places):
    """A commune, its district and its province, in a district that no other test has."""
    province, district, communes = next(_places)
    return Place(communes[0], district, province, communes[1:])


@pytest.fixture
def commune(place):
    return place.commune


@pytest.fixture
def faulty(tmp_path):
    """A folder on a disk that can be told to fail, the clerk and the faults."""
    folder, faults = faulting.folder_with_faults(small.make_folder(tmp_path), tmp_path)
    return folder, faulting.Clerk(folder), faults
