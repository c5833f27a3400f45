"""Where it tears: singular values along the data, and pairs of different classes."""

import math
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np

from unknot.errors import UnknotError
from unknot.measure import (
    Contraction,
    Quantiles,
    Spectrum,
    chosen_of,
    most_points,
    spectra,
)
from unknot.reports._section import Cell, Column, Examined, Figure, ReadOut, Section, Tell, number
from unknot.reports._svg import Series, curves

_LOWER = "A maximum over these points, so a lower bound of that over all points of the classes."


def _measure(examined: Examined, tell: Tell) -> Section:
    labels = examined.labels
    chosen = chosen_of(labels, most_points(examined.network), examined.seed)
    known: tuple[Spectrum, ...] = ()
    unknown = ""
    try:
        known = spectra(examined.network, examined.data.points[chosen], seed=examined.seed)
    except UnknotError as why:
        unknown = str(why)
    tell(0.5)
    pairs: tuple[Contraction, ...] = ()
    no_pairs = ""
    try:
        pairs = examined.pairs
    except UnknotError as why:
        no_pairs = str(why)
    depths = range(1, len(examined.layers))
    by = dict(enumerate(known, start=1))

    def cells(value: Any, note: Any) -> tuple[Cell, ...]:
        start = Cell.of(1.0, "the data themselves")
        rest = (
            Cell.of(value(by[d]), note(by[d])) if d in by else Cell.of(None, unknown)
            for d in depths
        )
        return (start, *rest)

    points = f"at {len(chosen):,} of {len(labels):,} points"
    columns = (
        Column(
            "layer_stretch",
            "own σ_max",
            f"Largest singular value of this layer's own Jacobian {points}: the most it stretches.",
            _LOWER,
            cells(_own, lambda s: s.how),
        ),
        Column(
            "stretch",
            "σ_max",
            f"Largest singular value of the Jacobian of all layers so far, {points}: how much the "
            "network stretches the data's neighbourhood there.",
            _LOWER,
            cells(
                lambda s: float(s.largest.max()),
                lambda s: (
                    f"at {examined.point(int(chosen[s.largest.argmax()]))}; {_spread(s.largest)}; "
                    f"{s.how}{_above(s)}"
                ),
            ),
        ),
        Column(
            "condition",
            "condition",
            f"Largest over least stretch of the Jacobian of all layers so far, median {points}.",
            "Infinite where a layer narrows or flattens. Floating point: beyond about 1e15 it is "
            "rounding.",
            tuple(
                _far(cell)
                for cell in cells(
                    lambda s: None if s.condition is None else float(np.median(s.condition)),
                    lambda s: "not found" if s.condition is None else _spread(s.condition),
                )
            ),
        ),
        Column(
            "contraction",
            "contraction",
            "Least quotient of distances |Φa − Φb| / |a − b| over pairs of points of different "
            "classes.",
            "Over samples: an upper bound of the least over the classes they are from. At most 16 "
            "million pairs.",
            tuple(Cell.of(one.nearest.ratio, _pair(examined, one)) for one in pairs)
            or tuple(Cell.of(None, no_pairs) for _ in examined.layers),
        ),
    )
    facts: dict[str, Any] = {"points": len(chosen)}
    if known:
        facts["layers"] = [_facts(one, chosen) for one in known]
    if pairs:
        facts["pairs"] = [_pair_facts(one) for one in pairs]
    return Section(
        columns,
        _sentence(examined, known, chosen, pairs, unknown),
        "tears",
        _figures(examined, known, pairs),
        facts,
    )


def _far(cell: Cell) -> Cell:
    """Show a condition that is rounding as what is known of it."""
    rounding = isinstance(cell.value, float) and 1e15 < cell.value < math.inf
    return replace(cell, shown="> 1e15") if rounding else cell


def _own(one: Spectrum) -> float | None:
    return None if one.layer_largest is None else float(one.layer_largest.max())


def _spread(values: np.ndarray) -> str:
    found = Quantiles.of(values)
    return (
        f"a tenth of the points have at most {number(found.tenth)}, half {number(found.median)}, "
        f"nine tenths {number(found.nine_tenths)}; the most is {number(found.most)}"
    )


def _above(one: Spectrum) -> str:
    if one.above is None:
        return ""
    return (
        f", and at most {number(float(one.above.max()))} (but for a chance of 1 in 65,536 a point)"
    )


