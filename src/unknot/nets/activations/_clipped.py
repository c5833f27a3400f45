"""x ↦ clip(slope·x + offset, low, high): ReLU, ReLU6, hard tanh, hard sigmoid."""

import math
from collections.abc import Callable

from unknot.nets.activations._activation import Activation, Array, Browser, Family, Pieces
from unknot.nets.activations._parts import xp


def clipped(
    name: str,
    low: float,
    high: float,
    line: tuple[float, float] = (1, 0),
    *,
    written: str = "x",
    exact: bool = True,
    lifts: bool = False,
    changes: Callable[[int], int] | None = None,
    rises: float = 0.0,
) -> Family:
    """Return the family of one of these.

    Parameters
    ----------
    low, high
        Where it is clipped.
    line
        Slope and offset of what is clipped, …
    written
        … and as JavaScript and GLSL write it.
    exact
        Whether these floats are the numbers that are meant.
    """
    slope, offset = line
    bounded = high < math.inf
    ends = (low, high) if bounded else (low,)

    def function(x: Array) -> Array:
        return xp(x).clip(slope * x + offset, low, high if bounded else None)

    def derivative(x: Array) -> Array:
        z = slope * x + offset
        return slope * xp(x).where((z > low) & (z < high), 1.0, 0.0).astype(x.dtype)

    flat = ((0, low), line, *([(0, high)] if bounded else []))
    clip = f"min(max({written}, {low}), {high})" if bounded else f"max({written}, {low})"
    glsl = f"clamp({written}, {low:.1f}, {high:.1f})" if bounded else f"max({written}, {low:.1f})"
    rising = f"{written} > {low}" + (f" && {written} < {high}" if bounded else "")
    return Family.of(
        Activation(
            name,
            function,
            derivative,
            "weakly",
            (low, high),
            odd=low == -high,
            turning=False,
            lifts=lifts,
            kinks=len(ends),
            pieces=Pieces(tuple((end - offset) / slope for end in ends), flat) if exact else None,
            changes=changes,
            rises=rises,
        ),
        Browser(clip, f"{rising} ? {slope} : 0", glsl=glsl),
    )
