"""The same experiment in Python, and on the command line."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from unknot.recording import Edit, Spec, command, python, replaying


@dataclass(frozen=True)
class Recipe:
    """What trains the network that is shown, on the command line and in Python.

    ``note`` says what the command line cannot; it is empty where the two do the same.
    """

    command: str
    python: str
    note: str = ""

    def as_json(self) -> dict[str, str]:
        """Return all parts by name."""
        return asdict(self)


def recipe(spec: Spec, data: str, step: int, shown: int, edits: Sequence[Edit] = ()) -> Recipe:
    """Return what trains the network of one seed, at one step, and no other.

    Parameters
    ----------
    spec
        Of the experiment.
    data
        The data as a person names them.
    step, shown
        The gradient steps of the network, and the index of its seed.
    edits
        What was changed by hand on the way; the spec is that of the beginning.

    Examples
    --------
    >>> from unknot.recording import Spec
    >>> found = recipe(Spec(data="moons", seeds=8, patience=None), "moons", step=150, shown=3)
    >>> found.command
    'unknot fit moons --steps 150 --patience 0 --seeds 1 --seed 3'
    """
    if edits:
        without = recipe(spec, data, step, shown)
        return Recipe(
            without.command,
            replaying(spec, data, step, shown, edits),
            "It trains without what was changed by hand, which a command line cannot say: "
            f"{'; '.join(edit.text for edit in edits[:5])}{' …' * (len(edits) > 5)}. "
            "Copy Python does it all again.",
        )
    spec = spec.model_copy(update={"patience": None})
    network, notes = "recording.final", []
    if not spec.validation or shown == 0:
        # Seeds know nothing of each other: alone, each is trained to the same weights.
        spec = spec.model_copy(update={"seeds": 1, "seed": spec.seed + shown})
    else:  # the first seed draws which points are kept for validation
        spec = spec.model_copy(update={"seeds": shown + 1})
        network = f"recording.finals[{shown}]"
        notes.append(
            f"It trains {shown + 1} seeds, of which the last is the network that is shown "
            f"(recording.finals[{shown}] in Python)."
        )
    if spec.schedule == "constant":
        spec = spec.model_copy(update={"steps": step})
    elif step < spec.steps:
        spec = spec.model_copy(update={"snapshots": (step,)})
        network = f"recording.at({step})"
        notes = [
            f"The learning rate follows a schedule to step {spec.steps:,}, so it trains to there; "
            f"the network that is shown is the one at step {step:,} (recording.at({step}) in "
            "Python)" + (", if its seed is the best of them." if spec.seeds > 1 else ".")
        ]
    lines = python(spec, data)
    if network != "recording.final":
        lines += f"\nnetwork = {network}  # the one that was shown"
    return Recipe(command(spec, data), lines, " ".join(notes))
