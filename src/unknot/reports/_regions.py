"""How many parts the regions of the classes have, where the model can be drawn: in the plane."""

import base64
from html import escape
from io import BytesIO
from typing import Any

from unknot import draw
from unknot.errors import InputError
from unknot.recording import Box
from unknot.regions import Regions, decision_regions
from unknot.reports._section import Examined, Figure, ReadOut, Section, Tell

_PIECES = 1000  # linear pieces or cells; some seconds of time, then a grid is taken
_DOTS = 220  # an inch


def _measure(examined: Examined, tell: Tell) -> Section:
    if examined.data.dimension != 2:
        return Section()  # there is no plane, and nothing is amiss
    if examined.network.head is None:
        raise InputError("activations alone say nothing of the rest of the plane")
    around = Box.around(examined.data.points)
    found = decision_regions(
        examined.network,
        around.low,
        around.high,
        pieces=_PIECES,
        on_progress=lambda count: tell(min(count / _PIECES, 1.0)),
    )
    known = examined.data.class_names
    more = range(len(known), len(found.classes))  # classes that the data have no points of
    names = (*known[: len(found.classes)], *(f"class {k}" for k in more))
    return Section(figures=(_figure(examined, found, names),), facts=_facts(found, names))


def _figure(examined: Examined, found: Regions, names: tuple[str, ...]) -> Figure:
    certified = "Certified" if found.certified else "Not certified"
    said = f"{certified} ({found.reason}): {'; '.join(found.words(names))}."
    picture = draw.regions(examined.network, found, names)
    file = BytesIO()
    picture.savefig(file, format="png", dpi=_DOTS, metadata={"Software": None})
    code = base64.b64encode(file.getvalue()).decode()
    low, high = (", ".join(f"{x:.3g}" for x in end) for end in (found.low, found.high))
    return Figure(
        "Decision regions",
        f"Where the model decides for each class, from ({low}) to ({high}); nothing is said of "
        "what lies outside. The parts are numbered, the largest first; a hole is a part of the "
        "rest that a region surrounds.",
        f'<img class="picture" alt="{escape(said, quote=True)}" '
        f'title="{escape(said, quote=True)}" src="data:image/png;base64,{code}">',
    )


def _facts(found: Regions, names: tuple[str, ...]) -> dict[str, Any]:
    return {
        "certified": found.certified,
        "method": found.method,
        "reason": found.reason,
        "pieces": found.pieces,
        "low": found.low,
        "high": found.high,
        "classes": [
            {"name": name, "components": len(one.components), "holes": one.holes}
            for name, one in zip(names, found.classes, strict=True)
        ],
    }


READ_OUT = ReadOut("regions", "decision regions", _measure)
