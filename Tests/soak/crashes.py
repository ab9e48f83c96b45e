"""Kills at random instants under all kinds of writing, as `Tests/crashing.py` has them."""

import os
import pathlib
import statistics
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import crashing  # noqa: E402  (found by the line above)
import small  # noqa: E402

# After so many kills everything is read again and verified.
VERIFY_EVERY = 100


def measure(binary, count, seed):
    """What came of `count` kills; ends by an AssertionError where something was lost."""
    os.environ["MEBE_EXE"] = os.path.abspath(binary)
    with tempfile.TemporaryDirectory() as base:
        crashes = crashing.Crashes(
            small.make_folder(pathlib.Path(base)), seed, is_thorough=False)
        while crashes.kill_count < count:
            crashes.round()
            if crashes.kill_count % VERIFY_EVERY == 0 or crashes.kill_count == count:
                crashes.verify()
                print(f"  {crashes.kill_count} kills, {crashes.ledger.acknowledged} reports "
                      "acknowledged and there", flush=True)
    median, longest = statistics.median(crashes.start_seconds), max(crashes.start_seconds)
    return (f"{count} kills, {crashes.ledger.acknowledged} reports acknowledged, none lost or "
            f"halved; a start took {median * 1_000:.0f} ms, {longest * 1_000:.0f} ms at the most")
