"""Links as knot tables print them: strands from above, with gaps where they pass below."""

from itertools import product
from math import cos, pi, sin
from typing import Any, Literal

import numpy as np
from matplotlib.figure import Figure

from unknot.draw._style import empty_figure, ink, styled
from unknot.errors import InputError
from unknot.links import Diagram, Link, NamedLink, diagram, pd_code, polygons

_SIZE = 3.2  # inches of the longer side
_TITLE = 0.25  # inches
_STRAND = 2.4  # points
_GAP = 5.5  # points between an under strand and the middle of the strand over it
_NEAR = 0.42  # of the way to the next crossing, at most
_FINE = 64  # steps to a unit, of rotations
_ROUNDED = 3  # times
_MOST_CORNERS = 400  # of what is rounded


@styled
def link(
    thing: Link | NamedLink | Diagram,
    *,
    colours: Literal["components", "classes", "none"] = "components",
    above: bool = False,
) -> Figure:
    """Draw a link with a gap where a strand passes below another.

    It is seen from above or, if it has fewer crossings so, from one of twelve other sides. Corners
    are rounded where that changes no crossing, which is found out exactly. A diagram, such as one
    from a planar diagram code, is drawn through its polygons, from above.

    Parameters
    ----------
    thing
        A link, one with its name (which becomes the title), or a diagram.
    colours
        One colour for each component or for each class, or the first for all.
    above
        Look from above in any case.

    Raises
    ------
    InputError
        Polygons meet, the diagram has too many crossings to be drawn, or colours are of another
        kind.

    Examples
    --------
    >>> from unknot.links import named
    >>> figure = link(named("8_19"))
    >>> figure.axes[0].get_title(), len(figure.axes[0].lines)
    ('8_19', 8)
    """
    if colours not in ("components", "classes", "none"):
        raise InputError(
            f"The colours are {colours!r}; expected 'components', 'classes' or 'none'."
        )
    found = thing.link if isinstance(thing, NamedLink) else thing
    if isinstance(found, Diagram):
        found = polygons(found)
    elif not above:
        found = _clearest(found)
    found, picture = _rounded(found)
    p, q = (float(x) for x in picture.shear)
    curves = []
    for corners in found.components:
        x, y, z = np.array(corners, float).T
        curves.append(np.stack([x + p * z, y + q * z], 1))
    every = np.concatenate(curves)
    span = np.ptp(every, axis=0)
    largest = float(span.max())
    point = largest / (_SIZE * 72)  # a printer's point, in units of the data
    figure = empty_figure(*(0.25 + _SIZE * np.maximum(span, 0.2 * largest) / largest))
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    for number, curve in enumerate(curves):
        label = {"components": number, "classes": found.classes[number], "none": 0}[colours]
        for strand in _strands(curve, number, picture, curves, point):
            axes.plot(
                *strand.T,
                color=ink(label),
                linewidth=_STRAND,
                solid_capstyle="butt",
                solid_joinstyle="round",
            )
    axes.set_aspect("equal")
    axes.margins(0.04)
    axes.axis("off")
    if isinstance(thing, NamedLink):
        axes.set_title(thing.name, y=0.0, pad=-2, va="top")
        figure.set_size_inches(figure.get_figwidth(), figure.get_figheight() + 0.25)
        axes.set_position(
            (0.0, 0.25 / figure.get_figheight(), 1.0, 1 - 0.25 / figure.get_figheight())
        )
    return figure


def _clearest(found: Link) -> Link:
    """Turn a link so that its picture has few crossings, exactly; ties go to what comes first."""
    views = [found]
    for tilt, spin in product((0.4, 0.9, 1.4), range(4)):
        turn = pi * spin / 2 + tilt
        back = np.array([[1, 0, 0], [0, cos(tilt), -sin(tilt)], [0, sin(tilt), cos(tilt)]])
        round_ = np.array([[cos(turn), -sin(turn), 0], [sin(turn), cos(turn), 0], [0, 0, 1]])
        # Nearly a rotation; of positive determinant, which is all that matters.
        rows = np.rint(_FINE * back @ round_).astype(int).tolist()
        turned: Any = tuple(
            tuple(
                tuple(sum(r * x for r, x in zip(row, corner, strict=True)) for row in rows)
                for corner in polygon
            )
            for polygon in found.components
        )
        views.append(Link(turned, found.classes))
    return min(views, key=lambda one: len(diagram(one).crossings))


