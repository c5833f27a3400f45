"""Explicit weights of any depth: shears that unwind sets in the plane, or polygons (T3.4)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from unknot.data import Dataset
from unknot.exact import number
from unknot.nets import activation as find_activation
from unknot.shapes import Shape
from unknot.unwind import Unwound, polygons_of, untie, unwind
from unknot.verdicts._certificate import Certificate, accepted, at_least, undecided
from unknot.verdicts._classes import Classes, classes_of
from unknot.verdicts._separates import Question, covered, short

BUDGET = 400_000
_LEAKY = "leaky-relu"
_UNITS = {2: "two", 3: "three"}
_MEANS = {
    2: "no twist about one centre parts them and no flow does",
    3: "none winds round the other, and pushing each other away they do not come apart",
}


@dataclass(frozen=True)
class Constructed:
    """What came of it: the certificate, and the shears where one was verified."""

    certificate: Certificate
    found: Unwound | None = None


def unwound(
    data: Dataset | Sequence[Shape] | Classes,
    activation: str = "leaky-relu:0.5",
    *,
    seconds: float = 120.0,
    budget: int = BUDGET,
    on_progress: Callable[[str], None] = lambda _: None,
) -> Constructed:
    """Unwind two sets by shears, and prove that leaky ReLU layers of as many units do.

    The sets lie in the plane, or are closed polygons of space.

    Parameters
    ----------
    data
        A data set with its exact shapes, or one shape a class.
    activation
        A leaky ReLU.
    seconds
        Of the processor, for the search.
    budget
        How many pieces of the sets are bounded, for each network that is right on samples.
    on_progress
        Called with what is being done.

    Returns
    -------
    Constructed
        The certificate is ``"possible"``, with a number of layers, or ``"undecided"``.

    References
    ----------
    THEORY T3.4, T4.1, T4.8.

    Examples
    --------
    >>> from unknot.data import load
    >>> found = unwound(load("spirals:turns=0.5,points=200"))
    >>> found.certificate.verdict, found.certificate.theorem
    ('possible', 'T7.1, T3.4')
    """
    classes, name = classes_of(data), find_activation(activation).name
    kind = name.partition(":")[0]
    tries = None
    if kind == _LEAKY and not classes.finite and len(classes) == 2:
        tries = _tries(classes, seconds, on_progress)
    if tries is None:
        return Constructed(
            undecided(
                "Shears are looked for where two classes are whole sets in the plane, or closed "
                "polygons of space, and made of layers of leaky ReLU: here there are "
                f"{len(classes)} classes in dimension {classes.dimension}, and layers of {name}."
            )
        )
    why = (
        f"No shears were found that unwind these sets: {_MEANS[classes.dimension]}, or none could "
        f"be followed in {seconds:g} s of the processor."
    )
    for found in tries:
        on_progress(f"verifying {len(found.network.layers)} shears {classes.everywhere}")
        question = Question.of(found.network, classes)
        cover = covered(question, budget)
        if isinstance(cover, Certificate):
            why = f"{len(found.network.layers)} shears are right on samples only. {cover.reason}"
            continue
        margin = short(cover.margin)
        certificate = accepted(
            f"{len(found.network.layers)} shears take the classes apart {classes.everywhere}, by a "
            f"margin of at least {at_least(margin)}; they are {found.leaky_layers:,} layers of "
            f"{_UNITS[classes.dimension]} units of {name}.",
            facts={"margin": margin, "pieces": cover.pieces, "layers": found.leaky_layers},
            claim={
                "kind": "some network",
                "width": classes.dimension,
                "activations": name,
                "depth": found.leaky_layers,
            },
            evidence={"kind": "shears", "margin": number(margin), "cuts": cover.cuts},
            **question.parts,
        )
        if certificate is not None:
            return Constructed(certificate, found)
        why = "The checker did not accept what was found."
    return Constructed(undecided(why))


def _tries(
    classes: Classes, seconds: float, on_progress: Callable[[str], None]
) -> Iterator[Unwound] | None:
    """Return what looks for shears, if they are looked for in such sets."""
    if classes.dimension == 2:
        return unwind(classes.sets, seconds=seconds, on_progress=on_progress)
    polygons = [found for one in classes.sets if (found := polygons_of(one)) is not None]
    if len(polygons) < len(classes):
        return None
    return untie(polygons, seconds=seconds, on_progress=on_progress)
