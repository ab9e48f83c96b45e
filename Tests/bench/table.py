"""The figures as aligned text and as CSV."""

import csv
import pathlib

from figures import Figure
from history import History
from loading import PERCENTILES

COLUMNS = ("case", "work", "value", "unit", "other", "other_value", "ratio", "bar", "reached",
           *(f"{name}_ms" for name in PERCENTILES), "change")


def number(value: float | None) -> str:
    """Three digits that count, and no more places than are there."""
    if value is None:
        return ""
    if abs(value) >= 100:
        return f"{value:,.0f}".replace(",", " ")
    if abs(value) >= 10:
        return f"{value:.1f}"
    return f"{value:.2f}" if abs(value) >= 1 else f"{value:.3g}"


def verdict(figure: Figure) -> str:
    return {None: "", True: "yes", False: "NO"}[figure.is_reached]


def bar(figure: Figure) -> str:
    if figure.bar is None:
        return ""
    return f"{figure.bar}{'' if figure.bar.is_of_ratio else ' ' + figure.unit}"


def change(figure: Figure, history: History) -> str:
    share = history.change(figure)
    if share is None:
        return ""
    return f"{share:+.0%}{' SLOWER' if history.is_slower(figure) else ''}"


def row(figure: Figure, history: History) -> list[str]:
    latencies = [number(figure.latencies.get(name)) for name in PERCENTILES]
    other = f"{figure.other} {number(figure.other_value)}" if figure.other else ""
    return [figure.name, number(figure.value), figure.unit, other, number(figure.ratio),
            bar(figure), verdict(figure), *latencies, change(figure, history)]


HEADINGS = ["case", "mebe", "", "compared with", "ratio", "bar", "reached",
            *(f"{name.replace('p999', 'p99.9')} ms" for name in PERCENTILES), "change"]
LEFT = {0, 2, 3, 5, 6, len(HEADINGS) - 1}


def text(figures: list[Figure], history: History) -> str:
    rows = [HEADINGS] + [row(figure, history) for figure in figures]
    # A column without anything in it only takes room.
    used = [index for index in range(len(HEADINGS))
            if any(cells[index] for cells in rows[1:])]
    widths = {index: max(len(cells[index]) for cells in rows) for index in used}
    return "\n".join("  ".join(
        cells[index].ljust(widths[index]) if index in LEFT else cells[index].rjust(widths[index])
        for index in used).rstrip() for cells in rows) + "\n"


def write_csv(figures: list[Figure], history: History, target: pathlib.Path) -> None:
    with open(target, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for figure in figures:
            writer.writerow([
                figure.case, figure.work, figure.value, figure.unit, figure.other,
                figure.other_value, figure.ratio, figure.bar, verdict(figure),
                *(figure.latencies.get(name) for name in PERCENTILES), history.change(figure)])
