#!/usr/bin/env python3
"""Whether a server holds out: growth over many requests, attacks, idle connections, kills.

  soak.py --mebe .build/release/mebe --echo .build/release/mebe-echo [--tls CERTIFICATE KEY]
          [--requests 1000000] [--attackers 2000] [--idle 10000] [--kills 1000]
          [--only growth,attacks,idle,crashes]

Prints what it measured and fails beyond the bounds. The seed repeats a run."""

import argparse
import contextlib
import random
import sys

import attacks
import crashes
import growth
import idle
import target as targets

RESIDENT_GROWTH_MAX = 16 << 20
NORMAL_P99_MAX = 0.050
IDLE_BYTES_MAX, IDLE_BYTES_MAX_TLS = 8_192, 40_960


class Soak:
    def __init__(self, arguments):
        self.arguments = arguments
        self.failures = []

    def check(self, is_good, what):
        print(("  ok    " if is_good else "  FAILED ") + what, flush=True)
        if not is_good:
            self.failures.append(what)

    def growth(self, target):
        found = growth.measure(target, self.arguments.requests, self.arguments.seed)
        is_flat = found.resident_growth <= RESIDENT_GROWTH_MAX
        self.check(found.descriptors[1] <= found.descriptors[0] and is_flat, str(found))

    def attacks(self, target):
        self.normal("nobody attacks", target)
        for kind in attacks.KINDS:
            with attacks.attacking(kind, target, self.arguments.attackers):
                self.normal(f"{self.arguments.attackers} clients: {kind}", target)

    def normal(self, name, target):
        found = attacks.latencies(target, self.arguments.seconds)
        median, p99 = (attacks.percentile(found, part) * 1_000 for part in (0.5, 0.99))
        self.check(
            p99 <= NORMAL_P99_MAX * 1_000,
            f"{name}: a normal client's median {median:.1f} ms, p99 {p99:.1f} ms, "
            f"{len(found)} requests; server {target.resident_bytes / 2 ** 20:.0f} MiB, "
            f"{target.descriptor_count} descriptors")

    def idle(self, target):
        resting, waiting = idle.measure(target, self.arguments.idle)
        bound = IDLE_BYTES_MAX_TLS if target.is_secure else IDLE_BYTES_MAX
        self.check(
            max(resting, waiting) <= bound,
            f"{self.arguments.idle} connections: {resting:.0f} octets each at rest, "
            f"{waiting:.0f} inside a head")

    def crashes(self):
        """Restarts servers of its own."""
        try:
            self.check(True, crashes.measure(
                self.arguments.mebe, self.arguments.kills, self.arguments.seed))
        except AssertionError as lost:
            self.check(False, f"a kill: {lost}")

    def run(self):
        secure = self.arguments.tls
        parts = self.arguments.only.split(",")
        flags = ["--tls-certificate", secure[0], "--tls-key", secure[1]] if secure else []
        programs = [("mebe-echo", self.arguments.echo, targets.running_echo),
                    ("mebe", self.arguments.mebe, targets.running_mebe)]
        for name, binary, start in programs:
            if not binary:
                continue
            for part in (part for part in parts if part != "crashes"):
                print(f"{name}: {part}" + (" over TLS" if secure else ""), flush=True)
                with start(binary, *flags, is_secure=bool(secure)) as target:
                    getattr(self, part)(target)
        # Neither the other program nor TLS stores anything.
        if "crashes" in parts and self.arguments.mebe and not secure:
            print("mebe: crashes", flush=True)
            self.crashes()
        return self.failures


def parsed():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mebe")
    parser.add_argument("--echo")
    parser.add_argument("--tls", nargs=2, metavar=("CERTIFICATE", "KEY"))
    parser.add_argument("--requests", type=int, default=1_000_000)
    parser.add_argument("--attackers", type=int, default=2_000)
    parser.add_argument("--idle", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=10, help="of each measured latency")
    parser.add_argument("--kills", type=int, default=1_000)
    parser.add_argument("--only", default="growth,attacks,idle,crashes")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    return parser.parse_args()


if __name__ == "__main__":
    arguments = parsed()
    targets.raise_descriptors()
    print("seed", arguments.seed, flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(1 if Soak(arguments).run() else 0)
