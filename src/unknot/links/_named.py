"""Links by their names: the tables of few crossings, torus links, and links of the essay."""

import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from math import gcd

from unknot.errors import InputError, UnknownName
from unknot.links import curves
from unknot.links._diagram import Diagram, diagram
from unknot.links._drawing import polygons
from unknot.links._files import NamedLink
from unknot.links._link import Link
from unknot.links._pd import from_pd

_TORUS = re.compile(r"T\s*\(\s*(-?\d+)\s*,\s*(-?\d+)\s*\)")
_OF_TABLES = re.compile(r"\d+_\d+|L\d+[an]\d+")
_MOST_TORUS = 60  # strands or turns

# What is known of them, and their polygons. Components of the second side are a class together.
_CURVES: dict[str, tuple[str, Callable[[], curves.Sides], str]] = {
    "hopf": ("linked", lambda: curves.hopf(40), "two circles, each through the other's centre"),
    "whitehead": ("linked", lambda: curves.whitehead(24), "a ring round a clasped loop"),
    "borromean": ("linked", lambda: curves.borromean(24), "three ellipses"),
    "rings": ("split", lambda: curves.rings(40), "two separate wavy rings"),
    "hook": ("split", lambda: curves.hook(60), "a finger through a ring and back"),
    "unlink-2spiral": (
        "split",
        lambda: curves.unlink_spiral(2.5, 80),
        "a longitude of a ring that winds 2.5 times and unwinds",
    ),
}


def named(name: str) -> NamedLink:
    """Return a link by its name, as polygons with integer corners.

    - ``3_1`` … ``8_21``: prime knots (Rolfsen 1976), of two mirror images that of KnotInfo (3_1 is
      right-handed);
    - ``L2a1`` … ``L8n8``: prime links of several components, by Thistlethwaite's names;
    - ``T(p,q)``: torus links, right-handed where p and q have one sign;
    - ``hopf``, ``whitehead``, ``borromean``, ``rings``, ``hook``, ``unlink-2spiral``;
    - any of them with ``m`` before it: its mirror image.

    Each component is a class; of the Borromean rings, the last two are one.

    Raises
    ------
    UnknownName
        There is no link of this name.
    InputError
        It is a name as in larger tables than those that are here.

    Examples
    --------
    >>> len(named("borromean").link.components), named("T(3,4)").truth, named("hook").truth
    (3, None, 'split')
    """
    plain = name.removeprefix("m")
    if plain != name:
        found = named(plain)
        mirrored = tuple(
            tuple((x, y, -z) for x, y, z in polygon) for polygon in found.link.components
        )
        recipe = f"mirror image of {plain}"
        return NamedLink(name, Link(mirrored, found.link.classes), found.truth, recipe)
    if name in _CURVES:
        truth, make, recipe = _CURVES[name]
        sides = make()
        labels = [label for label, side in enumerate(sides) for _ in side]
        return NamedLink(name, _link([*sides[0], *sides[1]], labels), truth, recipe)
    if torus := _TORUS.fullmatch(name):
        return _torus_link(name, int(torus[1]), int(torus[2]))
    code = _table().get(name)
    if code is None and _OF_TABLES.fullmatch(name):
        raise InputError(
            f"The tables here have knots and links of at most 8 crossings, but not {name!r}; give "
            "its planar diagram code, such as 'PD[X[4,2,3,1], X[2,4,1,3]]'."
        )
    if code is None:
        raise UnknownName("link", name, [*known_names(), "T(p,q)"])
    link = polygons(from_pd(code))
    truth = "linked" if len(link.components) > 1 else None
    return NamedLink(name, link, truth, code)


def is_name(text: str) -> bool:
    """Say whether a text names a link, be it one of larger tables than those that are here.

    Examples
    --------
    >>> [is_name(text) for text in ("m3_1", "T(3,4)", "L11n7", "moons")]
    [True, True, True, False]
    """
    plain = text.removeprefix("m")
    return plain.startswith("T(") or plain in known_names() or bool(_OF_TABLES.fullmatch(plain))


def named_picture(name: str) -> Diagram:
    """Return the diagram of a named link: for those of the tables that of the table.

    Raises
    ------
    UnknownName
        There is no link of this name; see `named`.

    Examples
    --------
    >>> len(named_picture("8_19").crossings), named_picture("L6a4").components
    (8, 3)
    """
    code = _table().get(name.removeprefix("m"))
    if code is None:
        return diagram(named(name).link)
    found = from_pd(code)
    return found.mirrored() if name.startswith("m") else found


def known_names() -> tuple[str, ...]:
    """Return the names of `named`, but for the torus links T(p,q) and mirror images.

    Examples
    --------
    >>> known_names()[-3:]
    ('L8n6', 'L8n7', 'L8n8')
    """
    return (*_CURVES, *_table())


@cache
def _table() -> dict[str, str]:
    lines = files("unknot.links").joinpath("table.txt").read_text("utf-8").splitlines()
    return dict(line.split(" ") for line in lines if not line.startswith("#"))


def _torus_link(name: str, p: int, q: int) -> NamedLink:
    largest = max(abs(p), abs(q))
    if not p or not q or largest > _MOST_TORUS:
        raise InputError(
            f"{name} is no torus link here; expected two numbers from 1 to {_MOST_TORUS}, either "
            "with a sign."
        )
    # On the torus of the curves, angles that both grow wind as a left-handed screw.
    found = curves.torus_link(abs(p), -q if p > 0 else q, 12 * largest)
    linked = "linked" if gcd(p, q) > 1 else None
    return NamedLink(name, _link(found, list(range(len(found)))), linked, "on a torus")


def _link(polygons_: list[curves.Floats], classes: list[int]) -> Link:
    return Link.of([p.astype(int) for p in curves.on_grid(polygons_)], classes)
