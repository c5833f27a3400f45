"""How far points are from the other classes, class by class."""

from unknot.measure import Quantiles, class_margins
from unknot.reports._section import Cell, Column, Examined, Figure, ReadOut, Section, Tell, number
from unknot.reports._svg import Series, curves

_DRAWN = 6  # classes, at most


def _measure(examined: Examined, tell: Tell) -> Section:
    found: list[tuple[Quantiles | None, ...]] = []
    for index, layer in enumerate(examined.layers):
        tell(index / len(examined.layers))
        found.append(class_margins(layer.places, examined.labels, seed=examined.seed))
    classes = examined.data.class_names
    column = Column(
        "margin",
        "margin",
        "(d₋ − d₊)/(d₋ + d₊): distances to the nearest other point of the same and of another "
        "class; the median of the class where it is least.",
        "Between −1 and 1, without units; of at most 4,000 points. 0: as near to another class as "
        "to its own.",
        tuple(_cell(row, classes) for row in found),
    )
    names = [examined.named(k).removeprefix("the ") for k in range(len(found))]
    order = sorted(range(len(found[0])), key=lambda k: _median(found[-1][k]))[:_DRAWN]
    series = [
        Series(classes[k], [None if (q := row[k]) is None else q.median for row in found], label=k)
        for k in sorted(order)
        if found[-1][k] is not None
    ]
    few = f" The {_DRAWN} classes with the least in the end." if len(classes) > _DRAWN else ""
    figure = Figure(
        "Margins of the classes",
        f"The median margin of each class's points at each layer: 0 is between two classes.{few}",
        curves(series, names, zero=True),
    )
    facts = {
        "classes": list(classes),
        "layers": [[None if q is None else vars(q) for q in row] for row in found],
    }
    return Section((column,), "", None, (figure,) if series else (), facts)


def _median(one: Quantiles | None) -> float:
    return 2.0 if one is None else one.median


def _cell(row: tuple[Quantiles | None, ...], classes: tuple[str, ...]) -> Cell:
    known = [(q.median, name) for q, name in zip(row, classes, strict=False) if q is not None]
    if not known:
        return Cell.of(None, "a class needs two points, and another class beside it")
    parts = [f"{name} {number(value)}" for value, name in sorted(known)[:_DRAWN]]
    return Cell.of(min(known)[0], f"medians by class: {', '.join(parts)}")


READ_OUT = ReadOut("margins", "margins of the classes", _measure, ("margin",))
