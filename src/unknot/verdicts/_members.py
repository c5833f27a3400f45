"""Exact points of parts: what proofs of impossibility are made of."""

from typing import Any

from unknot.exact import Point
from unknot.verdicts._classes import Part

Member = tuple[Point, dict[str, Any]]  # the place, and how a certificate writes it


def members(part: Part) -> list[Member]:
    """Return exact points of a part that show how far it reaches; at most a few hundred."""
    found = dict.fromkeys(part.shape.members())
    return [(one.point, part.written() | one.written()) for one in found]
