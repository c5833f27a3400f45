"""Small figures as SVG whose colours are the page's, so that they are right in the dark too."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from unknot.reports._section import number

# A light and a dark ink for each class or series; both have 3:1 contrast on their paper.
_INKS = (
    ("#0b62c4", "#6fb1f7"),
    ("#c8321e", "#ff8a75"),
    ("#1c7a3f", "#5fce87"),
    ("#7a3fa8", "#c79bf0"),
    ("#8a6000", "#e0b44a"),
    ("#00717a", "#4ccbd4"),
    ("#b0267a", "#f487c3"),
    ("#5e4b3c", "#c9b09b"),
    ("#3d4a5c", "#a9b8cc"),
    ("#5a6800", "#c0cf55"),
)
_SHAPES = ("circle", "triangle", "square", "diamond")
_DASHES = ("", "5 3", "1.5 3", "8 3 1.5 3")

STYLE = (
    ":root { "
    + " ".join(f"--c{k}: {light};" for k, (light, _) in enumerate(_INKS))
    + " --mark: #1c2127; }\n@media screen and (prefers-color-scheme: dark) { :root { "
    + " ".join(f"--c{k}: {dark};" for k, (_, dark) in enumerate(_INKS))
    + " --mark: #f3f1ec; } }\n"
    """svg.plot { display: block; width: 100%; height: auto; font: 11px system-ui, sans-serif; }
