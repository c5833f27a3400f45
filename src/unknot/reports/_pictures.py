"""The points at every layer, in the plane, with the pair that is torn furthest apart."""

from html import escape

import numpy as np

from unknot.errors import UnknotError
from unknot.measure import chosen_of
from unknot.reports._section import Examined, Figure, ReadOut, Section, Tell
from unknot.reports._svg import ink, scatter

_SHOWN = 500  # points
_PANELS = 12


def _measure(examined: Examined, tell: Tell) -> Section:
    labels = examined.labels
    chosen = chosen_of(labels, _SHOWN, examined.seed)
    pair: tuple[int, int] | None = None
    try:
        pair = examined.pairs[-1].torn.points
        chosen = np.union1d(chosen, pair)
    except UnknotError:
        pass  # a single class, or all points at one place: there is no pair to show
    first, second = (0, 0) if pair is None else np.searchsorted(chosen, pair).tolist()
    joined = None if pair is None else (first, second)
    panels = []
    depths = np.unique(np.linspace(0, len(examined.layers) - 1, _PANELS).astype(int))
    for index, depth in enumerate(depths):
        tell(index / len(depths))
        layer = examined.layers[depth]
        places, how = _plane(layer.places[chosen])
        name = examined.named(int(depth)).removeprefix("the ")
        said = f"{name}: {how}"
        panels.append(
            f'<div class="panel">{scatter(places, labels[chosen], joined, said)}'
            f"<p><b>{escape(name)}</b> · {how}</p></div>"
        )
    there = [(k, name) for k, (name, n) in enumerate(examined.data.counts.items()) if n]
    legend = " ".join(
        f'<span><i style="background:{ink(k)}"></i>{escape(name)}</span>' for k, name in there[:20]
    )
    tear = (
        ""
        if pair is None
        else " The two ringed points are the pair of different classes that is torn furthest apart."
    )
    figure = Figure(
        "The data at every layer",
        f"{len(chosen):,} points; each picture has a scale of its own.{tear}",
        f'<div class="legend">{legend}</div><div class="panels">{"".join(panels)}</div>',
        wide=True,
    )
    return Section((), "", None, (figure,), {})


def _plane(places: np.ndarray) -> tuple[np.ndarray, str]:
    """Return places in the plane, and what was done to them."""
    width = places.shape[1]
    if width == 1:
        rng = np.random.default_rng(0)
        height = 0.08 * (np.ptp(places) or 1.0)
        return np.c_[places, rng.uniform(-height, height, len(places))], "1 unit, heights random"
    if width == 2:
        return places, "2 units"
    middle = places - places.mean(axis=0)
    _, sizes, axes = np.linalg.svd(middle, full_matrices=False)
    shown = float((sizes[:2] ** 2).sum() / max((sizes**2).sum(), 1e-300))
    return middle @ axes[:2].T, f"{width:,} units, {shown:.0%} of the variance"


READ_OUT = ReadOut("pictures", "pictures of the layers", _measure)
