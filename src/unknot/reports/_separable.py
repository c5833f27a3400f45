"""Where the classes become separable: straight cuts and neighbours, layer by layer."""

from collections.abc import Callable

import numpy as np

from unknot.errors import InputError
from unknot.measure import Representation, Share, linear_probe, neighbour_accuracy
from unknot.reports._section import Cell, Column, Examined, Figure, ReadOut, Section, Tell, number
from unknot.reports._svg import Series, curves

_NEIGHBOURS = 5


def _measure(examined: Examined, tell: Tell) -> Section:
    count = len(examined.layers)
    probes, votes = [], []
    for index, layer in enumerate(examined.layers):
        tell(index / count)
        probes.append(_share(examined, layer, linear_probe))
        votes.append(_share(examined, layer, neighbour_accuracy))
    columns = (
        Column(
            "probe",
            "straight cut",
            "Share of points on the right side of linear cuts that were fitted to other points "
            "(logistic regression on standardised units, of more than 256 units on the 256 "
            "directions in which they vary most; 5-fold cross-validation, at most 3,000 points).",
            "± two standard errors. The cut is regularised: a better one may exist, and this share "
            "may exceed the network's own.",
            tuple(_cell(one) for one in probes),
        ),
        Column(
            "neighbours",
            f"{_NEIGHBOURS} neighbours",
            f"Share of points for which most of their {_NEIGHBOURS} nearest other points are of "
            "their class (leave-one-out, Euclidean).",
            "± two standard errors. It depends on the units, and in many dimensions distances "
            "become alike.",
            tuple(_cell(one) for one in votes),
        ),
    )
    names = [examined.named(k).removeprefix("the ") for k in range(count)]
    values = [
        [one.mean if isinstance(one, Share) else None for one in row] for row in (probes, votes)
    ]
    figure = Figure(
        "Where the classes come apart",
        "The share of points that straight cuts, and that nearest neighbours, have right at each "
        "layer, with bars of two standard errors.",
        curves(
            [
                Series("straight cut", values[0], [_error(one) for one in probes]),
                Series(
                    f"{_NEIGHBOURS} nearest neighbours", values[1], [_error(one) for one in votes]
                ),
            ],
            names,
            percent=True,
        ),
    )
    known = any(value is not None for row in values for value in row)
    figures = (figure,) if known else ()
    return Section(columns, _sentence(examined, probes, votes), "separable", figures)


def _share(examined: Examined, layer: Representation, measure: Callable[..., Share]) -> Share | str:
    try:
        return measure(layer.places, examined.labels, seed=examined.seed)
    except InputError as why:
        return str(why)


def _error(one: Share | str) -> float | None:
    return 2 * one.error if isinstance(one, Share) else None


def _cell(one: Share | str) -> Cell:
    if isinstance(one, str):
        return Cell.of(None, one)
    spread = f"± {200 * one.error:.1f} points of a hundred, of {one.points:,} points"
    return Cell.of(one.mean, spread, "%")


def _sentence(examined: Examined, probes: list[Share | str], votes: list[Share | str]) -> str:
    known = [(depth, one) for depth, one in enumerate(probes) if isinstance(one, Share)]
    if len(set(examined.labels.tolist())) == 1:
        return "All points are of one class, so there is nothing to separate."
    if not known:
        why = str(probes[0])
        return f"Where the classes become separable was not found: {why[0].lower()}{why[1:]}"
    best = max((one for _, one in known), key=lambda one: one.mean)
    # The first that cannot be told from the best, by two standard errors.
    first, there = next(
        (depth, one)
        for depth, one in known
        if one.mean >= best.mean - 2 * max(one.error, best.error)
    )
    start = known[0][1]
    chance = float(np.bincount(examined.labels).max() / len(examined.labels))
    share = number(there.mean, "%")
    if best.mean <= chance + 2 * best.error:
        return (
            "At no layer do straight cuts tell the classes apart: the best of them has "
            f"{number(best.mean, '%')} of held-out points right, and the largest class alone is "
            f"{number(chance, '%')}."
        )
    if first == 0:
        return (
            "The classes are as separable at the input as they ever become: straight cuts have "
            f"{share} of held-out points right there already."
        )
    near = votes[0]
    apart = (
        f"; neighbours have {number(near.mean, '%')} right at the input, so the classes are apart "
        "there but not by a straight cut"
        if isinstance(near, Share) and near.mean >= best.mean - 2 * best.error
        else ""
    )
    return (
        f"The classes become separable at {examined.named(first)}: straight cuts have {share} of "
        f"held-out points right there, and {number(start.mean, '%')} at the input{apart}."
    )


READ_OUT = ReadOut("separable", "straight cuts and neighbours", _measure, ("probe", "neighbours"))
