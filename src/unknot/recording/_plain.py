"""Layers that are all dense are the same recipe, whichever way they are written."""

from typing import Any

from unknot.errors import UnknotError
from unknot.nets import layer_recipes
from unknot.nets.layers.dense import DenseRecipe


def plain(fields: Any) -> Any:
    """Write dense layers as widths and activations, which every reader of recipes knows.

    Parameters
    ----------
    fields
        Those of a recipe, before they are checked; anything else is returned as it is.

    Raises
    ------
    ValueError
        The layers cannot be read, or are said in both ways.
    """
    if not isinstance(fields, dict) or fields.get("layers") is None:
        return fields
    texts = fields["layers"]
    several = isinstance(texts, list | tuple) and all(isinstance(t, str) for t in texts)
    if not isinstance(texts, str) and not several:
        return fields  # what is wrong is said of the field
    try:
        recipes = layer_recipes(texts)
    except UnknotError as error:
        raise ValueError(f"layers: {error}") from None
    dense = [one for one in recipes if isinstance(one, DenseRecipe)]
    widths, names = [one.size for one in dense], [one.activation.name for one in dense]
    same = names[:1] if len(set(names)) == 1 else names
    # What every caller passes, having nothing to say, is the default or none.
    for name, meant in (
        ("hidden", (widths, [], [2, 2])),
        ("activation", (names, same, ["tanh"])),
    ):
        given = fields.get(name, meant[0])
        if (list(given) if isinstance(given, list | tuple) else [given]) not in meant:
            raise ValueError(f"layers: give them, or {name}, not both")
    rest = {k: v for k, v in fields.items() if k not in {"layers", "hidden", "activation"}}
    if len(dense) < len(recipes):
        return rest | {"layers": [one.text for one in recipes], "hidden": ()}
    return rest | {"hidden": widths} | ({"activation": same} if same else {})
