"""The plots of a report, drawn as SVG: lines and circles with labels, in the page's own colours, and nothing to load."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, log10

from markupsafe import Markup, escape

WIDTH, HEIGHT = 340, 250
LEFT, RIGHT, TOP, BOTTOM = 44, 24, 18, 40

Show = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Frame:
    """A plotting area from 0 to ``right`` and 0 to ``top``, in the units of the figures."""

    right: float
    top: float

    def x(self, value: float) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * value / self.right, 1)

    def y(self, value: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / self.top, 1)


def coverage_risk(points: Sequence[Sequence[float]]) -> Markup:
    """Draw the share of wrong answers (up) over the share of questions answered (across), the most confident first."""
    highest = max((risk for _, risk in points), default=1.0)
    frame = Frame(1.0, max(0.2, ceil(highest * 10) / 10))
    line = " ".join(f"{frame.x(coverage)},{frame.y(risk)}" for coverage, risk in points)
    drawn = f'<polyline class="line" points="{line}"/>'
    title = "Share of wrong answers if only the most confident questions are answered"
    return _plot(
        title, frame, drawn, across="share of questions answered", up="wrong among them", show_x=as_percent, show_y=as_percent
    )


def calibration(points: Sequence[Sequence[float]]) -> Markup:
    """Draw, for each tenth of confidence, the share that was answerable (up) over the mean confidence (across)."""
    frame = Frame(1.0, 1.0)
    drawn = f'<line class="ideal" x1="{frame.x(0)}" y1="{frame.y(0)}" x2="{frame.x(1)}" y2="{frame.y(1)}"/>'
    most = max((n for _, _, n in points), default=1)
    for confidence, share, n in points:
        radius = round(3 + 7 * (n / most) ** 0.5, 1)
        label = f"confidence {confidence:.2f}: {share:.0%} of {n:.0f} answerable"
        drawn += (
            f'<circle class="dot" cx="{frame.x(confidence)}" cy="{frame.y(share)}" r="{radius}"><title>{label}</title></circle>'
        )
    title = "Share of answerable questions at each level of confidence; on the dotted line the two agree"
    return _plot(title, frame, drawn, across="confidence", up="answerable", show_x=as_percent, show_y=as_percent)


def latency(seconds: Sequence[float]) -> Markup:
    """Draw the share of questions answered (up) within so many seconds (across)."""
    ordered = sorted(seconds)
    frame = Frame(_round_up(ordered[-1] if ordered else 1.0), 1.0)
    points = [(0.0, 0.0), *((value, (k + 1) / len(ordered)) for k, value in enumerate(ordered))]
    line = " ".join(f"{frame.x(value)},{frame.y(share)}" for value, share in points)
    drawn = f'<polyline class="line" points="{line}"/>'
    title = "Share of questions answered within a time"
    return _plot(title, frame, drawn, across="milliseconds", up="answered", show_x=_milliseconds, show_y=as_percent)


def _plot(title: str, frame: Frame, drawn: str, *, across: str, up: str, show_x: Show, show_y: Show) -> Markup:
    axes = ""
    for k in range(5):
        x, y = frame.right * k / 4, frame.top * k / 4
        axes += f'<line class="grid" x1="{LEFT}" y1="{frame.y(y)}" x2="{WIDTH - RIGHT}" y2="{frame.y(y)}"/>'
        axes += f'<text class="tick" x="{LEFT - 6}" y="{frame.y(y) + 4}" text-anchor="end">{show_y(y)}</text>'
        axes += f'<text class="tick" x="{frame.x(x)}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{show_x(x)}</text>'
    names = f'<text class="axis" x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 6}" text-anchor="middle">{escape(across)}</text>'
    names += f'<text class="axis" x="{LEFT}" y="{TOP - 4}">{escape(up)}</text>'
    return Markup(f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}">{axes}{drawn}{names}</svg>')


def as_percent(value: float) -> str:
    return f"{value * 100:.0f} %"


def _milliseconds(value: float) -> str:
    return f"{value * 1000:,.0f}" if value >= 0.01 or not value else f"{value * 1000:.2g}"


def _round_up(value: float) -> float:
    """Return the next of 1, 2, 4 or 10 times a power of ten, so that quarters of it read well."""
    power = 10.0 ** ceil(log10(max(value, 1e-4)) - 1e-9)
    return next(power * part for part in (0.1, 0.2, 0.4, 1.0) if power * part >= value * 0.999)
