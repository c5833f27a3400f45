"""The command line that repeats an experiment."""

import shlex
from typing import Any

from unknot.nets import layers_text
from unknot.recording._spec import Spec, declared


def command(spec: Spec, data: str | None = None) -> str:
    """Return the ``unknot fit`` line that trains this spec.

    Parameters
    ----------
    spec
        The recipe. Of looks at chosen steps nothing is said: they change no weights.
    data
        The data as a person names it on the command line, if not as the spec does.

    Examples
    --------
    >>> command(Spec(data="moons", hidden=(3,), patience=None))
    'unknot fit moons --hidden 3 --patience 0 --seeds 1'
    """
    named = data or spec.data
    words = ["unknot", "fit", f"./{named}" if named.startswith("-") else named]
    for name, value in spec:
        if (
            name == "data"
            or value == usual(name, spec.of_images)
            or (name == "hidden" and spec.layers is not None)
        ):
            continue
        if name == "snapshots" and not isinstance(value, int):
            continue
        words.append(f"--{name.replace('_', '-')}")
        if value is not True:
            short = name == "layers" and value is not None
            word = layers_text(spec.recipes) if short else _word(value, declared(name)["between"])
            words.append(word)
    return shlex.join(words)


def usual(name: str, of_images: bool) -> Any:
    """Return what ``unknot fit`` takes for a field of which nothing is said.

    Examples
    --------
    >>> usual("seeds", of_images=False), usual("seeds", of_images=True)
    (16, 1)
    """
    facts = declared(name)
    default = facts.get("fit", Spec.model_fields[name].default)
    return facts.get("images", default) if of_images else default


def _word(value: Any, between: str) -> str:
    if isinstance(value, tuple):
        return between.join(map(str, value)) or "none"
    return "0" if value is None else str(value)