def _pair(examined: Examined, one: Contraction) -> str:
    i, j = one.nearest.points
    return (
        f"{examined.point(i)} and {examined.point(j)}: {number(one.nearest.before)} apart in the "
        f"data, {number(one.nearest.after)} here; of {one.pairs:,} pairs"
    )


def _sentence(
    examined: Examined,
    known: tuple[Spectrum, ...],
    chosen: np.ndarray,
    pairs: tuple[Contraction, ...],
    unknown: str,
) -> str:
    text = ""
    if known:
        last = known[-1].largest
        where = int(last.argmax())
        grown = [1.0, *(float(one.largest[where]) for one in known)]
        steps = [b / a if a > 0 else 0.0 for a, b in pairwise(grown)]
        worst = int(np.argmax(steps)) + 1
        median = float(np.median(last))
        against = (
            f", {number(float(last[where]) / median)} times the median"
            if median > 0 and math.isfinite(median)
            else ""
        )
        text = (
            f"It stretches most at {examined.point(int(chosen[where]))}, by "
            f"{number(float(last[where]))}{against}, most of it made by the step to "
            f"{examined.named(worst)} ({number(steps[worst - 1])} times)"
        )
        if 0 < last[where] < 1:
            text = (
                f"All layers together stretch nowhere: at {examined.point(int(chosen[where]))} "
                f"they shrink least, to {number(float(last[where]))}{against}, and there the step "
                f"to {examined.named(worst)} stretches most ({number(steps[worst - 1])} times)"
            )
        if last[where] == 0:
            text = "The network is constant near all points that were looked at"
    if pairs:
        i, j = (torn := pairs[-1].torn).points
        tear = (
            f"{examined.point(i)} and {examined.point(j)}, {number(torn.before)} apart, end "
            f"{number(torn.after)} apart, the most any pair of different classes is torn "
            f"({number(torn.ratio)} times)"
        )
        if torn.after == 0:
            tear = "no pair is torn: all points of different classes end at one place"
        elif torn.ratio < 1:
            tear = (
                f"no pair of different classes is torn: {examined.point(i)} and "
                f"{examined.point(j)}, {number(torn.before)} apart, keep {number(torn.ratio)} of "
                "their distance, the most of any"
            )
        text = f"{text}; {tear}" if text else tear[0].upper() + tear[1:]
    if not text:
        return f"Where it tears was not found: {unknown}"
    return f"{text}."


def _figures(
    examined: Examined, known: tuple[Spectrum, ...], pairs: tuple[Contraction, ...]
) -> tuple[Figure, ...]:
    names = [examined.named(k).removeprefix("the ") for k in range(len(examined.layers))]
    series = []
    if known:
        series = [
            Series("largest σ_max", [1.0, *(float(one.largest.max()) for one in known)]),
            Series("median σ_max", [1.0, *(float(np.median(one.largest)) for one in known)]),
        ]
    if pairs:
        series.append(Series("contraction", [one.nearest.ratio for one in pairs]))
    if not series:
        return ()
    return (
        Figure(
            "Stretch and contraction",
            "How much all layers so far stretch the neighbourhood of the data, and the least that "
            "is left of a distance between two classes. Steep is where it tears.",
            curves(series, names, logarithmic=True),
        ),
    )


def _facts(one: Spectrum, chosen: np.ndarray) -> dict[str, Any]:
    def spread(values: np.ndarray | None) -> Any:
        return None if values is None else vars(Quantiles.of(values))

    return {
        "largest": spread(one.largest),
        "least": spread(one.least),
        "condition": spread(one.condition),
        "layer_largest": spread(one.layer_largest),
        "layer_least": spread(one.layer_least),
        "largest_at_most": None if one.above is None else float(one.above.max()),
        "most_at_point": int(chosen[one.largest.argmax()]),
        "how": one.how,
    }


def _pair_facts(one: Contraction) -> dict[str, Any]:
    return {
        name: {"points": list(p.points), "before": p.before, "after": p.after, "ratio": p.ratio}
        for name, p in (("nearest", one.nearest), ("torn", one.torn))
    } | {"looked_at": one.pairs, "all": one.all}


READ_OUT = ReadOut(
    "stretching",
    "stretch and contraction",
    _measure,
    ("layer_stretch", "stretch", "condition", "contraction"),
)
