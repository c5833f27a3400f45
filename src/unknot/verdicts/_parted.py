"""Whether a network of homeomorphisms takes a link apart (THEORY T7.2)."""

from collections.abc import Callable

from unknot.errors import InputError, UnsupportedLayer
from unknot.exact import number
from unknot.links import Link, diagram
from unknot.nets import Model
from unknot.shapes import Polyline, Union
from unknot.verdicts._certificate import Certificate, accepted, at_least, undecided
from unknot.verdicts._classes import Classes
from unknot.verdicts._homeomorphism import contractions, one_to_one
from unknot.verdicts._separates import Looked, Question, covered, short

BUDGET = 400_000
_LARGEST = 2**53  # as floats, exactly


def parted(
    network: Model,
    link: Link,
    *,
    budget: int = BUDGET,
    on_progress: Callable[[Looked], None] = lambda _: None,
) -> Certificate:
    """Decide whether a network takes the classes of a link apart by an isotopy, and prove it.

    Parameters
    ----------
    network
        Of layers of three units, each a homeomorphism: fields whose steps contract, shears, or
        matrices of full rank with increasing activations; it takes the link's own coordinates.
    link
        Disjoint closed polygons with integer corners.
    budget
        How many pieces of polygons are bounded before the question is left undecided.
    on_progress
        Called now and then with a :class:`Looked`.

    Returns
    -------
    Certificate
        ``"split"``, with the margin by which the right score wins on all polygons; ``"not
        separated"``, with a point on which it does not; or ``"undecided"``.

    Raises
    ------
    InputError
        The polygons meet, a coordinate is beyond 2⁵³, the network does not fit the link, or a
        weight is not finite.

    References
    ----------
    THEORY T7.2.

    Examples
    --------
    >>> import numpy as np
    >>> from unknot.nets import Dense, Head, Network, activation
    >>> ring = [(3, 0, 0), (0, 3, 0), (-3, 0, 0), (0, -3, 0)]
    >>> link = Link.of([ring, [(x, y, 5) for x, y, _ in ring]])
    >>> turn = Dense(np.array([[0.0, 0, 1], [1, 0, 0], [0, 1, 0]]), np.zeros(3), activation("tanh"))
    >>> plane = Head(np.array([[1.0, 0, 0]]), np.array([-0.5]), "logistic")
    >>> parted(Network([turn], plane), link).verdict
    'split'
    """
    classes = _classes(link)
    diagram(link)  # complains of polygons that meet
    try:
        question = Question.of(network, classes)
    except UnsupportedLayer as why:
        return undecided(str(why))
    layers = question.network.layers
    bad = next((k for k, layer in enumerate(layers) if not one_to_one(layer)[0]), None)
    if bad is not None:
        return undecided(
            f"Layer {bad + 1} may not be one-to-one, as {one_to_one(layers[bad])[1]}: whatever the "
            "network does to the polygons may be no isotopy."
        )
    if any(layer.outputs != 3 for layer in layers):
        return undecided(
            f"Layers of {' and '.join(map(str, question.network.widths[1:]))} units are no maps of "
            "space to itself, and prove nothing about an isotopy of it."
        )
    found = covered(question, budget, on_progress)
    if isinstance(found, Certificate):
        return found
    margin = short(found.margin)
    proof = accepted(
        f"A network of {len(layers):,} layers, each a homeomorphism of space, parts the classes: "
        f"{question.classes.everywhere} the right score wins by at least {at_least(margin)} "
        f"({found.pieces:,} pieces were bounded).",
        facts={"margin": margin, "pieces": found.pieces},
        claim={"kind": "split"},
        evidence={
            "kind": "homeomorphisms",
            "margin": number(margin),
            "contractions": contractions(question.network),
            "cuts": found.cuts,
        },
        **question.parts,
    )
    return undecided("The checker does not accept what was found.") if proof is None else proof


def _classes(link: Link) -> Classes:
    """Return the polygons of each class, in the link's own coordinates."""
    names = sorted(set(link.classes))
    if len(names) < 2:
        raise InputError("A network takes classes apart; this link has one class.")
    if any(abs(x) > _LARGEST for polygon in link.components for v in polygon for x in v):
        raise InputError("Networks take coordinates up to 2⁵³; this link has larger ones.")
    shapes = []
    for name in names:
        parts = tuple(
            Polyline(polygon, closed=True)
            for polygon, own in zip(link.components, link.classes, strict=True)
            if own == name
        )
        shapes.append(parts[0] if len(parts) == 1 else Union(parts))
    return Classes(tuple(shapes), tuple(f"class {name}" for name in names))
