"""The recipe of an experiment."""

from itertools import pairwise
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from unknot.errors import InputError
from unknot.nets import Activation, HeadKind, Initial, activation

MAX_WIDTH = 4096
MAX_DEPTH = 100
MAX_SEEDS = 100_000

Width = Annotated[int, Field(ge=1, le=MAX_WIDTH)]
Loss = Literal["logistic", "softmax", "hinge"]


class Spec(BaseModel):
    """Everything that a training run depends on; the same spec gives the same recording.

    It is what the command line's flags, a link and a file say: plain JSON, seed included.

    Examples
    --------
    >>> spec = Spec(data="spirals:turns=1", hidden=(2, 2, 2, 2), seeds=64)
    >>> Spec.model_validate_json(spec.model_dump_json()) == spec
    True
    """

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)

    data: str = Field(description="A data set by name and parameters, or the path of a file.")
    test: str | None = Field(
        default=None, description="Data to test on once training has ended; chosen by: never."
    )
    standardise: bool = Field(
        default=False, description="Shift and scale every feature to mean 0, deviation 1."
    )
    validation: float = Field(
        default=0.0, ge=0, lt=1, description="The share of the points kept apart to choose by."
    )
    hidden: tuple[Width, ...] = Field(
        default=(2, 2), max_length=MAX_DEPTH, description="Units of each hidden layer."
    )
    activation: tuple[str, ...] = Field(
        default=("tanh",), description="One for all hidden layers, or one for each."
    )
    initial: Initial = Field(default="identity", description="How weights are drawn at random.")
    loss: Loss | None = Field(
        default=None, description="Default: logistic for two classes, softmax for more."
    )
    optimiser: Literal["adam", "sgd"] = "adam"
    learning_rate: float = Field(default=0.01, gt=0, le=100, allow_inf_nan=False)
    momentum: float = Field(default=0.9, ge=0, lt=1, description="Of SGD.")
    weight_decay: float = Field(
        default=0.0, ge=0, le=1, description="Decoupled, of weights and not of biases."
    )
    schedule: Literal["constant", "cosine", "exponential"] = Field(
        default="constant", description="Of the learning rate; the last two end at 1 % of it."
    )
    batch: int | None = Field(default=None, ge=1, description="Mini-batch size; all if not given.")
    steps: int = Field(default=4000, ge=0, le=100_000_000, description="Gradient steps.")
    snapshots: int | tuple[int, ...] = Field(
        default=200, description="How many times to look and keep weights, or at which steps."
    )
    patience: int | None = Field(
        default=10, ge=1, description="Stop after so many looks with every point right."
    )
    seeds: int = Field(default=1, ge=1, le=MAX_SEEDS, description="Networks trained side by side.")
    seed: int = Field(default=0, ge=0, le=2**31 - 1, description="The first seed.")

    @field_validator("activation", mode="before")
    @classmethod
    def _several(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) else value

    @field_validator("snapshots")
    @classmethod
    def _ordered(cls, value: int | tuple[int, ...]) -> int | tuple[int, ...]:
        if isinstance(value, int):
            if not 1 <= value <= 10_000:
                raise ValueError("the number of snapshots must be between 1 and 10000")
        elif list(value) != sorted(set(value)) or any(step < 0 for step in value):
            raise ValueError("snapshot steps must be increasing and not negative")
        return value

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if len(self.activation) not in {1, len(self.hidden)}:
            raise ValueError(
                f"there are {len(self.hidden)} hidden layers but {len(self.activation)} "
                "activations: give one, or one for each layer"
            )
        for name in self.activation:
            activation(name)
        return self

    @classmethod
    def of(cls, **fields: Any) -> Self:
        """Return the spec with these fields, or raise one readable ``InputError``."""
        try:
            return cls(**fields)
        except ValidationError as error:
            raise InputError(_readable(error)) from None

    @property
    def activations(self) -> tuple[Activation, ...]:
        """One activation for each hidden layer."""
        names = self.activation
        return tuple(activation(names[i if len(names) > 1 else 0]) for i in range(len(self.hidden)))

    def loss_for(self, classes: int) -> Loss:
        """Return the loss to train with, for data of so many classes."""
        if classes < 2:
            raise InputError("The data have one class only, so there is nothing to tell apart.")
        loss = self.loss or ("logistic" if classes == 2 else "softmax")
        if loss == "logistic" and classes != 2:
            raise InputError(
                f"The logistic loss tells two classes apart, but the data have {classes}. "
                "Use the softmax loss (the default)."
            )
        return loss

    def head_for(self, classes: int) -> HeadKind:
        """Return the kind of head that the loss needs."""
        loss = self.loss_for(classes)
        return "linear" if loss == "hinge" else loss

    def widths_for(self, features: int, classes: int) -> tuple[int, ...]:
        """Return the units of every layer, from the features to the scores.

        Examples
        --------
        >>> Spec(data="iris", hidden=(5,)).widths_for(4, 3)
        (4, 5, 3)
        """
        scores = 1 if self.loss_for(classes) == "logistic" else classes
        return (features, *self.hidden, scores)

    def parameters_for(self, features: int, classes: int) -> int:
        """Count the weights and biases of one network.

        Examples
        --------
        >>> Spec(data="moons", hidden=(3,)).parameters_for(2, 2)
        13
        """
        widths = self.widths_for(features, classes)
        return sum((a + 1) * b for a, b in pairwise(widths))


def _readable(error: ValidationError) -> str:
    """One sentence for each field that is wrong."""
    sentences: dict[str, str] = {}
    for problem in error.errors():
        where = [str(part) for part in problem["loc"]]
        field = where[0] if where else ""
        what = problem["msg"].removeprefix("Value error, ").rstrip(".")
        if problem["type"] == "extra_forbidden":
            sentence = f"There is no option {field!r} in a spec."
        elif problem["type"] == "missing":
            sentence = f"{field} is missing."
        elif not where:
            sentence = f"{what[0].upper()}{what[1:]}."
        elif where[1:2] == ["int"]:  # of a choice between one number and several
            sentence = f"{field}: expected one or several integers, but got {problem['input']!r}."
        else:
            at = f" (entry {int(where[1]) + 1})" if where[1:] and where[1].isdigit() else ""
            sentence = f"{field}{at}: {what}, but got {problem['input']!r}."
        sentences.setdefault(field, sentence)
    return " ".join(sentences.values())
