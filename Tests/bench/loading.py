"""Runs of the load generator, `load.c`."""

import dataclasses
import json
import subprocess

PERCENTILES = ("p50", "p90", "p99", "p999", "max")


@dataclasses.dataclass
class Outcome:
    """What came of a run."""

    seconds: float
    answered: int
    statuses: dict[str, int]
    failures: int
    # Microseconds: of each kind of request, and of all reads after reports.
    latencies: list[dict[str, float]]
    reads: dict[str, float]
    octets: int
    cpu_seconds: float = 0

    @property
    def per_second(self) -> float:
        return self.answered / self.seconds

    @property
    def cpu_microseconds(self) -> float:
        return self.cpu_seconds * 1e6 / max(1, self.answered)

    def bad(self, *good: int) -> int:
        """Answers with another status than expected, and requests without an answer."""
        return self.failures + sum(
            count for status, count in self.statuses.items() if int(status) not in good)


def milliseconds(histogram: dict[str, float]) -> dict[str, float]:
    return {name: histogram[name] / 1000 for name in PERCENTILES}


class Load:
    """The program with its usual arguments; each call is a run."""

    def __init__(self, program):
        self.program = program

    def command(self, server, connections, seconds, headers=None, is_tls=False, **more):
        words = [str(self.program), "--port", str(server.port), "--connections",
                 str(connections), "--seconds", str(seconds)]
        fields = {**server.headers, "Content-Type": "application/json", **(headers or {})}
        for name, value in fields.items():
            words += ["--header", f"{name}: {value}"]
        for name, value in more.items():
            words += [f"--{name}", str(value)]
        return words + (["--tls"] if is_tls else [])

    def begin(self, server, connections, seconds, **more) -> "Running":
        return Running(self.command(server, connections, seconds, **more))

    def run(self, server, connections, seconds, **more) -> Outcome:
        before = server.cpu_seconds
        outcome = self.begin(server, connections, seconds, **more).wait()
        outcome.cpu_seconds = server.cpu_seconds - before
        return outcome


class Running:
    """A run that goes on beside something else."""

    def __init__(self, command):
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    def wait(self) -> Outcome:
        output, _ = self.process.communicate()
        if self.process.returncode:
            raise SystemExit(f"load ended with status {self.process.returncode}")
        return Outcome(**json.loads(output))

    def end(self) -> Outcome:
        self.process.terminate()
        return self.wait()
