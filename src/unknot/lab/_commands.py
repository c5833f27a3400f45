"""What a page may say to the server: JSON texts, checked field by field."""

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from unknot.lab._limits import Refusal

Handle = Annotated[int, Field(ge=0, lt=2**32)]
Speed = Annotated[float, Field(gt=0, le=1e9, allow_inf_nan=False)]
Identifier = str | int | None


class _Command(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    id: Identifier = None


class Open(_Command):
    """Make an experiment, in the place of the one it ``follows`` if any."""

    do: Literal["open"]
    spec: dict[str, Any]
    step: int = Field(default=0, ge=0, le=10**9)
    train: bool = False
    speed: Speed | None = None
    follows: Handle | None = None
    edits: list[list[Any]] = Field(default=[], max_length=500)


class Join(_Command):
    """Watch an experiment that exists, by its key."""

    do: Literal["join"]
    key: str = Field(max_length=64)


class Simple(_Command):
    """What needs no more than the experiment's handle."""

    do: Literal["train", "pause", "reset", "close"]
    experiment: Handle


class Step(_Command):
    """Do exactly so many gradient steps, then pause."""

    do: Literal["step"]
    experiment: Handle
    count: int = Field(default=1, ge=1, le=10**9)


class ChangeSpeed(_Command):
    """Train so many steps per second; null: as many as the machine can."""

    do: Literal["speed"]
    experiment: Handle
    value: Speed | None


class Show(_Command):
    """Show one seed, by its index; null: the best."""

    do: Literal["show"]
    experiment: Handle
    seed: int | None = Field(ge=0)


class Change(_Command):
    """Change weights, settings or points by hand; each is a kind and its values."""

    do: Literal["edit"]
    experiment: Handle
    edits: list[list[Any]] = Field(min_length=1, max_length=500)


class Acknowledge(_Command):
    """A frame arrived and is dealt with, and with it all frames before it."""

    do: Literal["ack"]
    experiment: Handle
    frame: int = Field(ge=0)


Command = Open | Join | Simple | Step | ChangeSpeed | Show | Change | Acknowledge
_COMMANDS: TypeAdapter[Command] = TypeAdapter(Annotated[Command, Field(discriminator="do")])
_EXAMPLE = '{"do": "train", "experiment": 1}'


class Unreadable(Refusal):
    """A message that is no command; ``id`` is the sender's name for it, as far as it has one."""

    def __init__(self, sentence: str, identifier: Identifier = None):
        super().__init__(sentence)
        self.id = identifier


def parse(text: str) -> Command:
    """Read a message.

    Raises
    ------
    Unreadable
        It is not JSON, or not a command.

    Examples
    --------
    >>> parse('{"do": "step", "experiment": 3}').count
    1
    """
    try:
        value = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        why = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise Unreadable(
            f"This message is not JSON ({why[:200]}); expected for example {_EXAMPLE}."
        ) from None
    if not isinstance(value, dict):
        raise Unreadable(f"This message is no JSON object; expected for example {_EXAMPLE}.")
    try:
        return _COMMANDS.validate_python(value)
    except ValidationError as error:
        raise Unreadable(_readable(error, value), _identifier(value)) from None


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number in JSON")


def _identifier(value: dict[str, Any]) -> Identifier:
    given = value.get("id")
    return given if isinstance(given, str | int) and len(str(given)) <= 100 else None


def _readable(error: ValidationError, value: dict[str, Any]) -> str:
    problem = error.errors()[0]
    kinds = "open, join, train, pause, reset, step, speed, show, edit, close or ack"
    if problem["type"].startswith("union_tag"):
        return f"There is no command {str(value.get('do'))[:40]!r}; expected `do` to be {kinds}."
    where = ".".join(str(part) for part in problem["loc"][1:3])
    got = str(problem["input"])[:60]
    if problem["type"] == "missing":
        return f"The command {value['do']!r} lacks `{where}`."
    return f"In the command {value['do']!r}, `{where}` is {got!r}: {problem['msg']}."
