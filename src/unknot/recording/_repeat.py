"""The same experiment in Python, and as a link to the lab."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from unknot.nets import layers_text
from unknot.recording._edits import Edit
from unknot.recording._spec import Spec, declared

# What the page does unless its link says otherwise, where that differs from a spec's own defaults.
PAGE: dict[str, Any] = {"data": "spirals:turns=1", "patience": None}


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
    return f"import unknot\n\nspec = {_call(spec, data)}\nrecording = unknot.fit(spec)"


def replaying(spec: Spec, data: str, step: int, shown: int, edits: Iterable[Edit]) -> str:
    """Return lines of Python that train one network, and change by hand again what was changed.

    Parameters
    ----------
    spec
        The recipe of the beginning.
    data
        The data as a person names them.
    step, shown
        Where it ends, and the index of the seed.
    edits
        In order.
    """
    spec = spec.model_copy(update={"patience": None})
    parts = ",\n".join(f"    {edit.parts!r}" for edit in edits)
    return (
        "import unknot\nfrom unknot.recording import Edit\nfrom unknot.train import replay\n\n"
        f"spec = {_call(spec, data)}\n"
        f"edits = [  # by hand: the step, what, and how\n{parts},\n]\n"
        f"live = replay(spec, unknot.load(spec.data), map(Edit.of, edits), {step})\n"
        f"network = live.network({shown})  # the one that was shown"
    )


def _call(spec: Spec, data: str) -> str:
    fields = {"data": data} | _changed(spec, {})
    return f"unknot.Spec({', '.join(f'{name}={value!r}' for name, value in fields.items())})"


def fragment(spec: Spec, **view: Any) -> str:
    """Return the fragment of the lab's address that opens this spec.

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
        f"{name}={quote(_link_word(name, value), safe=':,=/;*~')}"
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
