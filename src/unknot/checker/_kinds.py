"""Which evidence proves which claim, and by which theorem; reading and verifying certificates."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from . import (
    _above,
    _alternation,
    _arcs,
    _balance,
    _cones,
    _cover,
    _directions,
    _enclosed,
    _equivalence,
    _existence,
    _folds,
    _gathered,
    _hulls,
    _jones,
    _layers,
    _links,
    _matrices,
    _moves,
    _orders,
    _parted,
    _positions,
    _properties,
    _shared,
    _ways,
)
from ._certificate import Certificate
from ._flat import flattened, read_flat
from ._named import named
from ._network import read_network
from ._projection import projected, read_projection
from ._reading import Json, Refused, fields, items, need, whole, wholes
from ._sets import Sets, leaves, read_set
from ._statements import VERDICTS, words

FORMAT = "unknot certificate 2"
# Certificates of format 1 are read alike; they carry no cuts.
FORMATS = ("unknot certificate 1", FORMAT)

T = TypeVar("T")
WORDS = ("statement", "not_claimed", "verdict", "theorem")


@dataclass(frozen=True)
class Kind:
    """A kind of evidence: for which claim, by which theorem, with which keys, and its verifier."""

    evidence: str
    claim: tuple[str, ...]  # its kind and its keys
    theorem: str
    verify: Callable[[Certificate], None]
    keys: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()

    @property
    def flat(self) -> bool:
        """Whether the sets may be seen in a flat that they lie in (T0.2): not with a network."""
        return self.claim[0] in ("no network", "some network") and self.evidence not in _CARRIED

    @property
    def projection(self) -> bool:
        """Whether the sets may be seen in a projection (T0.3), which proves no obstruction."""
        return self.claim[0] == "some network" and self.evidence not in _CARRIED


_CARRIED = ("weights", "shears")  # the network that is claimed
_OF_NETWORK = (*_CARRIED, "homeomorphisms")  # evidence that is about one
_WIDE = ("no network", "width", "activations")
_FIRST = ("no network", "first", "activations")
_SOME = ("some network", "width", "activations")
_MEMBERS = ("sides", "first", "second")
_WALLS = ("sphere", "cycle", "section")
_VALUES = ("prime", "at", "values")
_STEPS = ("scale", "moves", "planes")
_PAGES = ("view", "pages", "starts", "moves")
_PAIR = ("first", "second")
_ALONE = ("unlink", "not unlink")  # claims about one class, too

KINDS = (
    Kind("shared point", ("no network", "activations"), "T0.1", _shared.shared_point, _MEMBERS),
    Kind("common point", _WIDE, "T4.2a", _hulls.common_point, _MEMBERS),
    Kind("connected hulls", _FIRST, "T4.2a", _hulls.connected_hulls, _MEMBERS),
    Kind("overlap", _FIRST, "T4.2e", _orders.overlap, ("sides", "members", "tree")),
    Kind("directions", _FIRST, "T4.2g", _directions.directions, ("sides", "trees")),
    Kind(
        "two enclosed",
        ("no network", "hidden", "activations"),
        "T5.4",
        _enclosed.two_enclosed,
        ("sides", *_PAIR),
    ),
    *(
        Kind(name, claim, theorem + also, verify, keys, optional)
        for claim, also in ((_WIDE, ""), (_FIRST, ", T4.2f"))
        for name, theorem, verify, keys, optional in (
            ("enclosed", "T4.4", _enclosed.enclosed, ("sides", "member"), _WALLS),
            ("linked", "T4.5", _links.linked, (*_MEMBERS, "number"), ()),
            ("linked spheres", "T4.5", _links.linked_spheres, _MEMBERS, ()),
            ("threaded", "T4.5", _links.threaded, (*_MEMBERS, "number"), ()),
            ("colourings", "T4.6", _links.colourings, (*_MEMBERS, "prime", "dimensions"), ()),
            ("jones", "T4.6b", _jones.jones, (*_MEMBERS, *_VALUES), ()),
        )
    ),
    Kind("linked", ("not split",), "T4.5", _links.linked, (*_MEMBERS, "number")),
    Kind(
        "colourings", ("not split",), "T4.6", _links.colourings, (*_MEMBERS, "prime", "dimensions")
    ),
    Kind("jones", ("not split",), "T4.6b", _jones.jones, (*_MEMBERS, *_VALUES)),
    Kind("arcs", ("split",), "T4.11", _arcs.arcs, _PAGES),
    Kind("arcs", ("unlink",), "T4.11", _arcs.arcs, _PAGES),
    Kind("arcs", _SOME, "T4.11, T4.3", _arcs.of_layers, _PAGES),
    Kind("moves", ("split",), "T4.12", _moves.moves, _STEPS),
    Kind("moves", ("unlink",), "T4.12", _moves.moves, _STEPS),
    Kind("cones", ("split",), "T3.5", _cones.cones, ("scale", "layers", "planes")),
    Kind(
        "homeomorphisms",
        ("split",),
        "T7.1, T7.2, T3.1–T3.4",
        _parted.homeomorphisms,
        ("margin", "contractions"),
        ("cuts",),
    ),
    Kind("common arcs", ("equivalent",), "T4.13", _equivalence.common_arcs, (*_PAIR, "match")),
    Kind("polygons", ("not equivalent",), "T4.14", _equivalence.polygons, ("classes",)),
    *(
        Kind(name, (claim,), "T4.14", verify, ("classes", *keys), sides)
        for claim, sides in (("not equivalent", _PAIR), ("not unlink", _PAIR[:1]))
        for name, verify, keys in (
            ("linking numbers", _equivalence.linking_numbers, ()),
            ("colouring numbers", _equivalence.colouring_numbers, ("prime", "dimensions")),
            ("jones values", _equivalence.jones_values, _VALUES),
        )
    ),
    Kind(
        "alternation",
        ("no network", "hidden", "activations"),
        "T5.1, T5.2",
        _alternation.alternation,
        ("sides", "members"),
    ),
    Kind(
        "no order",
        ("no network", "hidden", "activations"),
        "T5.5",
        _orders.no_order,
        ("sides", "members", "trees"),
    ),
    Kind(
        "balance",
        ("no network", "hidden", "activations"),
        "T4.2d",
        _balance.balance,
        ("members",),
    ),
    Kind("grid", _SOME, "T4.8, T4.3", _existence.grid, ("lower", "size", "counts")),
    Kind("ways", _SOME, "T4.8, T4.3", _ways.ways, ("ways",), ("strips",)),
    Kind("over", _SOME, "T4.7, T4.3", _positions.over, ("direction",)),
    Kind("above", _SOME, "T4.7, T4.3", _above.above, ("direction", "normals")),
    Kind("plane", _SOME, "T4.2a", _above.plane, ("normal",)),
    Kind(
        "gathered",
        _SOME,
        "T4.15, T4.3",
        _gathered.gathered,
        ("stays", "order", "points", "normals", "ways", "size"),
        ("cuts",),
    ),
    Kind("apart", _SOME, "T4.2c", _existence.apart, ("size",), ("cuts",)),
    Kind(
        "general position",
        _SOME,
        "T4.7, T4.2c",
        _existence.general_position,
        ("size",),
        ("cuts",),
    ),
    Kind("finite", _SOME, "T4.7, T4.3", _positions.finite),
    Kind(
        "weights",
        ("some network", "hidden", "activations"),
        "T7.1",
        _cover.weights,
        ("margin",),
        ("cuts",),
    ),
    Kind(
        "shears",
        ("some network", "width", "activations", "depth"),
        "T7.1, T3.4",
        _cover.shears,
        ("margin",),
        ("cuts",),
    ),
    Kind("cover", ("this network classifies", "margin"), "T7.1", _cover.cover, (), ("cuts",)),
    Kind("point", ("this network fails",), "T7.1", _cover.wrong_point, ("member",)),
    Kind("splits", ("property holds", "cases"), "T7.3", _properties.splits, ("splits",)),
    Kind("sums", ("property holds", "cases"), "T7.3", _properties.sums, ("splits", "sums")),
    Kind(
        "violation", ("property fails", "cases"), "T7.1", _properties.violation, ("case", "point")
    ),
    Kind("matrices", ("homeomorphism",), "T1.1, T1.2", _matrices.matrices),
    Kind("matrices", ("not a homeomorphism", "layer"), "T1.2", _matrices.matrices),
    Kind("fold", ("not a homeomorphism", "layer"), "T3.5", _folds.fold, ("points",)),
    Kind("matrices", ("isotopy", "changed"), "T1.1, T2.1–T2.4", _matrices.matrices),
    Kind("layers", ("homeomorphism",), "T1.1, T1.2, T3.1–T3.4", _layers.layers, ("contractions",)),
    Kind(
        "layers",
        ("isotopy", "changed"),
        "T1.1, T2.1–T2.4, T3.1–T3.4",
        _layers.layers,
        ("contractions",),
    ),
)


def read(content: dict[str, Json]) -> tuple[Certificate, Kind]:
    """Read a certificate's structured keys: what is claimed, of what, and by which evidence."""
    need(type(content) is dict and content.get("format") in FORMATS, f"it is no {FORMAT!r}")
    required = "format", "claim", "evidence"
    fields(content, "the file", *required, optional=(*WORDS, "classes", "network"))
    claim, evidence = content["claim"], content["evidence"]
    need(type(claim) is dict and type(evidence) is dict, "claim and evidence: expected objects")
    kind = _kind_of(claim, evidence)
    fields(claim, "claim", "kind", *kind.claim[1:])
    seen = *["flat"] * kind.flat, *["projection"] * kind.projection
    fields(evidence, "evidence", "kind", *kind.keys, optional=(*kind.optional, *seen))
    layers, outputs = evidence["kind"] in ("matrices", "layers", "fold"), "cases" in claim
    alone = layers or outputs
    need(("classes" in content) != alone, "classes: they belong to claims about data")
    names, sets = (
        ([], [])
        if alone
        else _read_classes(content["classes"], 1 if claim["kind"] in _ALONE else 2)
    )
    n = next(leaves(sets)).n if sets else 0
    need(all(s.n == n for s in leaves(sets)), "the sets lie in spaces of different dimensions")
    space = n
    if "flat" in evidence:
        flat = read_flat(evidence["flat"], n)
        sets, n = [flattened(flat, one) for one in sets], len(flat.keep)
    if "projection" in evidence:
        rows = read_projection(evidence["projection"], n)
        sets, n = [projected(rows, one) for one in sets], len(rows)
    _sound_claim(claim)
    network = None
    if alone or str(claim["kind"]).startswith("this") or evidence["kind"] in _OF_NETWORK:
        need("network" in content, "network: it is missing")
        sizes = (None, None) if alone else (n, len(sets))
        network = read_network(content["network"], *sizes, headless=layers)
    else:
        need("network" not in content, "network: this claim is about none")
    return Certificate(names, sets, n, claim, evidence, network, space), kind


