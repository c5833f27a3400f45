"""Which layers are alike: CKA between all of them."""

import numpy as np

from unknot.measure import cka
from unknot.reports._section import Cell, Column, Examined, Figure, ReadOut, Section, Tell
from unknot.reports._svg import matrix


def _measure(examined: Examined, tell: Tell) -> Section:
    tell(0.1)
    table = cka([layer.places for layer in examined.layers], seed=examined.seed)
    names = [examined.named(k).removeprefix("the ") for k in range(len(table))]
    cells = [Cell.of(None, "there is no layer before the input")]
    for k in range(1, len(table)):
        value = None if np.isnan(table[k, k - 1]) else float(table[k, k - 1])
        cells.append(Cell.of(value, "" if value is not None else "one of the two is constant"))
    column = Column(
        "alike",
        "like before",
        "Centred kernel alignment (linear, unbiased) with the representation before: 1 if it is "
        "the same up to rotation and scale.",
        "Of at most 1,000 points. It follows the large directions; what decides the class may be a "
        "small one.",
        tuple(cells),
    )
    figure = Figure(
        "How alike the layers are",
        "Centred kernel alignment of every two representations: 1 (dark) is the same up to "
        "rotation and scale.",
        matrix(table, names),
    )
    plain = [[None if np.isnan(x) else float(x) for x in row] for row in table]
    return Section((column,), "", None, (figure,), {"cka": plain})


READ_OUT = ReadOut("alike", "likeness of layers", _measure, ("alike",))
