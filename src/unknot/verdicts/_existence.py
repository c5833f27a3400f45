"""Weights exist at some depth (THEORY T4.2c, T4.7, T4.8, T4.11); none are given."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np
from scipy.spatial import KDTree

from unknot import checker
from unknot.exact import number, numbers
from unknot.nets import activation as find_activation
from unknot.verdicts._above import one_above_the_other
from unknot.verdicts._cells import cuts_apart, rounded
from unknot.verdicts._certificate import Certificate, accepted, first_found
from unknot.verdicts._classes import Classes
from unknot.verdicts._extremes import parting_normal
from unknot.verdicts._flat import classes_flat
from unknot.verdicts._gathered import drawn_together
from unknot.verdicts._projection import in_a_projection
from unknot.verdicts._split import taken_apart
from unknot.verdicts._strips import by_strips
from unknot.verdicts._ways import ways_out

_SAMPLES = 3000
_MOST_CELLS = 4_000_000
_DIRECTIONS = 600


def exists(classes: Classes, width: int, activation: str) -> Certificate | None:
    """Prove that some depth of layers of ``width`` units suffices, if a theorem says so."""
    if width >= 2 and classes.finite:
        return finitely_many(classes, width, activation)
    found = parallel_planes(classes, width, activation)
    if found is not None:
        return found
    flat = classes_flat(classes)
    if flat is not None:
        return flat.lifted(exists(flat.classes, width, activation), classes)
    return first_found(
        lambda: _as_it_is(classes, width, activation),
        # That images are apart is enough for one unit more; in R^width they must come apart.
        *(
            lambda size=size: in_a_projection(
                classes, size, lambda image: _as_it_is(image, width, activation)
            )
            for size in (width - 1, width)
        ),
    )


def _as_it_is(classes: Classes, width: int, activation: str) -> Certificate | None:
    """Prove it of classes in the space that they are in, whatever flat they lie in."""
    n, sigma = classes.dimension, find_activation(activation)
    if n == 2 and width == 2 and sigma.turning:
        found = first_found(
            lambda: ways_out(classes, activation),
            lambda: by_strips(classes, activation),
            lambda: in_the_plane(classes, activation),
        )
        if found is not None:
            return found
    if n == 3 and width == 3 and sigma.turning:
        found = one_over_the_other(classes, activation)
        if found is not None:
            return found
    if width == n >= 3 and sigma.turning:
        found = one_above_the_other(classes, activation)
        if found is not None:
            return found
    if width == n and sigma.turning:
        found = first_found(
            lambda: drawn_together(classes, activation), lambda: taken_apart(classes, activation)
        )
        if found is not None:
            return found
    if width > n and sigma.lifts:
        return one_more_unit(classes, width, activation)
    if sigma.lifts and width >= (enough_if_thin(classes) or width + 1):
        return in_general_position(classes, width, activation)
    return None


def parallel_planes(classes: Classes, width: int, activation: str) -> Certificate | None:
    """Look for a direction along which the classes come one after the other (T4.2a)."""
    normal = parting_normal(classes)
    if normal is None:
        return None
    return accepted(
        "Parallel planes lie between the classes, so one unit a layer is enough, at any depth.",
        facts={"normal": normal},
        classes=classes.written(),
        claim={"kind": "some network", "width": width, "activations": activation},
        evidence={"kind": "plane", "normal": numbers(normal)},
    )


def finitely_many(classes: Classes, width: int, activation: str) -> Certificate | None:
    """Show that the classes are finite and disjoint: then two units are enough (T4.7, T8.1)."""
    if not find_activation(activation).turning:
        return None
    return accepted(
        f"The classes are finitely many points, which are no obstruction: {width} units a "
        "layer are enough at some depth. Nothing is said of how deep, nor of training.",
        classes=classes.written(),
        claim={"kind": "some network", "width": width, "activations": activation},
        evidence={"kind": "finite"},
    )


def in_the_plane(classes: Classes, activation: str) -> Certificate | None:
    """Try to show with a grid that no class encloses a point of another (T4.8)."""
    gap = _gap(classes)
    lower, upper = (np.array(x) for x in _bounds(classes))
    for share in (3.0, 6.0, 12.0):
        size = rounded(gap / share)
        if size <= 0 or ((upper - lower) / size + 6).prod() > _MOST_CELLS:
            return None
        first = np.floor(lower / size) - 2
        counts = np.ceil(upper / size) + 2 - first
        found = accepted(
            "No class encloses a point of another, so the plane can be unwound: two units a layer "
            f"of {activation} are enough at some depth. Nothing is said of how deep, nor that "
            "training finds the weights.",
            facts={"cell": size},
            classes=classes.written(),
            claim={"kind": "some network", "width": 2, "activations": activation},
            evidence={
                "kind": "grid",
                "lower": numbers((first * size).tolist()),
                "size": number(size),
                "counts": [int(c) for c in counts],
            },
        )
        if found is not None:
            return found
    return None


def one_more_unit(classes: Classes, width: int, activation: str) -> Certificate | None:
    """Show that the classes are disjoint: then n + 1 units are enough (T4.2c)."""
    return _disjoint(
        classes,
        width,
        activation,
        "apart",
        f"The classes are disjoint, so {classes.dimension + 1} units a layer are enough at some "
        "depth: one more than the dimension lifts one class off the other.",
    )


def in_general_position(classes: Classes, width: int, activation: str) -> Certificate | None:
    """Show that thin classes are disjoint: a projection keeps them so (T4.7)."""
    enough = enough_if_thin(classes)
    if enough is None:
        return None
    return _disjoint(
        classes,
        width,
        activation,
        "general position",
        f"The classes are disjoint, and so thin that a projection to {enough - 1} dimensions keeps "
        f"them so: {enough} units a layer are enough at some depth.",
    )


def enough_if_thin(classes: Classes) -> int | None:
    """Return p + q + 2 for the two largest dimensions of classes; None if a set is unknown."""
    if classes.exact is None:
        return None
    p, q = sorted(max(map(checker.set_dimension, sets)) for sets in classes.exact)[-2:]
    return p + q + 2


def _disjoint(
    classes: Classes, width: int, activation: str, kind: str, reason: str
) -> Certificate | None:
    gap, n = _gap(classes), classes.dimension
    for share in (2.0, 4.0, 8.0):
        size = rounded(gap / share / n**0.5)
        if size <= 0:
            return None
        parts = {
            "classes": classes.written(),
            "claim": {"kind": "some network", "width": width, "activations": activation},
            "evidence": {"kind": kind, "size": number(size)},
        }
        try:
            cuts = cuts_apart(parts, size)
        except checker.Refused:
            return None
        if cuts is None:
            continue
        parts["evidence"] |= {"cuts": cuts}
        found = accepted(
            f"{reason} Nothing is said of how deep, nor that training finds the weights.",
            facts={"cell": size},
            **parts,
        )
        if found is not None:
            return found
    return None


def one_over_the_other(classes: Classes, activation: str) -> Certificate | None:
    """Look for a direction in which one of two polygonal classes lies over the other (T4.7)."""
    if len(classes) != 2 or classes.dimension != 3:
        return None
    first, second = (_edges(classes, label) for label in (0, 1))
    if first is None or second is None:
        return None
    for direction in _over(first, second):
        found = accepted(
            f"Seen along ({', '.join(map(str, direction))}), {classes.names[0]} lies over "
            f"{classes.names[1]} wherever they cross, so lifting parts them: three units a layer "
            "are enough at some depth. Nothing is said of how deep, nor that training finds the "
            "weights.",
            facts={"direction": list(direction)},
            classes=classes.written(),
            claim={"kind": "some network", "width": 3, "activations": activation},
            evidence={"kind": "over", "direction": list(direction)},
        )
        if found is not None:
            return found
    return None


def _bounds(classes: Classes) -> tuple[np.ndarray, np.ndarray]:
    lowers, uppers = zip(*(s.bounds() for s in classes.sets), strict=True)
    return np.min(lowers, axis=0), np.max(uppers, axis=0)


def _gap(classes: Classes) -> float:
    """Estimate the least distance between two classes, in floats."""
    trees = [KDTree(s.sample(_SAMPLES, 0)) for s in classes.sets]
    return min(float(one.query(two.data)[0].min()) for one, two in combinations(trees, 2))


def _edges(classes: Classes, label: int) -> tuple[np.ndarray, np.ndarray] | None:
    pieces = [part.shape.segments() for part in classes.parts(label)]
    known = [piece for piece in pieces if piece is not None]
    if len(known) < len(pieces):
        return None
    starts, ends = zip(*known, strict=True)
    return np.concatenate(starts), np.concatenate(ends)


def _over(first: tuple, second: tuple) -> Iterator[tuple[int, int, int]]:
    """Give whole-numbered directions along which the first seems to lie over the second."""
    k = np.arange(_DIRECTIONS) + 0.5
    height = 1 - 2 * k / _DIRECTIONS
    angle, across = np.pi * (1 + 5**0.5) * k, np.sqrt(1 - height**2)
    sphere = np.stack([across * np.cos(angle), across * np.sin(angle), height], axis=1)
    for direction in np.rint(sphere * 50).astype(int):
        if _lies_over(first, second, direction / np.linalg.norm(direction)):
            x, y, z = (direction // np.gcd.reduce(direction)).tolist()
            yield x, y, z


def _lies_over(first: tuple, second: tuple, direction: np.ndarray) -> bool:
    across = np.linalg.svd(direction[None])[2]
    frame = np.stack([across[1], across[2], direction])
    (p, q), (r, s) = ((a @ frame.T, b @ frame.T) for a, b in (first, second))
    d, e, f = q - p, s - r, r[None] - p[:, None]
    turn = d[:, None, 0] * e[None, :, 1] - d[:, None, 1] * e[None, :, 0]
    with np.errstate(all="ignore"):
        t = (f[..., 0] * e[None, :, 1] - f[..., 1] * e[None, :, 0]) / turn
        u = (f[..., 0] * d[:, None, 1] - f[..., 1] * d[:, None, 0]) / turn
    cross = (turn != 0) & (t >= -1e-9) & (t <= 1 + 1e-9) & (u >= -1e-9) & (u <= 1 + 1e-9)
    i, j = np.nonzero(cross)
    high = p[i, 2] + t[i, j] * d[i, 2]
    low = r[j, 2] + u[i, j] * e[j, 2]
    return bool((high > low).all())
