"""The options of a recipe, from the schema of `Spec`: they are declared there and nowhere else."""

import json
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from functools import wraps
from inspect import Parameter, signature
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any

import typer

from unknot.errors import InputError, UnknotError

# Read from a file, so that nothing large is imported to say what there is.
_SCHEMA = Path(__file__).parents[1] / "recording/spec.schema.json"
_TYPES = {"boolean": bool, "integer": int, "number": float, "string": str, "array": str}

# What stands before the options of a recipe in the help.
_BEFORE = {"data", "label", "features", "drop", "encode", "missing", "width", "depth"}

Field = dict[str, Any]


def with_recipe(
    *, without: Collection[str] = (), instead: Mapping[str, Any] = MappingProxyType({})
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command an option for every field of a spec but its data.

    The function's own parameter ``recipe`` is given the fields.

    Parameters
    ----------
    without
        Fields that have no option.
    instead
        Other defaults than those that are declared.
    """
    fields = {name: f for name, f in _fields().items() if name not in {"data", *without}}
    for name, default in instead.items():
        fields[name] = fields[name] | {"fit": default}
    if "layers" not in fields:  # of what there is, none is of images
        fields = {name: _without_images(field) for name, field in fields.items()}

    def decorated(function: Callable[..., None]) -> Callable[..., None]:
        own = [p for p in signature(function).parameters.values() if p.name != "recipe"]
        first = [p for p in own if p.name in _BEFORE]
        rest = [p for p in own if p not in first]
        options = [_option(name, field) for name, field in fields.items()]

        @wraps(function)
        def command(**given: Any) -> None:
            of_images = _of_images(given.get("layers"))
            recipe = {
                name: _value(name, field, given.pop(name), of_images)
                for name, field in fields.items()
            }
            function(**given, recipe=recipe)

        parameters = [*first, *options, *rest]
        command.__signature__ = signature(function).replace(parameters=parameters)  # type: ignore
        command.__annotations__ = {p.name: p.annotation for p in parameters}
        return command

    return decorated


def _fields() -> dict[str, Field]:
    return json.loads(_SCHEMA.read_text(encoding="utf-8"))["properties"]


def _option(name: str, field: Field) -> Parameter:
    kind, _ = _kind(field)
    help_ = field["description"]
    if "enum" in kind:
        help_ = f"{help_} One of {', '.join(kind['enum'])}."
    default, shown = _default(field), True
    if kind["type"] == "array" and default is not None:
        default = field["between"].join(map(str, default))
    if "images" in field:
        usual = field["absent"] if default is None else default
        default, shown = None, f"{usual}; {field['images']} if layers are of images"
    of: Any = _TYPES[kind["type"]]
    flag = f"--{name.replace('_', '-')}"
    option = typer.Option(flag, help=help_, rich_help_panel=field["group"], show_default=shown)
    if default is None:
        of = of | None
    return Parameter(
        name, Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[of, option]
    )


def _kind(field: Field) -> tuple[Field, bool]:
    """Return the type that an option is of, and whether there may be none."""
    kinds = field.get("anyOf", [field])
    return kinds[0], {"type": "null"} in kinds


def _value(name: str, field: Field, given: Any, of_images: bool) -> Any:
    kind, nullable = _kind(field)
    if given is None and "images" in field:
        return field["images"] if of_images else _default(field)
    if kind["type"] == "array" and given is not None:
        if kind["items"]["type"] == "integer":
            return whole_numbers(name, given)
        return tuple(part for part in given.split(field["between"]) if part)
    return None if nullable and given == 0 < kind.get("minimum", 0) else given


def _default(field: Field) -> Any:
    return field.get("fit", field["default"])


def _of_images(layers: str | None) -> bool:
    """Say whether layers are of images; of texts that cannot be read the recipe complains."""
    if layers is None:
        return False
    from unknot.nets import layer_recipes

    with suppress(UnknotError):
        return any(one.of_images for one in layer_recipes(layers))
    return False


def _without_images(field: Field) -> Field:
    return {fact: value for fact, value in field.items() if fact != "images"}


def whole_numbers(name: str, text: str) -> tuple[int, ...]:
    """Read whole numbers with commas between.

    Raises
    ------
    InputError
        They are none.
    """
    if text.strip().lower() in {"", "none", "0"}:
        return ()
    try:
        return tuple(int(part) for part in text.split(","))
    except ValueError:
        raise InputError(
            f"--{name} is {text!r}; expected whole numbers with commas between, such as 2,2,2, "
            "or none."
        ) from None
