"""One class over the other along a direction, with planes between solids (THEORY T4.7)."""

from collections.abc import Iterator, Sequence

import numpy as np
from scipy.optimize import nnls

from unknot import checker
from unknot.verdicts._certificate import Certificate, accepted
from unknot.verdicts._classes import Classes
from unknot.verdicts._near import Floats

_MOST_PAIRS = 20_000
_DIRECTIONS = 60
_FINE = 2.0**20
_ROOM = 1e-9

Body = tuple[Floats, float]  # corners (m, n) of a convex hull, and a radius


def one_above_the_other(classes: Classes, activation: str) -> Certificate | None:
    """Look for a direction along which one of two classes is nowhere under the other."""
    if len(classes) != 2 or classes.exact is None:
        return None
    try:
        sides = [[_body(b) for one in side for b in checker.bodies(one)] for side in classes.exact]
    except checker.Refused:
        return None
    if len(sides[0]) * len(sides[1]) > _MOST_PAIRS:
        return None
    for direction in _directions(classes.dimension):
        normals = _normals(sides[0], sides[1], direction)
        if normals is None:
            continue
        found = accepted(
            f"Seen along ({', '.join(map(str, direction))}), {classes.names[0]} is nowhere under "
            f"{classes.names[1]}, so lifting parts them: {classes.dimension} units a layer are "
            "enough at some depth. Nothing is said of how deep, nor that training finds the "
            "weights.",
            facts={"direction": direction},
            classes=classes.written(),
            claim={
                "kind": "some network",
                "width": classes.dimension,
                "activations": activation,
            },
            evidence={"kind": "above", "direction": direction, "normals": normals},
        )
        if found is not None:
            return found
    return None


def _body(found: checker.Body) -> Body:
    return np.array([[float(v) for v in x] for x in found.corners]), float(found.radius)


def _directions(n: int) -> Iterator[list[int]]:
    """Give whole-numbered directions: along the axes first."""
    for axis in range(n):
        for sign in (1, -1):
            yield [sign * (k == axis) for k in range(n)]
    wild = np.random.default_rng(0).normal(size=(_DIRECTIONS, n))
    for one in np.rint(5 * wild / np.linalg.norm(wild, axis=1, keepdims=True)).astype(int):
        yield one.tolist()


def _normals(
    upper: Sequence[Body], lower: Sequence[Body], direction: list[int]
) -> list[list[int]] | None:
    """Return normals, none of which points down, one of which parts each two bodies; or None."""
    normals: list[list[int]] = []
    v = np.array(direction)
    for p in upper:
        for q in lower:
            if any(_parts(np.array(w, float), p, q) for w in normals):
                continue
            w = _normal(p, q, v)
            if w is None:
                return None
            normals.append(w)
    return normals


def normal_between(p: Body, q: Body) -> list[int] | None:
    """Return whole numbers along which two bodies are apart, if they are."""
    return _normal(p, q, np.zeros(p[0].shape[1], int))


def _normal(p: Body, q: Body, v: np.ndarray) -> list[int] | None:
    """Return the way from one body and all above it to the other, where they do not meet."""
    # The least |Σλᵢpᵢ − Σμⱼqⱼ + t·v|, all shares ≥ 0, Σλ = Σμ = 1 by heavy rows.
    (a, _), (b, _) = p, q
    size = float(np.abs(np.concatenate([a, b])).max()) or 1.0
    heavy = 1e3
    sums = np.zeros((2, len(a) + len(b) + 1))
    sums[0, : len(a)] = sums[1, len(a) : -1] = heavy
    table = np.vstack([np.hstack([a.T / size, -b.T / size, v[:, None]]), sums])
    shares = nnls(table, np.array([0.0] * len(v) + [heavy, heavy]))[0]
    way = table[: len(v)] @ shares
    if not np.abs(way).max() > 0:
        return None
    w = np.rint(way / np.abs(way).max() * _FINE).astype(int)
    down = -int(w @ v)
    if down > 0:
        w = w + v * -(-down // int(v @ v))
    return w.tolist() if _parts(w.astype(float), p, q) else None


def _parts(w: Floats, p: Body, q: Body) -> bool:
    gap = float((p[0] @ w).min() - (q[0] @ w).max())
    scale = float(np.abs(w).max() * max(np.abs(p[0]).max(), np.abs(q[0]).max()))
    return gap > (p[1] + q[1]) * float(np.linalg.norm(w)) + _ROOM * scale
