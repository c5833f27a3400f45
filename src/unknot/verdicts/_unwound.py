"""Explicit weights of any depth for sets in the plane: shears that unwind them (THEORY T3.4)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from unknot.data import Dataset
from unknot.exact import number
from unknot.nets import activation as find_activation
from unknot.shapes import Shape
from unknot.unwind import Unwound, unwind
from unknot.verdicts._certificate import Certificate, accepted, at_least, undecided
from unknot.verdicts._classes import Classes, classes_of
from unknot.verdicts._separates import Question, covered, short

BUDGET = 400_000
_LEAKY = "leaky-relu"


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
    """Unwind two sets in the plane by shears, and prove that leaky ReLU layers of two units do.

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
    THEORY T3.4, T4.8.

    Examples
    --------
    >>> from unknot.data import load
    >>> found = unwound(load("spirals:turns=0.5,points=200"))
    >>> found.certificate.verdict, found.certificate.theorem
    ('possible', 'T7.1, T3.4')
    """
    classes, name = classes_of(data), find_activation(activation).name
    kind = name.partition(":")[0]
    if kind != _LEAKY or classes.finite or classes.dimension != 2 or len(classes) != 2:
        return Constructed(
            undecided(
                "Shears are looked for where two classes are whole sets in the plane, and made of "
                f"layers of leaky ReLU: here there are {len(classes)} classes in dimension "
                f"{classes.dimension}, and layers of {name}."
            )
        )
    why = (
        "No shears were found that unwind these sets: no twist about one centre parts them and no "
        f"flow does, or none could be followed in {seconds:g} s of the processor."
    )
    for found in unwind(classes.sets, seconds=seconds, on_progress=on_progress):
        on_progress(f"verifying {len(found.network.layers)} shears {classes.everywhere}")
        question = Question.of(found.network, classes)
        cover = covered(question, budget)
        if isinstance(cover, Certificate):
            why = f"{len(found.network.layers)} shears are right on samples only. {cover.reason}"
            continue
        margin = short(cover.margin)
        certificate = accepted(
            f"{len(found.network.layers)} shears take the classes apart {classes.everywhere}, by a "
            f"margin of at least {at_least(margin)}; they are {found.leaky_layers:,} layers of two "
            f"units of {name}.",
            facts={"margin": margin, "pieces": cover.pieces, "layers": found.leaky_layers},
            claim={
                "kind": "some network",
                "width": 2,
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