svg.plot text { fill: var(--soft); } svg.plot .strong { fill: var(--ink); }
svg.plot .axis { stroke: var(--line); stroke-width: 1; fill: none; }
"""
)


@dataclass(frozen=True)
class Series:
    """A curve over the layers: values, half the height of their bars, and the ink of a class."""

    name: str
    values: Sequence[float | None]
    spread: Sequence[float | None] | None = None
    label: int | None = None


@dataclass(frozen=True)
class Bar:
    """A bar of a barcode: where it starts and stops (∞: never), the class, whether it is sure."""

    start: float
    stop: float
    label: int
    sure: bool


@dataclass(frozen=True)
class _Axis:
    low: float
    high: float
    logarithmic: bool

    def at(self, value: float) -> float:
        """Return where a value is, 0 (bottom) to 1."""
        if self.logarithmic:
            value = math.log10(value) if value > 0 else self.low
        return (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)

    def ticks(self) -> list[tuple[float, str]]:
        if self.logarithmic:
            first, last = math.ceil(self.low), math.floor(self.high)
            step = max(1, math.ceil((last - first) / 4))
            return [(10.0**k, number(10.0**k)) for k in range(first, last + 1, step)]
        size = 10 ** math.floor(math.log10((self.high - self.low) / 3))
        step = next(s * size for s in (1, 2, 5, 10) if (self.high - self.low) / (s * size) <= 5)
        first = math.ceil(self.low / step - 1e-9)
        last = math.floor(self.high / step + 1e-9)
        return [(k * step, f"{k * step:.10g}") for k in range(first, last + 1)]


def ink(label: int) -> str:
    """Return the CSS colour of a class."""
    return f"var(--c{label % len(_INKS)})"


def curves(
    series: Sequence[Series],
    names: Sequence[str],
    *,
    percent: bool = False,
    logarithmic: bool = False,
    zero: bool = False,
) -> str:
    """Return curves over layers, with a legend and, on hover, every number.

    Parameters
    ----------
    series
        Values may be None (not known) or infinite (drawn at the edge).
    names
        Of the layers.
    percent, logarithmic, zero
        Shares; powers of ten; a line at 0.
    """
    width, left, right, top = 460, 46, 14, 12
    height, rows = 190, math.ceil(len(series) / 2)
    whole = top + height + 52 + 16 * rows
    axis = _axis(series, percent, logarithmic, zero)
    count = len(names)

    def x(k: int) -> float:
        return left + 10 + (width - left - right - 20) * (k / max(count - 1, 1))

    def y(value: float) -> float:
        return top + height * (1 - axis.at(value))

    parts = []
    for value, text in axis.ticks():
        shown = f"{100 * value:.4g} %" if percent else text
        parts.append(
            f'<path class="axis" d="M{left} {y(value):.1f}H{width - right}"/>'
            f'<text x="{left - 6}" y="{y(value) + 4:.1f}" text-anchor="end">{shown}</text>'
        )
    every = max(1, math.ceil(count / 8))
    for k, name in enumerate(names):
        if k % every == 0 or k == count - 1:
            short = name if name in ("input", "scores") else str(k)
            parts.append(
                f'<text x="{x(k):.1f}" y="{top + height + 18}" text-anchor="middle">'
                f"{escape(short)}<title>{escape(name)}</title></text>"
            )
    middle = (left + width - right) / 2
    parts.append(f'<text x="{middle}" y="{top + height + 34}" text-anchor="middle">layer</text>')
    for index, one in enumerate(series):
        colour = ink(index if one.label is None else one.label)
        parts.append(_curve(one, index, colour, names, x, y, percent))
        column, row = index % 2, index // 2
        at = left + 10 + column * (width - left) // 2
        below = top + height + 52 + 16 * row
        dash = _DASHES[index % len(_DASHES)]
        parts.append(
            f'<path d="M{at} {below - 4}h22" stroke="{colour}" stroke-width="2" fill="none" '
            f'stroke-dasharray="{dash}"/>{_marker(index, at + 11, below - 4, colour)}'
            f'<text class="strong" x="{at + 28}" y="{below}">{escape(_cut(one.name, 26))}</text>'
        )
    said = "; ".join(
        f"{one.name}: " + ", ".join(number(v, "%" if percent else "") for v in one.values)
        for one in series
    )
    return _svg(width, whole, said, "".join(parts))


def _axis(series: Sequence[Series], percent: bool, logarithmic: bool, zero: bool) -> _Axis:
    flat = [v for one in series for v in one.values if v is not None and math.isfinite(v)]
    if logarithmic:
        logs = [math.log10(v) for v in flat if v > 0] or [0.0]
        low, high = math.floor(min(logs) - 0.02), math.ceil(max(logs) + 0.02)
        return _Axis(low, max(high, low + 1), True)
    low, high = min(flat, default=0.0), max(flat, default=1.0)
    if percent:
        low = math.floor(10 * min(low, 0.95)) / 10
        return _Axis(low, 1.0, False)
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    room = 0.06 * (high - low) or 1.0
    return _Axis(low - room, high + room, False)


def _curve(one, index, colour, names, x, y, percent) -> str:
    parts, pen = [], ""
    for k, value in enumerate(one.values):
        if value is None or math.isnan(value):
            pen += " "
            continue
        pen += f"{'L' if pen and not pen.endswith(' ') else 'M'}{x(k):.1f} {y(value):.1f}"
        spread = one.spread[k] if one.spread is not None else None
        if spread:
            parts.append(
                f'<path d="M{x(k):.1f} {y(value - spread):.1f}V{y(value + spread):.1f}" '
                f'stroke="{colour}" stroke-width="1.2" opacity=".7"/>'
            )
        shown = number(value, "%" if percent else "")
        parts.append(_marker(index, x(k), y(value), colour, f"{one.name}, {names[k]}: {shown}"))
    dash = _DASHES[index % len(_DASHES)]
    return (
        f'<path d="{pen.strip()}" stroke="{colour}" stroke-width="2" fill="none" '
        f'stroke-dasharray="{dash}"/>' + "".join(parts)
    )


def _marker(index: int, x: float, y: float, colour: str, title: str = "", size: float = 4) -> str:
    shape = _SHAPES[index % len(_SHAPES)]
    said = f"<title>{escape(title)}</title>" if title else ""
    if shape == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size}" fill="{colour}">{said}</circle>'
    path = {
        "triangle": f"M{x:.1f} {y - 1.2 * size:.1f}l{1.1 * size:.1f} {2 * size:.1f}"
        f"h{-2.2 * size:.1f}z",
        "square": f"M{x - size:.1f} {y - size:.1f}h{2 * size}v{2 * size}h{-2 * size}z",
        "diamond": f"M{x:.1f} {y - 1.3 * size:.1f}l{1.3 * size:.1f} {1.3 * size:.1f}"
        f"l{-1.3 * size:.1f} {1.3 * size:.1f}l{-1.3 * size:.1f} {-1.3 * size:.1f}z",
    }[shape]
    return f'<path d="{path}" fill="{colour}">{said}</path>'


def matrix(values: np.ndarray, names: Sequence[str]) -> str:
    """Return a table of numbers in [0, 1] as squares, darker for more; each says its number."""
    count = len(values)
    left, top, width = 62, 12, 460
    size = min(46.0, (width - left - 14) / count)
    flat = size >= 40  # whether the names fit under their squares
    whole = top + size * count + (24 if flat else 50)
    parts = []
    every = max(1, math.ceil(14 / size))
    for i in range(count):
        if i % every == 0 or i == count - 1:
            short = names[i] if names[i] in ("input", "scores") else str(i)
            x, y = left + size * (i + 0.5), top + size * count + 16
            # Numbers stand; words that are wider than a square lean.
            lean = (
                "" if flat or short.isdigit() else f' transform="rotate(-50 {x:.1f} {y - 6:.1f})"'
            )
            said = f"{escape(short)}<title>{escape(names[i])}</title></text>"
            parts.append(
                f'<text x="{left - 6}" y="{top + size * (i + 0.5) + 4:.1f}" text-anchor="end">'
                f'{said}<text x="{x + (4 if lean else 0):.1f}" y="{y:.1f}" '
                f'text-anchor="{"end" if lean else "middle"}"{lean}>{said}'
            )
        for j in range(count):
            value = values[i, j]
            shown = 0.0 if math.isnan(value) else min(max(float(value), 0.0), 1.0)
            said = f"{escape(names[i])} and {escape(names[j])}: {number(float(value))}"
            parts.append(
                f'<rect x="{left + size * j:.1f}" y="{top + size * i:.1f}" width="{size - 1:.1f}" '
                f'height="{size - 1:.1f}" fill="var(--c0)" '
                f'fill-opacity="{0.06 + 0.94 * shown:.2f}"><title>{said}</title></rect>'
            )
            if size >= 26 and not math.isnan(value):
                over = "var(--card)" if shown > 0.55 else "var(--ink)"
                parts.append(
                    f'<text x="{left + size * (j + 0.5) - 0.5:.1f}" '
                    f'y="{top + size * (i + 0.5) + 3.5:.1f}" text-anchor="middle" '
                    f'style="fill:{over}" pointer-events="none">{shown:.2f}</text>'
                )
    return _svg(width, whole, "Likeness of every two layers", "".join(parts))


def bars(rows: Mapping[str, Sequence[Bar]], counts: Sequence[int], reach: float, said: str) -> str:
    """Return barcodes one below the other, to one scale from 0 to ``reach``.

    Parameters
    ----------
    rows
        By their names; bars that never stop end in an arrow.
    counts
        For how many bars each has room.
    reach
        The right end of the scale.
    said
        For those who cannot see it.
    """
    side, left, top, step = 170, 4, 14, 4
    right = side - 12
    parts, y = [], float(top)
    for (name, some), count in zip(rows.items(), counts, strict=True):
        below = y + step * count
        parts.append(
            f'<text x="{left}" y="{y - 4:.1f}">{escape(name)}{"" if some else ": –"}</text>'
        )
        for bar in some:
            y += step
            ends = [left + (right - left) * min(v / reach, 1.0) for v in (bar.start, bar.stop)]
            way = f"M{ends[0]:.1f} {y:.1f}H{ends[1]:.1f}"
            if math.isinf(bar.stop):
                way += "l6 0m-3 -2.2l3 2.2l-3 2.2"
            look = 'stroke-width="3"' if bar.sure else 'stroke-width="1.6" opacity=".45"'
            parts.append(f'<path d="{way}" stroke="{ink(bar.label)}" fill="none" {look}/>')
        y = below + 24
    y -= 14
    parts.append(
        f'<path class="axis" d="M{left} {y:.1f}H{right}"/>'
        f'<text x="{left}" y="{y + 14:.1f}">0</text>'
        f'<text x="{right}" y="{y + 14:.1f}" text-anchor="end">{number(reach)}</text>'
    )
    return _svg(side, y + 20, said, "".join(parts))


def scatter(
    places: np.ndarray,
    labels: np.ndarray,
    joined: tuple[int, int] | None = None,
    said: str = "",
) -> str:
    """Return points in the plane in the colours of their classes, two of them joined.

    Parameters
    ----------
    places
        (n, 2); they fill the picture, with one scale for both axes.
    labels
        (n,).
    joined
        Two indices that are ringed and joined.
    said
        For those who cannot see it.
    """
    side, edge = 200, 10
    middle = (places.max(axis=0) + places.min(axis=0)) / 2
    half = float((places.max(axis=0) - places.min(axis=0)).max()) / 2 or 1.0
    at = side / 2 + (places - middle) * np.array([1, -1]) / half * (side / 2 - edge)
    parts = []
    for kind in np.unique(labels):
        dots = "".join(f"M{x:.1f} {y:.1f}h0" for x, y in at[labels == kind])
        parts.append(
            f'<path d="{dots}" stroke="{ink(int(kind))}" stroke-width="3.6" '
            'stroke-linecap="round" opacity=".75"/>'
        )
    if joined is not None:
        (ax, ay), (bx, by) = at[joined[0]], at[joined[1]]
        parts.append(
            f'<path d="M{ax:.1f} {ay:.1f}L{bx:.1f} {by:.1f}" stroke="var(--mark)" '
            'stroke-width="1.2"/>'
        )
        parts += [
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="none" stroke="var(--mark)" '
            'stroke-width="1.6"/>'
            for x, y in ((ax, ay), (bx, by))
        ]
    return _svg(side, side, said, "".join(parts))


def _svg(width: float, height: float, said: str, inside: str) -> str:
    return (
        f'<svg class="plot" viewBox="0 0 {width:.0f} {height:.0f}" role="img" '
        f'aria-label="{escape(said, quote=True)}">{inside}</svg>'
    )


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