def _rounded(found: Link) -> tuple[Link, Diagram]:
    """Cut the corners off as long as the crossings stay as they are (Chaikin 1974)."""
    picture = diagram(found)
    code = pd_code(picture)
    for _ in range(_ROUNDED):
        if sum(map(len, found.components)) > _MOST_CORNERS:
            break
        cut = Link(tuple(map(_cut, found.components)), found.classes)
        try:
            seen = diagram(cut)
        except InputError:
            break
        if _cyclic(seen) != _cyclic(picture) or len(pd_code(seen)) != len(code):
            break
        found, picture = cut, seen
    return found, picture


def _cut(corners: tuple[tuple[int, int, int], ...]) -> tuple[tuple[int, int, int], ...]:
    """Replace each corner by two, a quarter of its edges before and after it."""
    new: list[Any] = []
    for a, b in zip(corners, (*corners[1:], corners[0]), strict=True):
        new += [
            tuple((4 - share) * x + share * y for x, y in zip(a, b, strict=True))
            for share in (1, 3)
        ]
    return tuple(new)


def _cyclic(picture: Diagram) -> list[list[tuple[int, int, bool]]]:
    """Return what each component meets: with whom, the sign, and whether below."""
    found = []
    for walk in picture.walks:
        met = []
        for k, under in walk:
            crossing = picture.crossings[k]
            met.append((crossing.over if under else crossing.under, crossing.sign, under))
        found.append(min([met[k:] + met[:k] for k in range(len(met))] or [met]))
    return found


def _strands(
    curve: np.ndarray, number: int, picture: Diagram, curves: list[np.ndarray], point: float
) -> list[np.ndarray]:
    """Return the pieces of a closed curve between the gaps."""
    closed = np.concatenate([curve, curve[:1]])
    steps = np.linalg.norm(np.diff(closed, axis=0), axis=1)
    reached = np.append(0.0, np.cumsum(steps))
    length = reached[-1]
    met = []  # of each crossing on it: how far along, and half the gap if it passes below
    for crossing in picture.crossings:
        for component, (edge, share), under in (
            (crossing.over, crossing.at_over, False),
            (crossing.under, crossing.at_under, True),
        ):
            if component == number:
                gap = 0.0
                if under:
                    over = curves[crossing.over]
                    edge_over = crossing.at_over[0]
                    u = closed[edge + 1] - closed[edge]
                    v = over[(edge_over + 1) % len(over)] - over[edge_over]
                    sine = abs(u[0] * v[1] - u[1] * v[0]) / np.hypot(*u) / np.hypot(*v)
                    gap = _GAP * point / max(float(sine), 0.4)
                met.append((reached[edge] + float(share) * steps[edge], gap))
    met.sort()
    cuts = []
    for k, (at, gap) in enumerate(met):
        if gap:
            before = (at - met[k - 1][0]) % length or length
            after = (met[(k + 1) % len(met)][0] - at) % length or length
            cuts.append((at - min(gap, _NEAR * before), at + min(gap, _NEAR * after)))
    if not cuts:
        return [np.concatenate([closed, closed[1:2]])]  # once more round the first corner
    pieces = []
    for (_, start), (stop, _) in zip(cuts, [*cuts[1:], cuts[0]], strict=True):
        if stop <= start:
            stop += length
        inside = [
            t for t in np.concatenate([reached[:-1], reached[:-1] + length]) if start < t < stop
        ]
        places = np.array([start, *inside, stop]) % length
        pieces.append(np.stack([np.interp(places, reached, closed[:, k]) for k in (0, 1)], 1))
    return pieces
