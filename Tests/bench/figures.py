"""What a run of the benchmark finds, and what it is held against."""

import dataclasses
import statistics


@dataclasses.dataclass(frozen=True)
class Bar:
    """A limit that DESIGN.md sets, for a figure's value or for its ratio to the other's."""

    limit: float
    is_least: bool = False
    is_of_ratio: bool = False

    def is_reached(self, value: float) -> bool:
        return value >= self.limit if self.is_least else value <= self.limit

    def __str__(self) -> str:
        return f"{'≥' if self.is_least else '≤'} {self.limit:g}{' ×' if self.is_of_ratio else ''}"


@dataclasses.dataclass
class Figure:
    """One line of the table."""

    case: str
    work: str
    value: float
    unit: str
    is_lower_better: bool = True
    other: str = ""
    other_value: float | None = None
    bar: Bar | None = None
    # Latencies in milliseconds: p50, p90, p99, p999, max.
    latencies: dict[str, float] = dataclasses.field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.case}: {self.work}"

    @property
    def ratio(self) -> float | None:
        return self.value / self.other_value if self.other_value else None

    @property
    def is_reached(self) -> bool | None:
        """Nothing where there is no bar."""
        if self.bar is None:
            return None
        measured = self.ratio if self.bar.is_of_ratio else self.value
        return measured is not None and self.bar.is_reached(measured)


def middle(pairs: list[tuple[float, float]]) -> tuple[float, float]:
    """Of rounds that measured two things in turn, the one with the median ratio: what disturbs
    one of them disturbs the other too."""
    ordered = sorted(pairs, key=lambda pair: pair[0] / pair[1] if pair[1] else 0)
    return ordered[len(ordered) // 2]


def median(values) -> float:
    return statistics.median(values)
