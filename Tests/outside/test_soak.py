"""A short soak: counts and bounds only, so that a busy machine cannot make it fail. `make soak`
does it at length and measures times."""

import pathlib
import random
import sys

import pytest

import running

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "soak"))

import attacks  # noqa: E402  (found by the line above)
import growth  # noqa: E402
import target as targets  # noqa: E402

ATTACKERS = 40


# Of one connection: the database, its WAL and the WAL's index.
DATABASE_DESCRIPTORS = 3


@pytest.fixture
def target(copy_of_demo):
    """A server of its own: these tests count what the process holds."""
    with copy_of_demo().serving("--demo") as server:
        yield targets.of_mebe(server.process, server.port, server.process.pid)


def test_clients_that_leave_anywhere_leave_nothing_behind(target):
    seed = random.randrange(1 << 30)
    print("seed", seed)
    found = growth.measure(target, 6_000, seed)
    # The database may have opened what one connection has, since reports that come in are held
    # against earlier ones; a leak would be of hundreds.
    assert abs(found.descriptors[0] - found.descriptors[1]) <= DATABASE_DESCRIPTORS, found
    assert found.resident_growth < 32 << 20, found


# Attackers that have large pages made keep a debug build at work for minutes; `make soak` has
# them against a release build.
@pytest.mark.parametrize("kind", [kind for kind in attacks.KINDS if kind not in ("slow read", "range abuse")])
def test_a_normal_client_is_served_amid_attackers(target, kind):
    # The checkpointer opens its connection a moment after the first commit.
    idle = target.descriptor_count + DATABASE_DESCRIPTORS
    with attacks.attacking(kind, target, ATTACKERS):
        running.wait_until(
            lambda: target.descriptor_count >= idle + ATTACKERS // 2, what="the attack")
        with target.connect() as connection:
            for _ in range(30):
                attacks.answer_seconds(target, connection)
        assert target.resident_bytes < 256 << 20
        assert target.descriptor_count <= idle + 3 * ATTACKERS
    running.wait_until(lambda: target.descriptor_count <= idle, 30, "the attackers' end")
