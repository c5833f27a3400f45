"""The same experiment in Python, and as a link."""

from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import quote

from unknot.nets import layers_text
from unknot.recording import Spec, command, declared

# What the page does unless its link says otherwise, where that differs from a spec's own defaults.
PAGE: dict[str, Any] = {"data": "spirals:turns=1", "patience": None}


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


def recipe(spec: Spec, data: str, step: int, shown: int) -> Recipe:
    """Return what trains the network of one seed, at one step, and no other.

    Parameters
    ----------
    spec
        Of the experiment.
    data
        The data as a person names them.
    step, shown
        The gradient steps of the network, and the index of its seed.

    Examples
    --------
    >>> from unknot.recording import Spec
    >>> found = recipe(Spec(data="moons", seeds=8, patience=None), "moons", step=150, shown=3)
    >>> found.command
    'unknot fit moons --steps 150 --patience 0 --seeds 1 --seed 3'
    """
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


def python(spec: Spec, data: str) -> str:
    """Return lines of Python that train this spec.

    Examples
    --------
    >>> from unknot.recording import Spec
    >>> print(python(Spec(data="moons", hidden=(3,)), "moons"))
    import unknot
    <BLANKLINE>
    spec = unknot.Spec(data='moons', hidden=(3,))
    recording = unknot.fit(spec)
    """
    fields = {"data": data} | _changed(spec, {})
    arguments = ", ".join(f"{name}={value!r}" for name, value in fields.items())
    return f"import unknot\n\nspec = unknot.Spec({arguments})\nrecording = unknot.fit(spec)"


def fragment(spec: Spec, **view: Any) -> str:
    """Return the fragment of the page's address that opens this spec.

    Examples
    --------
    >>> from unknot.recording import Spec
    >>> fragment(Spec(data="moons", hidden=(3, 2)), step=400)
    'data=moons&hidden=3,2&patience=10&step=400'
    """
    fields = _changed(spec, PAGE)
    if spec.data != PAGE["data"]:
        fields = {"data": spec.data} | fields
    fields.pop("snapshots", None)  # the lab has its own
    return "&".join(
        f"{name}={quote(_link_word(name, value), safe=':,=/;*')}"
        for name, value in (fields | view).items()
    )


def _changed(spec: Spec, defaults: dict[str, Any]) -> dict[str, Any]:
    """Return the fields other than ``data`` that are not as by default."""
    return {
        name: _short(spec) if name == "layers" and value is not None else value
        for name, value in spec
        if name != "data"
        and value != defaults.get(name, Spec.model_fields[name].default)
        # Layers that are written one by one say all of them.
        and not (name == "hidden" and spec.layers is not None)
    }


def _short(spec: Spec) -> tuple[str, ...]:
    """Return the layers as texts, several of a kind as one."""
    return tuple(layers_text(spec.recipes).split(" "))


def _link_word(name: str, value: Any) -> str:
    if isinstance(value, tuple):
        between = declared(name)["between"] if name in Spec.model_fields else ","
        return between.join(map(str, value)) or "none"
    if value is None:
        return declared(name)["absent"] if name in Spec.model_fields else "none"
    return str(int(value)) if isinstance(value, bool) else str(value)
