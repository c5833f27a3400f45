"""Whether topology changed or only looks so: components, holes and dimension, class by class."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from unknot.measure import LayerTopology, Topology, Walked, topology
from unknot.nets import Network
from unknot.reports._barcodes import barcodes
from unknot.reports._section import Cell, Column, Examined, ReadOut, Section, Tell
from unknot.reports._status import said_of_layers
from unknot.topology import Asked, Features

_MOST = 3000  # points of all classes together, about, that stand for them
_NAMED = 3  # classes, at most, of which each is told by itself


def _measure(examined: Examined, tell: Tell) -> Section:
    data = examined.data
    classes = sum(count > 0 for count in data.counts.values())
    # Points are only added where the model can be asked about others.
    asked_about_others = isinstance(examined.network, Network)
    found = topology(
        examined.network,
        data,
        Asked(points=max(100, min(1000, _MOST // max(classes, 1))), hops=False, seed=examined.seed),
        refine=asked_about_others,
        on_progress=lambda how: tell(_share(how)),
    )
    seen = {layer.depth: layer for layer in found.layers}
    depths = range(len(examined.layers))
    names = dict(enumerate(found.class_names))

    def features(kind: int) -> tuple[Cell, ...]:
        cells = []
        for depth in depths:
            if depth not in seen:
                cells.append(Cell(None, "–", "it was interrupted"))
                continue
            each = [own.features[kind] for own in seen[depth].classes]
            notes = [f"{names.get(k, k)}: {one.summary()}" for k, one in enumerate(each)]
            notes.append(f"{seen[depth].permits}: {seen[depth].why}")
            cells.append(Cell(_word(each), _shown(each), "; ".join(notes)))
        return tuple(cells)

    columns = (
        Column(
            "components",
            "components",
            "What became of the components that the classes have at the input: separate, merged "
            "(two points of different ones meet), or unresolved.",
            "Unresolved says that these samples lie too thin to tell, not that anything merged; "
            "where all layers are one-to-one nothing can. At the input the sample decides, or the "
            "shapes that the data are drawn from.",
            features(0),
        ),
        Column(
            "holes",
            "holes",
            "What became of the holes (loops) that the classes have at the input, by persistence "
            "of at most 400 landmarks a class.",
            "Significant at the level 0.05 by the universal distribution of Bobrowski and Skraba "
            "(2023); an estimate, not a proof.",
            features(1),
        ),
        Column(
            "dimension",
            "dimension",
            "Intrinsic dimension: the middle one of three estimates (TwoNN, Facco et al. 2017; "
            "MLE, Levina and Bickel 2004; local PCA), median of the classes.",
            "Each is fooled in its own way (noise, even spacing, curvature); all three are given.",
            tuple(_dimension(seen.get(depth), names) for depth in depths),
        ),
    )
    columns += (
        Column(
            "enclosed",
            "enclosed",
            "Share of the points of a class that the other classes enclose (every way out meets a "
            "ball of some radius about one of them that does not hold the point); of the class of "
            "which they enclose most.",
            "Of layers of at most 3 units; of samples, so at some scale only. Monotone layers that "
            "are no wider cannot let an enclosed class out (T4.4).",
            tuple(_enclosed(seen.get(depth), names) for depth in depths),
            optional=True,
        ),
        Column(
            "linked",
            "linked",
            "How many pairs of loops, one of each of the first two classes, are linked: their "
            "linking number, exact of these polygons, is not 0.",
            "Of points and layers in space; loops are those that the input's sample shows.",
            tuple(_linked(seen.get(depth)) for depth in depths),
            optional=True,
        ),
    )
    sentence = f"{said_of_layers(examined)} {_counted(found, examined)}"
    figure = barcodes(found, examined)
    return Section(
        columns, sentence, "topology", () if figure is None else (figure,), _facts(found)
    )


def _enclosed(layer: LayerTopology | None, names: dict[int, str]) -> Cell:
    each = [] if layer is None else [own.enclosed for own in layer.classes]
    known = [(one.share, k, one) for k, one in enumerate(each) if one is not None]
    if not known:
        return Cell.of(None, "more than 3 units")
    most, which, _ = max(known, key=lambda one: one[0])
    note = "; ".join(f"{names.get(k, k)}: {one.summary()}" for _, k, one in known[:6])
    shown = f"{100 * most:.0f} % of {names.get(which, which)}" if most else "0 %"
    return Cell(most, shown, note)


def _linked(layer: LayerTopology | None) -> Cell:
    table = None if layer is None else layer.linking
    if table is None or not any(table):
        return Cell.of(None, "no loops of two classes in space")
    numbers = [one for row in table for one in row]
    some = sum(one != 0 for one in numbers)
    rows = "; ".join(" ".join(f"{one:d}" for one in row) for row in table[:9])
    return Cell(some, f"{some} of {len(numbers)}", f"linking numbers: {rows}")


def _share(how: Walked) -> float:
    return how.done / max(how.of, 1)


def _word(each: Sequence[Features]) -> str:
    words = {one.verdict for one in each if one.known}
    return next((w for w in ("merged", "unresolved", "separate") if w in words), "none")


def _shown(each: Sequence[Features]) -> str:
    known = sum(one.known for one in each)
    if not known:
        return "none"
    parts = [(sum(one.merged for one in each), "merged")]
    parts.append((sum(one.unresolved for one in each), "unresolved"))
    said = [f"{count} {word}" for count, word in parts if count]
    if not said and max(one.known for one in each) == 1:
        return "1 each" if known == len(each) else f"{known}"
    return f"{known}: {', '.join(said)}" if said else f"{known} apart"


def _dimension(layer: Any, names: dict[int, str]) -> Cell:
    own = [] if layer is None else [c for c in layer.classes if c.dimension is not None]
    values = [c.dimension.median for c in own]
    known = [v for v in values if np.isfinite(v)]
    if not known:
        return Cell.of(None, "too few points")
    note = "; ".join(f"{names.get(c.label, c.label)}: {c.dimension.summary()}" for c in own[:6])
    return Cell.of(float(np.median(known)), note)


def _counted(found: Topology, examined: Examined) -> str:
    """Say of the components and the holes what became of them in the last hidden layer."""
    # In the scores, where a line is all there is, what is filled in says nothing.
    hidden = [one for one in found.layers if examined.layers[one.depth].name != "scores"]
    said = [text for kind in (0, 1) if (text := _of_kind(found, hidden, examined, kind))]
    if found.interrupted:
        said.append(f"Later layers than {found.layers[-1].depth} were not looked at.")
    return " ".join(said)


def _of_kind(
    found: Topology, hidden: Sequence[LayerTopology], examined: Examined, kind: int
) -> str:
    last = [own.features[kind] for own in hidden[-1].classes]
    known = sum(one.known for one in last)
    if not known:
        return ""
    if kind == 0 and max(one.known for one in last) == 1:
        return f"{'Each' if len(last) > 1 else 'The'} class is one piece."
    name = ("component", "hole")[kind] + "s" * (known > 1)
    of = ""
    if len(last) <= _NAMED:
        each = zip(found.class_names, last, strict=False)
        of = f" ({', '.join(f'{one.known} of {name}' for name, one in each if one.known)})"
    parts = []
    if apart := sum(one.separate for one in last):
        parts.append(f"{apart} still {('apart', 'there')[kind]}")
    if merged := sum(one.merged for one in last):
        first = next(
            layer.depth
            for layer in hidden
            if any(own.features[kind].merged for own in layer.classes)
        )
        parts.append(f"{merged} {('merged', 'filled in')[kind]}, first at {examined.named(first)}")
    if open_ := sum(one.unresolved for one in last):
        parts.append(f"{open_} unresolved by this sampling")
    return (
        f"Of {known} {name} of the classes{of}, at {examined.named(hidden[-1].depth)}: "
        f"{'; '.join(parts)}."
    )


def _facts(found: Topology) -> dict[str, Any]:
    def of(one: Features) -> dict[str, Any]:
        return {
            "known": one.known,
            "seen": one.seen,
            "separate": one.separate,
            "merged": one.merged,
            "unresolved": one.unresolved,
            "resolution": one.resolution,
            "glued": None if one.glued is None else one.glued.summary(),
        }

    return {
        "classes": list(found.class_names),
        "points": list(found.points),
        "covers": list(found.covers),
        "layers": [
            {
                "depth": layer.depth,
                "permits": layer.permits,
                "why": layer.why,
                "linking": layer.linking,
                "classes": [[of(one) for one in own.features] for own in layer.classes],
            }
            for layer in found.layers
        ],
    }


READ_OUT = ReadOut(
    "topology",
    "components, holes, dimension",
    _measure,
    ("components", "holes", "dimension", "enclosed", "linked"),
)
