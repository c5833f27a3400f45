"""Whether any weights of an architecture classify given sets: first obstructions, then weights."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from unknot.data import Dataset
from unknot.errors import InputError
from unknot.nets import activation as find_activation
from unknot.shapes import Shape
from unknot.verdicts import _written as written
from unknot.verdicts._alternation import too_many_changes
from unknot.verdicts._certificate import Certificate, first_found, undecided
from unknot.verdicts._classes import Classes, classes_of
from unknot.verdicts._constructions import Trained, constructed, trained
from unknot.verdicts._directions import directions
from unknot.verdicts._enclosure import enclosed
from unknot.verdicts._existence import enough_if_thin, exists
from unknot.verdicts._extremes import parting_normal
from unknot.verdicts._flat import classes_flat, in_a_flat
from unknot.verdicts._hulls import one_first_unit, one_unit
from unknot.verdicts._linking import inseparable_links
from unknot.verdicts._narrow import Narrow
from unknot.verdicts._orders import no_order
from unknot.verdicts._overlap import overlapping
from unknot.verdicts._scores import no_scores
from unknot.verdicts._sections import enclosed_in_a_plane
from unknot.verdicts._shared import shared_point
from unknot.verdicts._two_enclosed import two_enclosed
from unknot.verdicts._unwound import unwound

Depth = Literal["free", "fixed"]


@dataclass(frozen=True)
class Architecture:
    """Widths of hidden layers, with an activation each."""

    hidden: tuple[int, ...]
    names: tuple[str, ...]

    @property
    def width(self) -> int:
        """The largest width; without a hidden layer 1, as an affine function is no more."""
        return max(self.hidden, default=1)

    @property
    def layers(self) -> tuple[tuple[int, ...], tuple[str, ...]]:
        """Widths and activations."""
        return self.hidden, self.names

    @property
    def monotone(self) -> bool:
        """Whether every activation is in MON."""
        return all(find_activation(name).monotone != "no" for name in self.names)

    @property
    def uniform(self) -> str | None:
        """The one activation of layers that all have one width, if it is so."""
        alike = len(set(self.hidden)) == 1 and len(set(self.names)) == 1
        return self.names[0] if alike else None

    def __str__(self) -> str:
        if not self.hidden:
            return "no hidden layer"
        units = "-".join(map(str, self.hidden))
        return f"hidden layers {units} of {', '.join(dict.fromkeys(self.names))}"


def can_classify(
    data: Dataset | Sequence[Shape] | Classes,
    hidden: Sequence[int],
    activation: str | Sequence[str] = "tanh",
    *,
    radius: float | None = None,
    depth: Depth = "free",
    search: bool = True,
    seconds: float = 120.0,
    on_progress: Callable[[str], None] = lambda _: None,
) -> Certificate:
    """Decide whether any weights of an architecture classify the whole of every class.

    Parameters
    ----------
    data
        A data set with its exact shapes, or one shape a class. Of a data set without shapes the
        points are taken.
    hidden
        Units of each hidden layer.
    activation
        One for all hidden layers, or one for each.
    radius
        Take the closed balls of this radius about the data set's points instead, in data units: a
        network that is right on all samples, where none is right on the balls, errs within the
        radius of a sample (T8.2).
    depth
        ``"free"``: where no weights are at hand for these very layers, it is enough that layers of
        this width classify at *some* depth. ``"fixed"``: these very layers.
    search
        Whether to look for weights: by shears of the plane or, of closed polygons, of space, where
        a theorem says that there are some for layers of as many units of leaky ReLU; and by
        training, verified if they come out right on samples. Interrupted (``KeyboardInterrupt``),
        it ends with what a theorem has said.
    seconds
        Of the processor, until the search for shears is given up; training ends by itself.
    on_progress
        Called with what is being tried.

    Returns
    -------
    Certificate
        ``"impossible"``, ``"possible"`` or ``"undecided"``. *Possible* does not say that training
        finds the weights: hard is another word.

    Raises
    ------
    InputError
        Fewer than two classes, unknown activations, or widths that are no positive integers.

    Examples
    --------
    >>> from unknot.shapes import Ball, Shell
    >>> disc, ring = Ball((0, 0), 0.25), Shell((0, 0), 0.75, 1)
    >>> can_classify([disc, ring], (2, 2), "tanh").verdict
    'impossible'
    >>> can_classify([disc, ring], (3,), "relu").verdict
    'possible'
    """
    classes = classes_of(data, radius)
    asked = architecture(hidden, activation)
    theorem: Certificate | None = None
    strange = [name for name in asked.names if not written.checkable(name)]
    if strange:
        found = _at_any_depth(classes, asked, on_progress)
        if found is not None:
            return classes.speaking(found)
        return undecided(
            f"The checker does not know the activation {strange[0]!r}, so nothing can be proved "
            "of weights, and no obstruction to its layers was found."
        )

    training: Trained | None = None

    def by_training() -> Certificate | None:
        nonlocal training
        if not search or (asked.width == 1 and asked.monotone and theorem is None):
            return theorem
        training = trained(classes, asked.hidden, asked.names, on_progress=on_progress)
        return training.certificate

    def some_depth() -> None:
        nonlocal theorem
        if depth == "free" and asked.uniform is not None:
            on_progress("looking for a theorem that gives weights at some depth")
            theorem = exists(classes, asked.width, asked.uniform)

    def by_shears() -> Certificate | None:
        if not search or theorem is None:
            return None
        return _by_shears(classes, asked, seconds, on_progress)

    try:
        found = first_found(
            lambda: _at_any_depth(classes, asked, on_progress),
            # Affine scores take less time than counting along lines, and hidden layers more.
            lambda: None if asked.hidden else _explicit(classes, asked, on_progress),
            lambda: _at_this_depth(classes, asked),
            lambda: _explicit(classes, asked, on_progress) if asked.hidden else None,
            some_depth,
            by_shears,
            by_training,
        )
    except KeyboardInterrupt:
        if theorem is None:
            raise
        found = None
    for answer in (found, theorem):
        if answer is not None:
            return classes.speaking(answer)
    return undecided(_open(classes, asked, depth, training, searched=search))


def architecture(hidden: Sequence[int], activation: str | Sequence[str]) -> Architecture:
    """Return an architecture from widths, and one activation or one for each.

    Raises
    ------
    InputError
        A width is no positive integer, or the numbers do not match; UnknownName for an activation.
    """
    widths = tuple(hidden)
    if not all(isinstance(h, int) and not isinstance(h, bool) and h >= 1 for h in widths):
        raise InputError(f"The hidden widths are {widths}; expected positive whole numbers.")
    names = (activation,) if isinstance(activation, str) else tuple(activation)
    if len(names) == 1:
        names *= len(widths)
    if len(names) != len(widths):
        raise InputError(
            f"There are {len(widths)} hidden layers but {len(names)} activations: give one, or "
            "one for each layer."
        )
    for name in names:
        find_activation(name)
    return Architecture(widths, names)


def impossible(
    data: Dataset | Sequence[Shape] | Classes,
    hidden: Sequence[int],
    activation: str | Sequence[str] = "tanh",
    *,
    radius: float | None = None,
) -> Certificate | None:
    """Return the proof that no weights of an architecture classify, if one is found; no search."""
    classes = classes_of(data, radius)
    asked = architecture(hidden, activation)
    found = first_found(
        lambda: at_any_depth(classes, asked), lambda: _at_this_depth(classes, asked)
    )
    return None if found is None else classes.speaking(found)


def _at_any_depth(
    classes: Classes, asked: Architecture, tell: Callable[[str], None]
) -> Certificate | None:
    tell("looking for obstructions")
    return at_any_depth(classes, asked)


def _at_this_depth(classes: Classes, asked: Architecture) -> Certificate | None:
    return first_found(
        lambda: no_scores(classes) if not asked.hidden else None,
        lambda: in_a_flat(classes, lambda flat: _by_counting(flat, asked)),
        lambda: _by_counting(classes, asked),
    )


def _by_counting(classes: Classes, asked: Architecture) -> Certificate | None:
    return first_found(
        lambda: too_many_changes(classes, *asked.layers),
        lambda: two_enclosed(classes, *asked.layers),
        lambda: no_order(classes, *asked.layers),
    )


def at_any_depth(classes: Classes, asked: Architecture) -> Certificate | None:
    """Prove that layers as narrow do not classify, at any depth, or that the first one does not."""
    shared = shared_point(classes)
    if shared is not None:
        return shared
    flat = classes_flat(classes)
    if flat is not None:  # wider layers than its dimension are enough, so nothing else excludes
        return flat.lifted(_obstruction(flat.classes, asked), classes)
    return _obstruction(classes, asked)


def _obstruction(classes: Classes, asked: Architecture) -> Certificate | None:
    if parting_normal(classes) is not None:  # nothing is enclosed or linked where hulls are apart
        return None
    return first_found(
        lambda: one_unit(classes) if asked.monotone and asked.width == 1 else None,
        lambda: _inseparable(classes, Narrow(asked.width)) if asked.monotone else None,
        lambda: _by_first_layer(classes, asked) if asked.hidden else None,
    )


def _by_first_layer(classes: Classes, asked: Architecture) -> Certificate | None:
    """Look for what the first layer loses, whatever follows and whatever its activation."""
    first, n = asked.hidden[0], classes.dimension
    if first == 1:
        return first_found(lambda: one_first_unit(classes), lambda: overlapping(classes))
    seen = asked.monotone and Narrow(asked.width).excluded_in(n)  # there is nothing inseparable
    return first_found(
        lambda: None if seen else _inseparable(classes, Narrow(first, first=True)),
        lambda: directions(classes, first),
    )


def _inseparable(classes: Classes, layers: Narrow) -> Certificate | None:
    return first_found(
        lambda: enclosed(classes, layers),
        lambda: inseparable_links(classes, layers),
        lambda: enclosed_in_a_plane(classes, layers),
    )


def _explicit(
    classes: Classes, asked: Architecture, tell: Callable[[str], None]
) -> Certificate | None:
    tell("trying explicit weights")
    return constructed(classes, asked.hidden, asked.names)


def _by_shears(
    classes: Classes, asked: Architecture, seconds: float, tell: Callable[[str], None]
) -> Certificate | None:
    """Give weights where a theorem says that there are some, at a depth that is known then."""
    if asked.width != classes.dimension or asked.uniform is None:
        return None
    found = unwound(classes, asked.uniform, seconds=seconds, on_progress=tell).certificate
    return found if found.proved else None


def _open(
    classes: Classes,
    asked: Architecture,
    depth: Depth,
    training: Trained | None,
    *,
    searched: bool,
) -> str:
    """Say in one line what was closest to an answer, and what to try."""
    closest = "none, as no networks were trained" if training is None else training.closest
    tries = [_wider(classes, asked, depth)]
    if training is not None and training.all_right:
        tries.append("training for longer, and separates with a larger budget for what comes out")
    elif training is not None:
        tries.append("more layers")
    elif not searched:
        tries.append("a search, which trains networks")
    return (
        f"For {asked} in dimension {classes.dimension} no obstruction was found and no weights, "
        f"which proves nothing either way. Closest: {closest}. To try: "
        f"{'; or '.join(tries)}."
    )


def _wider(classes: Classes, asked: Architecture, depth: Depth) -> str:
    """Name a question near this one of which theorems say more."""
    lifted = classes.dimension + 1
    enough = min(lifted, enough_if_thin(classes) or lifted)
    theorem = "T4.2c" if enough == lifted else "T4.7"
    if depth == "fixed":
        return "the same widths at any depth, of which theorems say more"
    if not all(find_activation(name).lifts for name in asked.names):
        return "another activation, such as tanh, for which a theorem gives weights (T4.3)"
    if asked.width < enough:
        return (
            f"{enough} units a layer, enough at some depth if the classes are disjoint ({theorem})"
        )
    if asked.uniform is None:
        return "one width and one activation for all layers, of which theorems say more"
    return "whether the classes are disjoint, as no network classifies sets that meet (T0.1)"