def _kind_of(claim: dict[str, Json], evidence: dict[str, Json]) -> Kind:
    asked = evidence.get("kind"), claim.get("kind")
    found = [kind for kind in KINDS if (kind.evidence, kind.claim[0]) == asked]
    need(bool(found), "this evidence is not known, or not for this claim")
    return next((kind for kind in found if {"kind", *kind.claim[1:]} == set(claim)), found[0])


def _read_classes(value: Json, least: int) -> tuple[list[str], list[Sets]]:
    names: list[str] = []
    sets: list[Sets] = []
    for i, one in enumerate(items(value, "classes", least)):
        fields(one, f"classes[{i}]", "name", "set")
        name = one["name"]
        need(type(name) is str and name not in names, f"classes[{i}]: no name of its own")
        # Names go into the statement: a line break in one could write a second "verified" line.
        line = name.isprintable() and 0 < len(name.strip()) <= len(name) <= 200
        need(line, f"classes[{i}]: a name is one line of 1 to 200 printable characters")
        names.append(name)
        sets.append(read_set(one["set"], f"classes[{i}].set"))
    return names, sets


def _sound_claim(claim: dict[str, Json]) -> None:
    at = "claim.activations"
    if "width" in claim:
        whole(claim["width"], "claim.width", 1)
        if claim["kind"] == "no network":
            need(claim["activations"] == "monotone", f"{at}: expected 'monotone'")
        else:
            named(claim["activations"], at)
    if "depth" in claim:
        whole(claim["depth"], "claim.depth", 0)
    if "first" in claim:
        whole(claim["first"], "claim.first", 1)
        need(claim["activations"] == "any", f"{at}: expected 'any'")
    if set(claim) == {"kind", "activations"}:
        need(claim["activations"] == "any", f"{at}: expected 'any'")
    if "hidden" in claim:
        hidden = wholes(claim["hidden"], "claim.hidden", 1)
        names = items(claim["activations"], at, 0)
        need(len(hidden) == len(names), "claim: one activation for each layer")
        for text in names:
            named(text, at)


