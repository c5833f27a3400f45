"""Sets that lie in a flat of Rⁿ, seen in the coordinates that are kept of it (T0.2)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from ._exact import Point, dot
from ._reading import Exact, Json, Refused, Table, fields, need, table, wholes
from ._sets import ZERO, Curve, Round, Set, Sets, Thick

_AT = "evidence.flat"


@dataclass(frozen=True)
class Flat:
    """All x with x[i] = row·(x[keep], 1) for each other coordinate i and its row, in order."""

    keep: list[int]
    rest: dict[int, Point]

    def kept(self, x: Sequence[Exact]) -> tuple[Exact, ...]:
        """Return the coordinates that are kept, among which those of the flat are one-to-one."""
        return tuple(x[i] for i in self.keep)

    def coordinates(self, x: Point) -> Point:
        """Return the coordinates that are kept of an exact point."""
        return tuple([x[i] for i in self.keep])

    def holds(self, x: Point) -> bool:
        """Say whether a point lies in the flat."""
        known = tuple(x[i] for i in self.keep)
        return all(dot(row[:-1], known) + row[-1] == x[i] for i, row in self.rest.items())


def read_flat(value: Json, n: int) -> Flat:
    """Read a flat of Rⁿ."""
    fields(value, _AT, "keep", "rest")
    keep = wholes(value["keep"], f"{_AT}.keep")
    fit = 1 <= len(keep) < n and keep == sorted(set(keep)) and keep[-1] < n
    need(fit, f"{_AT}.keep: expected fewer than {n} coordinates, increasing")
    others = [i for i in range(n) if i not in keep]
    rows = table(value["rest"], f"{_AT}.rest", len(keep) + 1).rows
    need(len(rows) == len(others), f"{_AT}.rest: expected {len(others)} rows")
    return Flat(keep, dict(zip(others, rows, strict=True)))


def flattened(flat: Flat, value: Sets) -> Sets:
    """Return a set that lies in a flat in its coordinates; refuse any other."""
    if isinstance(value, list):
        return [flattened(flat, one) for one in value]
    held, size = _held(flat, value), len(flat.keep)
    need(held, f"{_AT}: a {value.kind} does not lie in it")
    match value:
        case Thick():
            starts = Table([flat.kept(x) for x in value.starts.values])
            points = value.stops is value.starts
            stops = starts if points else Table([flat.kept(x) for x in value.stops.values])
            return replace(value, n=size, starts=starts, stops=stops)
        case Round():
            centre = tuple(value.centre[i] for i in flat.keep)
            axes = [flat.keep.index(axis) for axis in value.axes]
            return replace(value, n=size, centre=centre, axes=axes)
        case Curve():
            return replace(value, n=size, coordinates=[value.coordinates[i] for i in flat.keep])
    raise Refused(f"{_AT}: of a {value.kind} nothing is known")


def _held(flat: Flat, found: Set) -> bool:
    match found:
        case Thick():
            return found.radius == 0 and all(
                flat.holds(x) for t in (found.starts, found.stops) for x in t.rows
            )
        case Round():
            # Along its axes nothing else may change.
            level = all(
                row[flat.keep.index(a)] == 0
                for row in flat.rest.values()
                for a in found.axes
                if a in flat.keep
            )
            return level and set(found.axes) <= set(flat.keep) and flat.holds(found.centre)
        case Curve():
            terms = [_terms(found, i) for i in range(found.n)]
            return all(
                _is_sum(terms[i], [terms[k] for k in flat.keep], row)
                for i, row in flat.rest.items()
            )
    return False


Terms = dict[tuple[str, Fraction, int], Fraction]


def _terms(curve: Curve, i: int) -> Terms:
    """Return a coordinate's coefficients by function, frequency and power."""
    found: Terms = defaultdict(Fraction)
    for coefficients, function, frequency in curve.coordinates[i]:
        rate = ZERO if function == "1" else frequency
        for power, c in enumerate(coefficients):
            found[function, rate, power] += c
    return found


def _is_sum(whole: Terms, parts: Sequence[Terms], row: Point) -> bool:
    left: Terms = defaultdict(Fraction, whole)
    left["1", ZERO, 0] -= row[-1]
    for weight, part in zip(row, parts, strict=False):
        for key, c in part.items():
            left[key] -= weight * c
    return not any(left.values())
