"""Images of pieces under features of the input: coordinates, squares, products and sines."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from ._image import Image, Map
from ._named import named
from ._network import Affine, Features
from ._reading import Table

Row = tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Featured:
    """Functions of one linear form each, side by side, and a matrix that puts them together.

    A product is made of squares, 4xy = (x + y)² − (x − y)², so that images under activations
    carry all rounding.
    """

    forms: list[Map]
    together: Map

    @classmethod
    def of(cls, layer: Features) -> Self:
        """Write a layer so."""
        n = layer.size
        unit = [_row(n, {i: 1.0}) for i in range(n)]
        both = [_row(n, {i: 1.0, j: sign}) for i, j in layer.pairs for sign in (1.0, -1.0)]
        known = {
            "linear": (unit, None),
            "square": (unit, "square"),
            "product": (both, "square"),
            "sine": (unit, "sin"),
        }
        chosen = [(term, *known[term]) for term in layer.terms if known[term][0]]
        width, start, rows = sum(len(forms) for _, forms, _ in chosen), 0, list[Row]()
        for term, forms, _ in chosen:
            stop = start + len(forms)
            if term == "product":
                rows += [_row(width, {k: 0.25, k + 1: -0.25}) for k in range(start, stop, 2)]
            else:
                rows += [_row(width, {k: 1.0}) for k in range(start, stop)]
            start = stop
        return cls([_map(forms, name) for _, forms, name in chosen], _map(rows))

    def apply(self, image: Image) -> Image:
        """Map pieces."""
        found, *more = [form.apply(image) for form in self.forms]
        for each in more:
            found = found.beside(each)
        return self.together.apply(found)


def _row(size: int, entries: Mapping[int, float]) -> Row:
    return tuple(entries.get(k, 0.0) for k in range(size))


def _map(rows: list[Row], name: str | None = None) -> Map:
    zero = Table([(0.0,) * len(rows)]).rows[0]
    return Map.of(Affine(Table([*rows]), zero, None if name is None else named(name)))
