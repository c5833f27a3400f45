"""The options of a recipe, from the schema of `Spec`: they are declared there and nowhere else."""

import json
from collections.abc import Callable
from functools import wraps
from inspect import Parameter, signature
from pathlib import Path
from typing import Annotated, Any

import typer

from unknot.errors import InputError

# Read from a file, so that nothing large is imported to say what there is.
_SCHEMA = Path(__file__).parents[1] / "recording/spec.schema.json"
_TYPES = {"boolean": bool, "integer": int, "number": float, "string": str, "array": str}

Field = dict[str, Any]


def with_recipe(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command an option for every field of a spec but its data.

    The function's own parameter ``recipe`` is given the fields.
    """
    fields = {name: f for name, f in _fields().items() if name != "data"}
    own = [p for p in signature(function).parameters.values() if p.name != "recipe"]
    first = [p for p in own if p.name in {"data", "label", "features", "drop", "encode", "missing"}]
    rest = [p for p in own if p not in first]
    options = [_option(name, field) for name, field in fields.items()]

    @wraps(function)
    def command(**given: Any) -> None:
        recipe = {name: _value(name, field, given.pop(name)) for name, field in fields.items()}
        function(**given, recipe=recipe)

    parameters = [*first, *options, *rest]
    command.__signature__ = signature(function).replace(parameters=parameters)  # type: ignore
    command.__annotations__ = {p.name: p.annotation for p in parameters}
    return command


def _fields() -> dict[str, Field]:
    return json.loads(_SCHEMA.read_text(encoding="utf-8"))["properties"]


def _option(name: str, field: Field) -> Parameter:
    kind, nullable = _kind(field)
    help_ = field["description"]
    if "enum" in kind:
        help_ = f"{help_} One of {', '.join(kind['enum'])}."
    default = _default(field)
    if kind["type"] == "array" and default is not None:
        default = field["between"].join(map(str, default))
    of: Any = _TYPES[kind["type"]]
    flag = f"--{name.replace('_', '-')}"
    option = typer.Option(flag, help=help_, rich_help_panel=field["group"])
    if nullable and default is None:
        of = of | None
    return Parameter(
        name, Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[of, option]
    )


def _kind(field: Field) -> tuple[Field, bool]:
    """Return the type that an option is of, and whether there may be none."""
    kinds = field.get("anyOf", [field])
    return kinds[0], {"type": "null"} in kinds


def _value(name: str, field: Field, given: Any) -> Any:
    kind, nullable = _kind(field)
    if kind["type"] == "array" and given is not None:
        if kind["items"]["type"] == "integer":
            return whole_numbers(name, given)
        return tuple(part for part in given.split(field["between"]) if part)
    return None if nullable and _default(field) is not None and given == 0 else given


def _default(field: Field) -> Any:
    return field.get("fit", field["default"])


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
