"""The same experiment in Python, and as a link."""

from typing import Any
from urllib.parse import quote

from unknot.recording import Spec

# What the page does unless its link says otherwise, where that differs from a spec's own defaults.
PAGE: dict[str, Any] = {"data": "spirals:turns=1", "patience": None}
_ABSENT = {"loss": "auto", "batch": "all"}  # what a link calls None


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
        f"{name}={quote(_link_word(name, value), safe=':,=/;')}"
        for name, value in (fields | view).items()
    )


def _changed(spec: Spec, defaults: dict[str, Any]) -> dict[str, Any]:
    """Return the fields other than ``data`` that are not as by default."""
    return {
        name: value
        for name, value in spec
        if name != "data" and value != defaults.get(name, Spec.model_fields[name].default)
    }


def _link_word(name: str, value: Any) -> str:
    if isinstance(value, tuple):
        return ",".join(map(str, value)) or "none"
    if value is None:
        return _ABSENT.get(name, "none")
    return str(int(value)) if isinstance(value, bool) else str(value)
