"""The figures as one SVG: how many times better or worse than the bar, or than what each was
compared with, is the length of a line to the right or left of a middle."""

import html
import math

from figures import Figure
from table import bar, number, verdict

ROW, TOP, HALF = 22, 56, 200
# The names stand left of the lines, the figures right of them. Of most fonts a letter is narrower.
LETTER = 7.2
# Ten times better or worse fills its half.
DECADES = 1.0

STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1b1b1b }
.title { font-size: 15px; font-weight: 600 }
.quiet { fill: #5a5a5a }
.good { fill: #1a7f4b } .bad { fill: #c2410c } .plain { fill: #7a8793 }
.axis { stroke: #8a8a8a; stroke-width: 1 } .ground { fill: #ffffff }
@media (prefers-color-scheme: dark) {
  text { fill: #ececec } .quiet { fill: #a8a8a8 }
  .good { fill: #4cc38a } .bad { fill: #ff8f5a } .plain { fill: #8b98a5 }
  .axis { stroke: #777777 } .ground { fill: #16181a }
}
"""


def advantage(figure: Figure) -> float | None:
    """Above 1 where the figure is better than its bar, or else than what it is compared with."""
    if figure.bar is not None:
        measured = figure.ratio if figure.bar.is_of_ratio else figure.value
        return ratio(measured, figure.bar.limit, not figure.bar.is_least)
    return ratio(figure.value, figure.other_value, figure.is_lower_better)


def ratio(value, reference, is_lower_better) -> float | None:
    if not value or not reference or value <= 0:
        return None
    return reference / value if is_lower_better else value / reference


def line(figure: Figure, left_edge: int, top: int) -> str:
    middle = left_edge + HALF
    parts = [f'<text x="{left_edge - 12}" y="{top + 15}" text-anchor="end">'
             f'{html.escape(figure.name)}</text>']
    times = advantage(figure)
    if times is not None:
        length = HALF * max(-1.0, min(1.0, math.log10(times) / DECADES))
        tone = "plain" if figure.bar is None else "good" if figure.is_reached else "bad"
        left = middle + min(0.0, length)
        parts.append(f'<rect class="{tone}" x="{left:.1f}" y="{top + 4}" '
                     f'width="{max(1.0, abs(length)):.1f}" height="{ROW - 8}" rx="2"/>')
    parts.append(f'<text x="{middle + HALF + 12}" y="{top + 15}">'
                 f'{html.escape(told(figure))}</text>')
    return "".join(parts)


def told(figure: Figure) -> str:
    words = f"{number(figure.value)} {figure.unit}"
    if figure.other:
        words += f" · {number(figure.ratio)} × {figure.other}"
    if figure.bar is not None:
        words += f" · bar {bar(figure)}: {verdict(figure)}"
    return words


def width_of(texts) -> int:
    return 24 + math.ceil(max(len(text) for text in texts) * LETTER)


def svg(figures: list[Figure], title: str) -> str:
    height = TOP + ROW * len(figures) + 16
    left_edge = width_of(figure.name for figure in figures)
    middle = left_edge + HALF
    width = middle + HALF + width_of(told(figure) for figure in figures)
    axis = "".join(
        f'<line class="axis" x1="{x}" x2="{x}" y1="{TOP - 6}" y2="{height - 12}"{dash}/>'
        f'<text class="quiet" x="{x}" y="{TOP - 12}" text-anchor="middle">{name}</text>'
        for x, name, dash in (
            (middle - HALF, "10 × worse", ' stroke-dasharray="2 4"'), (middle, "bar or other", ""),
            (middle + HALF, "10 × better", ' stroke-dasharray="2 4"')))
    lines = "\n".join(line(figure, left_edge, TOP + ROW * index)
                      for index, figure in enumerate(figures))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" role="img" aria-label="{html.escape(title)}">'
            f'<style>{STYLE}</style><rect class="ground" width="{width}" height="{height}"/>'
            f'<text class="title" x="12" y="22">{html.escape(title)}</text>{axis}\n{lines}</svg>\n')
