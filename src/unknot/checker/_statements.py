"""Certificates in words. Nothing here is trusted: the claim is what the structured keys say."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal, localcontext
from fractions import Fraction

from ._certificate import Certificate
from ._reading import Json, items, need, number, whole, wholes
from ._sets import Thick, leaves

VERDICTS = {
    "no network": "impossible",
    "some network": "possible",
    "this network classifies": "separated",
    "this network fails": "not separated",
    "homeomorphism": "homeomorphism",
    "not a homeomorphism": "not a homeomorphism",
    "isotopy": "isotopy",
    "split": "split",
    "unlink": "unlink",
    "not unlink": "nontrivial",
    "not split": "not split",
    "property holds": "holds",
    "property fails": "fails",
    "equivalent": "equivalent",
    "not equivalent": "different",
}

# Why, by the kind of evidence; None where the claim says it all.
REASONS = {
    "shared point": "some point lies both in {0} and in {1}",
    "common point": "the convex hulls of two of the sets meet",
    "connected hulls": "two connected parts have convex hulls that meet, so every linear function "
    "takes some value on both",
    "overlap": "along every direction connected parts of {0} and {1} take some value in common",
    "directions": "along every direction some line meets both {0} and {1}",
    "enclosed": "{1} encloses a point of {0}",
    "two enclosed": "two points of {0} and {1} are each enclosed by the other class, and not both "
    "in one place",
    "linked": "a closed polygon inside {0} and one inside {1} have linking number {number}",
    "linked spheres": "a round sphere of {0} and one of {1} are linked",
    "threaded": "a closed polygon inside {0} and a round sphere of {1} have linking number "
    "{number}",
    "colourings": "closed polygons inside {0} and inside {1} form a link that is not split: mod "
    "{prime} its colourings are not those of its sides together",
    "jones": "closed polygons inside {0} and inside {1} form a link that is not split: mod {prime} "
    "its Jones polynomial is not that of its sides beside each other",
    "arcs": "exchanges and mergers of an arc presentation take it apart",
    "moves": "its vertices move, one by one, to where planes part what is to be parted",
    "cones": "the layers in this file, homeomorphisms of space, take it to where planes part it",
    "homeomorphisms": "the layers in this file, homeomorphisms of space, take every point "
    "of them to where the right score wins",
    "common arcs": "exchanges, mergers and their inverses take arc presentations of both to one",
    "polygons": "the one has more polygons in a class than the other",
    "linking numbers": "their linking numbers are not the same, whatever the directions",
    "colouring numbers": "mod {prime} their colourings are not of the same dimension",
    "jones values": "mod {prime} their Jones polynomials are not the same, whatever the directions",
    "alternation": "along a line the classes change more often than such a network can follow",
    "no order": "along every direction the classes {0} and {1} change more often than what a first "
    "unit passes on can follow",
    "balance": "what the right scores win by on some weighted members of the classes sums to 0",
    "grid": "no class encloses a point of another",
    "ways": "from every piece of a class a way leads out past each other class",
    "over": "seen along a direction, {0} lies over {1} wherever they cross",
    "above": "seen along a direction, {0} is nowhere under {1}",
    "gathered": "all classes but one are heaps of convex bodies that shrink to points, and from "
    "each a way leads out past the last",
    "plane": "parallel planes lie between the sets",
    "apart": "the sets are disjoint",
    "general position": "the sets are disjoint, and so thin that a projection keeps them so",
    "finite": "the sets are finite and disjoint",
    "weights": None,
    "shears": None,
    "cover": None,
    "point": None,
    "splits": None,
    "sums": None,
    "violation": None,
    "matrices": None,
    "layers": None,
    "fold": None,
}

SEVERAL = "along every direction connected parts of some two of the sets take a value in common"


def words(c: Certificate, theorem: str, *, formerly: bool = False) -> dict[str, str]:
    """Say what a certificate claims and does not claim; its verdict, and its theorems."""
    kind, samples = c.claim["kind"], False
    flat, projection = "flat" in c.evidence, "projection" in c.evidence
    section = "section" in c.evidence
    theorem += ", T0.2" * flat + ", T0.3" * projection + ", T0.4" * section
    if c.sets and not formerly:
        samples = all(s.kind == "points" for s in leaves(c.sets))
    statement, limits = _of_layers(c) if not c.sets else _of_sets(c, samples=samples)
    because = REASONS[c.evidence["kind"]]
    if because is not None:
        a, b = ([0], [1][: len(c.names) - 1]) if "sides" not in c.evidence else c.sides()
        if c.evidence["kind"] == "overlap" and len(a) + len(b) > 2:
            because = SEVERAL
        names = [" and ".join(c.names[i] for i in side) for side in (a, b)]
        values = {k: c.evidence[k] for k in ("number", "prime") if k in c.evidence}
        for key, value in values.items():
            need(type(value) is int and abs(value) < 10**18, f"{key}: expected an integer")
        statement += f", because {because.format(*names, **values)}"
    if flat and projection:
        statement += f"; they lie in a flat, and this is seen in a projection of it to R^{c.n}"
    elif flat:
        statement += f"; they lie in a flat of dimension {c.n}, in which this is seen"
    elif projection:
        statement += f"; this is seen in a projection of them to R^{c.n}"
    statement += "; this is seen in a flat that meets them" * section + f" ({theorem})."
    if any(s.kind == "balls" for s in leaves(c.sets)) and kind == "no network":
        statement += (
            " Where a set is a union of balls about samples this means: such a network that is "
            "right on all samples errs within the balls' radius of one of them (T8.2)."
        )
    right = samples and kind == "this network classifies"
    return {
        "statement": statement,
        "not_claimed": f"{limits}. It is about exact weights and the sets exactly as described, "
        "not about floating-point evaluation or other data.",
        "verdict": "right on the samples" if right else VERDICTS[kind],
        "theorem": theorem,
    }


def _of_sets(c: Certificate, *, samples: bool) -> tuple[str, str]:
    """Return a claim about classes and its limits."""
    claim, space = c.claim, f"R^{c.space}"
    names = f"{', '.join(c.names[:-1])} and {c.names[-1]}" if c.names[1:] else c.names[0]
    sets = f"the closed sets {names} of {space}"
    everywhere, outside = "on the whole of every set", "points outside the sets"
    accuracy, high = "accuracy on finitely many points", ", which may be high"
    if samples:
        count = sum(len(s.starts) for s in leaves(c.sets) if isinstance(s, Thick))
        sets = f"the {count:,} sampled points of {names} in {space}"
        accuracy, high = "accuracy", ", which may be high though not 100 %"
        everywhere, outside = "at every one of them", "any other point, between the samples too"
    classify = f"classifies {sets} that this file describes"
    no_skips = (
        "Nothing is said of networks with skip connections, attention, products or max-pooling"
    )
    match claim:
        case {"kind": "no network", "width": width}:
            units = "one unit" if width == 1 else f"at most {width} units"
            return (
                f"No feed-forward network whose hidden layers have {units} each, whatever its "
                f"depth, weights and continuous, weakly monotone activations, {classify}",
                f"{no_skips}, of activations that are not monotone (GELU, SiLU, sin …), nor of "
                f"{accuracy}{high}",
            )
        case {"kind": "no network", "activations": "any", "first": first}:
            units = "one unit" if first == 1 else f"at most {first} units"
            return (
                f"No feed-forward network whose first hidden layer has {units}, whatever follows "
                f"and whatever its activations, {classify}",
                f"{no_skips} around that layer, nor of {accuracy}",
            )
        case {"kind": "no network", "activations": "any"}:
            return (
                f"No network of any architecture, and no function at all, {classify}",
                f"Nothing is said of {accuracy}{high}",
            )
        case {"kind": "no network", "hidden": hidden}:
            return (
                "No weights of a feed-forward network with "
                f"{_units(hidden, claim['activations'])} are such that it {classify}",
                "Nothing is said of deeper or wider networks, or of other activations",
            )
        case {"kind": "some network", "width": width, "depth": depth}:
            return (
                f"There are weights with which a feed-forward network of {depth:,} hidden layers "
                f"of {width} units of {claim['activations']} each {classify}: those that the "
                "shears in this file are made of; the right score wins everywhere by "
                f"{_decimal(c.evidence['margin'])} or more",
                "Weights that are rounded are other weights, and nothing is said of training",
            )
        case {"kind": "some network", "width": width}:
            units = "one unit" if width == 1 else f"{width} units"
            return (
                "There are a depth and weights with which a feed-forward network whose hidden "
                f"layers have {units} of {claim['activations']} each {classify}",
                "No depth is known from this, no weights are given, and nothing is said of "
                "training, which may never find them",
            )
        case {"kind": "some network", "hidden": hidden}:
            return (
                "The weights in this file, of a feed-forward network with "
                f"{_units(hidden, claim['activations'])}, are such that it {classify}: the right "
                f"score wins everywhere by {_decimal(c.evidence['margin'])} or more",
                "Nothing is said of other weights, nor that training finds such",
            )
        case {"kind": "split"}:
            return (
                f"An isotopy of {space} takes {names}, closed polygons that this file describes, "
                "into disjoint balls, one for each class",
                "Nothing is said of polygons of one class, which may be knotted and linked",
            )
        case {"kind": "unlink"}:
            return (
                f"An isotopy of {space} takes all closed polygons of {names} that this file "
                "describes to circles of a plane that do not surround each other",
                "Nothing is said of other polygons",
            )
        case {"kind": "not unlink"}:
            return (
                f"No isotopy of {space} takes all closed polygons of {names} that this file "
                "describes to circles of a plane that do not surround each other",
                "Nothing is said of parts of the link, which may be unlinks",
            )
        case {"kind": "not split"}:
            return (
                f"No isotopy of {space} takes {names}, which this file describes, into disjoint "
                "balls, one for each class",
                "Nothing is said of isotopies that leave out some of the classes",
            )
        case {"kind": "equivalent" | "not equivalent" as kind}:
            half = len(c.names) // 2
            one, other = (" and ".join(part) for part in (c.names[:half], c.names[half:]))
            which = "An" if kind == "equivalent" else "No"
            return (
                f"{which} isotopy of {space} takes the closed polygons of {one} to those of "
                f"{other}, class by class, as this file describes them",
                "Directions of polygons do not count, nor which polygon of a class is which; of "
                "mirror images nothing is said",
            )
        case {"kind": "this network classifies", "margin": margin}:
            return (
                f"The network in this file {classify}: {everywhere} the right score wins by "
                f"{_decimal(margin)} or more",
                f"Nothing is said of {outside}, nor of how the network generalises",
            )
    member = c.evidence["member"]
    label = whole(member.get("class") if type(member) is dict else None, "member.class")
    need(label < len(c.names), "member.class: there is no such class")
    return (
        f"The network in this file does not classify {sets} that this file describes: at the given "
        f"point of {c.names[label]} the right score does not win",
        "Nothing is said of how often it is wrong, nor of other weights",
    )


def _of_layers(c: Certificate) -> tuple[str, str]:
    """Return a claim about layers alone and its limits."""
    if "cases" in c.claim:
        return _of_outputs(c)
    layers = c.net.layers
    inputs = f"R^{layers[0].inputs}"
    if c.claim["kind"] == "homeomorphism":
        return (
            f"The layers in this file map {inputs} homeomorphically onto their image in "
            f"R^{c.net.hidden[-1]}",
            "The image need not be all of that space, and the inverse may be too steep for floats",
        )
    if c.claim["kind"] == "not a homeomorphism":
        layer = whole(c.claim["layer"], "claim.layer")
        if c.evidence["kind"] == "fold":
            first = f"layers 1 to {layer + 1} together" if layer else "layer 1"
            turns = "turn space over" if layer else "turns space over"
            return (
                f"The layers in this file do not map {inputs} one-to-one: {first} {turns} at one "
                "of the two given points and not at the other",
                "They may be one-to-one on data that lie in a smaller set",
            )
        return (
            f"The layers in this file do not map {inputs} one-to-one: layer {layer + 1} sends "
            "whole lines to points",
            "It may be one-to-one on data that lie in a smaller set",
        )
    changed = ", ".join(str(k + 1) for k in wholes(c.claim["changed"], "claim.changed"))
    exchange = (
        f"after exchanging the first two units of layer {changed} (of one unit alone: its sign), "
        "which the next layer takes back, "
    )
    return (
        f"The layers in this file, {exchange if changed else ''}are joined to the identity of "
        f"{inputs} by a path of open embeddings",
        "The last map's image may be an open box and not all of the space (T2.3)",
    )


def _of_outputs(c: Certificate) -> tuple[str, str]:
    """Return a claim about outputs on boxes of inputs, and its limits."""
    inputs, outputs = (*c.net.layers, c.net.read_out)[0].inputs, c.net.read_out.outputs
    count = len(items(c.claim["cases"], "cases"))
    boxes = "the box" if count == 1 else f"any of the {count:,} boxes"
    network = f"The network in this file, from R^{inputs} to R^{outputs}"
    if c.claim["kind"] == "property holds":
        return (
            f"{network}, gives at no point of {boxes} of inputs in this file outputs that the file "
            "forbids there",
            "Nothing is said of inputs outside",
        )
    return (
        f"{network}, gives at the point in this file, which lies in a box of inputs, outputs that "
        "the file forbids there",
        "Nothing is said of how often it does",
    )


def _units(hidden: Sequence[int], names: Sequence[str]) -> str:
    if not hidden:
        return "no hidden layer"
    each = [f"{h} of {name}" for h, name in zip(hidden, names, strict=True)]
    return "hidden layers of " + ", ".join(each)


def _decimal(value: Json) -> str:
    """Write a margin with four digits, rounded down: what is said must be what is proved."""
    exact: Fraction = number(value, "margin")
    need(abs(exact) < 10**300, "margin: too large for a float")
    with localcontext(prec=4, rounding=ROUND_FLOOR):
        return f"{float(Decimal(exact.numerator) / Decimal(exact.denominator)):.4g}"
