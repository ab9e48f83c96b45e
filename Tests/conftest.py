"""What the tests of the built program share: one demonstration, one closed server, and places
in the country that no other test has used."""

import collections
import itertools
import os
import pathlib
import shutil

import pytest

import known
import running

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


@pytest.fixture(scope="session")
def demo(demo_folder, copy_of_demo):
    """A demonstration: its dashboards are public."""
    with demo_folder.serving("--demo") as server:
        yield server


@pytest.fixture(scope="session")
def closed(copy_of_demo):
    """The same data; nothing is public."""
    with copy_of_demo().serving() as server:
        yield server


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
