"""Kills at random instants under all kinds of writing; `make soak` does it a thousand times."""

import random

import crashing
import small

KILLS = 15


def test_no_kill_loses_or_halves_what_was_acknowledged(tmp_path):
    seed = random.randrange(1 << 30)
    print("seed", seed)
    crashes = crashing.Crashes(small.make_folder(tmp_path), seed, is_thorough=False)
    for _ in range(KILLS):
        crashes.round()
    crashes.verify()
    assert crashes.ledger.acknowledged > 100
