"""Barcodes, layer by layer: at which distances the parts and loops of classes come and go."""

from collections.abc import Sequence
from html import escape

import numpy as np

from unknot.measure import LayerTopology, Topology
from unknot.reports._section import Examined, Figure
from unknot.reports._svg import Bar, bars, ink

_CLASSES = 4  # drawn, at most
_LONGEST = 10  # bars of a class and a kind
_PANELS = 12
_KINDS = ("components", "loops")


def barcodes(found: Topology, examined: Examined) -> Figure | None:
    """Draw the bars of a few classes at every layer; None where there are none."""
    layers = found.layers
    if not layers:
        return None
    shown = _telling(layers)
    some = np.unique(np.linspace(0, len(layers) - 1, _PANELS).astype(int))
    table = [[_rows(layers[k], kind, shown) for kind in range(len(_KINDS))] for k in some.tolist()]
    counts = [max(len(rows[kind]) for rows in table) for kind in range(len(_KINDS))]
    panels = []
    for k, rows in zip(some, table, strict=True):
        layer = layers[k]
        reach = max((bar.stop for row in rows for bar in row if np.isfinite(bar.stop)), default=1.0)
        name = examined.named(layer.depth).removeprefix("the ")
        seen = _seen(layer, shown)
        drawn = bars(dict(zip(_KINDS, rows, strict=True)), counts, reach, f"{name}: {seen}")
        panels.append(f'<div class="panel">{drawn}<p><b>{escape(name)}</b> · {seen}</p></div>')
    labels = [layers[0].classes[k].label for k in shown]
    names = [escape(found.class_names[k]) for k in shown]
    legend = " ".join(
        f'<span><i style="background:{ink(label)}"></i>{name}</span>'
        for label, name in zip(labels, names, strict=True)
    )
    left = len(layers[0].classes) - len(shown)
    which = f" The {len(shown)} classes with most of them; {left} are left out." if left else ""
    return Figure(
        "Components and loops",
        "A bar lasts from the distance of points at which a part or a loop of a class is there to "
        f"that at which it is joined or filled in (Vietoris–Rips, the {_LONGEST} longest of at "
        "most 400 points). Full colour: more than noise. Each picture has a scale of its own."
        + which,
        f'<div class="legend">{legend}</div><div class="panels">{"".join(panels)}</div>',
        wide=True,
    )


def _telling(layers: Sequence[LayerTopology]) -> list[int]:
    """Return the places of the classes that have most to show, in their order."""
    first = layers[0].classes

    def much(k: int) -> tuple[int, int]:
        loops = max(sum(f.seen for f in layer.classes[k].holes[:1]) for layer in layers)
        return loops, first[k].components.known

    best = sorted(range(len(first)), key=much, reverse=True)  # stable: the first where alike
    return sorted(best[:_CLASSES])


def _rows(layer: LayerTopology, kind: int, shown: Sequence[int]) -> list[Bar]:
    found = []
    for k in shown:
        own = layer.classes[k]
        if kind >= len(own.diagram.bars):
            continue
        table = own.diagram.bars[kind]
        # Of components those that last, of loops those that last for long beside their birth.
        table = table[np.argsort(-table[:, 1], kind="stable")] if kind == 0 else table
        sure = own.features[kind].seen if kind else own.components.separate
        found += [
            Bar(float(start), float(stop), own.label, place < sure)
            for place, (start, stop) in enumerate(table[:_LONGEST])
            if stop > start
        ]
    return found


def _seen(layer: LayerTopology, shown: Sequence[int]) -> str:
    loops = [sum(f.seen for f in layer.classes[k].holes[:1]) for k in shown]
    count = sum(loops)
    return f"{count or 'no'} loop{'' if count == 1 else 's'} beyond noise"
