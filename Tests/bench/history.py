"""Figures of earlier commits on this machine, so that a slower one shows."""

import csv
import datetime
import pathlib
import platform
import subprocess

from figures import Figure

COLUMNS = ("date", "commit", "cpu", "mode", "name", "value", "unit", "ratio")
# More than this against the last other commit is marked.
NOTABLE = 0.10


def commit(project: pathlib.Path) -> str:
    """With a plus where files differ from it."""
    def git(*words: str) -> str:
        return subprocess.run(
            ["git", "-C", str(project), *words], capture_output=True, text=True).stdout.strip()
    changed = git("status", "--porcelain", "--untracked-files=no", "--", "Sources", "Package.swift")
    return (git("rev-parse", "--short", "HEAD") or "unknown") + ("+" if changed else "")


def cpu() -> str:
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


class History:
    """One file, a row a figure and run."""

    def __init__(self, path: pathlib.Path, mode: str, project: pathlib.Path):
        self.path, self.mode = path, mode
        self.commit, self.cpu = commit(project), cpu()
        self.before = self.last_of_another_commit()

    def last_of_another_commit(self) -> dict[str, tuple[float, float | None]]:
        """Value and ratio of each figure."""
        if not self.path.exists():
            return {}
        with open(self.path, newline="", encoding="utf-8") as file:
            return {row["name"]: (float(row["value"]), float(row["ratio"] or 0) or None)
                    for row in csv.DictReader(file)
                    if row["commit"] != self.commit and row["cpu"] == self.cpu
                    and row["mode"] == self.mode}

    def change(self, figure: Figure) -> float | None:
        """How much more than before, as a share of it. Of a ratio where there is one: what else
        the machine does disturbs both of its sides."""
        value, ratio = self.before.get(figure.name, (None, None))
        if ratio and figure.ratio:
            return figure.ratio / ratio - 1
        return figure.value / value - 1 if value else None

    def is_slower(self, figure: Figure) -> bool:
        change = self.change(figure)
        if change is None:
            return False
        return change > NOTABLE if figure.is_lower_better else change < -NOTABLE

    def add(self, figures: list[Figure]) -> None:
        is_new = not self.path.exists()
        date = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")
        with open(self.path, "a", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            if is_new:
                writer.writerow(COLUMNS)
            for figure in figures:
                writer.writerow([date, self.commit, self.cpu, self.mode, figure.name,
                                 f"{figure.value:.6g}", figure.unit,
                                 f"{figure.ratio:.6g}" if figure.ratio else ""])