def describe(content: dict[str, Json], *, formerly: bool = False) -> dict[str, str]:
    """Say in words what a certificate claims and does not claim; its verdict, and its theorems.

    Of finite sets it says that they are samples; `formerly` it called them sets like any other.
    """
    certificate, kind = read(content)
    return words(certificate, kind.theorem, formerly=formerly)


def complete(parts: dict[str, Json]) -> dict[str, Json]:
    """Verify a certificate that lacks format and words, and return it with them, or refuse."""
    certificate, kind = _safely(lambda: read({"format": FORMAT, **parts}))
    said = _safely(lambda: words(certificate, kind.theorem))
    _safely(lambda: kind.verify(certificate))
    return {"format": FORMAT, **said, **parts}


def check(content: dict[str, Json]) -> None:
    """Verify a certificate's content, or raise `Refused` with the reason."""
    certificate, kind = _safely(lambda: read(content))
    ways = [
        _safely(lambda f=formerly: words(certificate, kind.theorem, formerly=f))
        for formerly in (False, True)
    ]
    if not any(all(content.get(k) == v for k, v in said.items()) for said in ways):
        for key, said in ways[0].items():
            same = content.get(key) == said
            need(same, f"{key}: it does not say what is claimed: {said!r}")
    try:
        _safely(lambda: kind.verify(certificate))
    except Refused as refusal:
        if content["format"] == FORMAT or "cuts" not in kind.optional:
            raise
        hint = "format 1 has no cuts; `unknot renew` finds them"
        raise Refused(f"{refusal} ({hint})") from None


def _safely(work: Callable[[], T]) -> T:
    try:
        with np.errstate(all="ignore"):
            return work()
    except (ArithmeticError, MemoryError, RecursionError, ValueError) as error:
        # ValueError: Python reads and writes no integers of more than 4,300 digits.
        raise Refused(f"it asks for more than can be computed ({type(error).__name__})") from None


assert {kind.claim[0] for kind in KINDS} == set(VERDICTS)
