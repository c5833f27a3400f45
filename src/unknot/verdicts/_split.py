"""Closed polygons of space that an isotopy takes apart (THEORY T4.11): three units do, T4.3."""

from unknot.errors import InputError
from unknot.links import Link
from unknot.shapes import Polyline
from unknot.untangle import untangle
from unknot.verdicts._certificate import Certificate, accepted
from unknot.verdicts._classes import Classes

_SECONDS = 10.0  # of looking for moves


def taken_apart(classes: Classes, activation: str) -> Certificate | None:
    """Look for moves of an arc presentation that take a link apart; each class closed polygons."""
    parts = [part for label in range(len(classes)) for part in classes.parts(label)]
    polygons = [p.shape for p in parts if isinstance(p.shape, Polyline) and p.shape.closed]
    if classes.dimension != 3 or len(polygons) < len(parts):
        return None
    try:
        link = Link.of([list(one.vertices) for one in polygons], [p.label for p in parts])
        found = untangle(link, seconds=_SECONDS)
    except InputError:  # they meet, or their coordinates are too long
        return None
    if found.verdict != "split" or found.content is None:
        return None
    return accepted(
        f"{found.reason} In disjoint balls planes tell them apart, so three units a layer of "
        f"{activation} are enough at some depth. Nothing is said of how deep, nor that training "
        "finds the weights.",
        classes=classes.written(),
        claim={"kind": "some network", "width": 3, "activations": activation},
        evidence=found.content["evidence"],
    )
