"""The recipe of an experiment."""

from typing import Annotated, Any, Literal, Self, cast

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from unknot.errors import InputError, UnknownName
from unknot.neighbours import NeighbourRule, neighbour_rule
from unknot.nets import (
    Activation,
    Grid,
    HeadKind,
    Initial,
    Recipe,
    activation,
    layer_recipe,
)
from unknot.nets.layers.dense import DenseRecipe
from unknot.recording._augment import Augment
from unknot.recording._complaints import readable
from unknot.recording._curriculum import Curriculum
from unknot.recording._penalty import Penalty
from unknot.recording._plain import plain

MAX_WIDTH = 4096
MAX_DEPTH = 100
MAX_SEEDS = 100_000

Width = Annotated[int, Field(ge=1, le=MAX_WIDTH)]
Loss = Literal["logistic", "softmax", "hinge"]
HEADS = ("linear", "neighbours")


POINTS, NETWORK, TRAINING = "Points", "Network", "Training"


def _field(
    default: Any,
    description: str,
    group: str = POINTS,
    *,
    absent: str = "none",
    page: bool = True,
    fit: Any = None,
    images: Any = None,
    between: str = ",",
    **limits: Any,
) -> Any:
    """Declare a field, for the command line, the lab and its links as well.

    Parameters
    ----------
    group
        Under which heading the command line lists it.
    absent
        What links call None.
    page
        Whether the lab's page may change it.
    fit
        The command line's default, where it is another.
    images
        The command line's default where layers are of images, if that is another again.
    between
        What the command line and links put between several.
    """
    extra = {"group": group, "absent": absent, "page": page, "between": between}
    extra |= {} if fit is None else {"fit": fit}
    extra |= {} if images is None else {"images": images}
    return Field(default, description=description, json_schema_extra=extra, **limits)


def declared(name: str) -> dict[str, Any]:
    """Return what is declared of a field beside its type, such as its ``group``."""
    return cast(dict[str, Any], Spec.model_fields[name].json_schema_extra)


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

    data: str = _field(..., "A data set by name and parameters, or the path of a file.")
    test: str | None = _field(
        None, "Points to test on in the end: a file, `mnist:part=test` …", POINTS, page=False
    )
    augment: str | None = _field(
        None,
        "Turn, scale, shear and shift the images of each mini-batch at random: `affine`, or "
        "`affine:rotation=12,scale=0.12,shear=0.2,shift=0.07`.",
        POINTS,
        page=False,
    )
    standardise: bool = _field(
        False,
        "Bring every feature to mean 0, deviation 1; of images, all pixels of a channel together.",
        POINTS,
    )
    validation: float = _field(
        0.0, "Share of the points kept apart, to choose the best seed by.", POINTS, ge=0, lt=1
    )
    hidden: tuple[Width, ...] = _field(
        (2, 2),
        "Units of each hidden layer, e.g. `2,2,2`; `none` for no layer.",
        NETWORK,
        max_length=MAX_DEPTH,
    )
    activation: tuple[str, ...] = _field(
        ("tanh",), "tanh, relu, leaky-relu:0.2 …: one, or one for each layer.", NETWORK
    )
    layers: tuple[str, ...] | None = _field(
        None,
        "Layers one by one, e.g. `field:32*6 tanh:2`, instead of `hidden` and `activation`.",
        NETWORK,
        between="/",
        max_length=MAX_DEPTH,
    )
    initial: Initial = _field("identity", "How weights are drawn at random.", NETWORK)
    head: str = _field(
        "linear",
        "What reads the last layer: linear, or neighbours, e.g. `neighbours:kernel=inverse,k=15`.",
        NETWORK,
    )
    loss: Loss | None = _field(
        None, "Left out: logistic for two classes, softmax for more.", TRAINING, absent="auto"
    )
    optimiser: Literal["adam", "sgd"] = _field("adam", "How weights follow the gradient.", TRAINING)
    learning_rate: float = _field(
        0.01, "The size of a step.", TRAINING, gt=0, le=100, allow_inf_nan=False
    )
    momentum: float = _field(0.9, "Of sgd.", TRAINING, ge=0, lt=1)
    weight_decay: float = _field(
        0.0, "Decoupled, of weights and not of biases.", TRAINING, ge=0, le=1
    )
    penalty: str | None = _field(
        None,
        "On steep maps, e.g. `contractive:0.1`, or `contractive:0.1,per=layer`; on the weights, "
        "`l1:0.001` or `l2:0.001`.",
        TRAINING,
    )
    schedule: Literal["constant", "cosine", "exponential"] = _field(
        "constant", "Of the learning rate; the last two end at 1 % of it.", TRAINING
    )
    warmup: float = _field(
        0.0,
        "Share of the steps over which the learning rate rises to its full size.",
        TRAINING,
        page=False,
        ge=0,
        lt=1,
    )
    curriculum: str | None = _field(
        None,
        "Which points training begins with, while others come in: `far` from the middle of all, "
        "or `near`; `far:first=0.1,until=0.6`.",
        TRAINING,
        page=False,
    )
    batch: int | None = _field(
        None, "Points of a mini-batch; 0: all.", TRAINING, absent="all", images=128, ge=1
    )
    steps: int = _field(4000, "Gradient steps.", TRAINING, ge=0, le=100_000_000)
    snapshots: int | tuple[int, ...] = _field(
        200,
        "How many times to look and keep weights (in Python also at which steps).",
        TRAINING,
        page=False,
        images=20,
    )
    patience: int | None = _field(
        10, "Stop a seed after so many looks with all points right; 0: never.", TRAINING, ge=1
    )
    seeds: int = _field(
        1,
        "How many networks to train side by side.",
        TRAINING,
        fit=16,
        images=1,
        ge=1,
        le=MAX_SEEDS,
    )
    seed: int = _field(
        0, "The first seed; the same seed, the same result.", TRAINING, ge=0, le=2**31 - 1
    )

    @field_validator("activation", mode="before")
    @classmethod
    def _several(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) else value

    @field_validator("penalty")
    @classmethod
    def _plain_penalty(cls, value: str | None) -> str | None:
        return None if value in (None, "none") else Penalty.read(value).text

    @field_validator("curriculum")
    @classmethod
    def _plain_curriculum(cls, value: str | None) -> str | None:
        return None if value in (None, "none") else Curriculum.read(value).text

    @field_validator("snapshots")
    @classmethod
    def _ordered(cls, value: int | tuple[int, ...]) -> int | tuple[int, ...]:
        if isinstance(value, int):
            if not 1 <= value <= 10_000:
                raise ValueError("the number of snapshots must be between 1 and 10000")
        elif list(value) != sorted(set(value)) or any(step < 0 for step in value):
            raise ValueError("snapshot steps must be increasing and not negative")
        return value

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, fields: Any) -> Any:
        return plain(fields)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if len(self.activation) not in {1, len(self.hidden)}:
            raise ValueError(
                f"there are {len(self.hidden)} hidden layers but {len(self.activation)} "
                "activations: give one, or one for each layer"
            )
        for name in self.activation:
            activation(name)
        try:
            rule = self.rule
        except InputError as error:
            raise ValueError(f"head: {error}") from None
        if rule is not None and not self.recipes:
            raise ValueError(
                "head: neighbours read what layers make of the points, so give one layer at least"
            )
        if rule is not None and self.loss is not None:
            raise ValueError(
                f"loss: {self.loss} is one of a linear head; leave it out, as neighbours say "
                "what is minimised themselves (measure=log or measure=share)"
            )
        if rule is not None and self.curriculum is not None:
            raise ValueError(
                "curriculum: neighbours compare all points of a mini-batch from the beginning; "
                "give it with a linear head"
            )
        self._check_augment()
        if self.penalty and rule is not None and rule.kernel == "inverse" and not rule.normalise:
            raise ValueError(
                "shares of 1/d^power stay the same when the whole representation shrinks, which is "
                "all that a penalty would do: say normalise with kernel=inverse, or kernel=soft, "
                "or leave the penalty out"
            )
        return self

    def _check_augment(self) -> None:
        if self.augment is None:
            return
        try:
            Augment.read(self.augment)
        except InputError as error:
            raise ValueError(f"augment: {error}") from None
        if self.batch is None:
            raise ValueError("augment changes the images of mini-batches: say of how many, batch")

    @classmethod
    def of(cls, **fields: Any) -> Self:
        """Return the spec with these fields, or raise one readable ``InputError``."""
        try:
            return cls(**fields)
        except ValidationError as error:
            raise InputError(readable(error)) from None

    @property
    def activations(self) -> tuple[Activation, ...]:
        """One activation for each of the hidden widths."""
        names = self.activation
        return tuple(activation(names[i if len(names) > 1 else 0]) for i in range(len(self.hidden)))

    @property
    def recipes(self) -> tuple[Recipe, ...]:
        """The layers before they are drawn at random, whichever way they are written."""
        if self.layers is not None:
            return tuple(map(layer_recipe, self.layers))
        sizes = zip(self.activations, self.hidden, strict=True)
        return tuple(DenseRecipe(sigma, size) for sigma, size in sizes)

    @property
    def of_images(self) -> bool:
        """Whether some layer takes its units for images.

        Examples
        --------
        >>> Spec(data="digits", layers="conv:8,3/relu:16").of_images
        True
        """
        return any(one.of_images for one in self.recipes)

    @property
    def rule(self) -> NeighbourRule | None:
        """By which neighbours decide; None with a linear head.

        Examples
        --------
        >>> Spec(data="moons", head="neighbours:k=5").rule.k
        5
        """
        name, _, options = self.head.partition(":")
        if name not in HEADS:
            raise UnknownName("head", name, HEADS)
        if name == "linear" and options:
            raise InputError(f"A linear head has no options, but got {options!r}.")
        return None if name == "linear" else neighbour_rule(options)

    @property
    def penalty_rule(self) -> Penalty | None:
        """What is added to the loss in training, or None.

        Examples
        --------
        >>> Spec(data="moons", penalty="contractive:0.1").penalty_rule.weight
        0.1
        """
        return None if self.penalty is None else Penalty.read(self.penalty)

    @property
    def curriculum_rule(self) -> Curriculum | None:
        """In which order points take part in training, or None.

        Examples
        --------
        >>> Spec(data="moons", curriculum="far").curriculum_rule.first
        0.1
        """
        return None if self.curriculum is None else Curriculum.read(self.curriculum)

    def loss_for(self, classes: int) -> Loss:
        """Return the loss to train a linear head with, for data of so many classes."""
        _check_several(classes)
        loss = self.loss or ("logistic" if classes == 2 else "softmax")
        if loss == "logistic" and classes != 2:
            raise InputError(
                f"The logistic loss tells two classes apart, but the data have {classes}. "
                "Use the softmax loss (the default)."
            )
        return loss

    def head_for(self, classes: int) -> HeadKind | NeighbourRule:
        """Return the kind of head that the loss needs, or the rule by which neighbours decide."""
        if self.rule is not None:
            _check_several(classes)
            return self.rule
        loss = self.loss_for(classes)
        return "linear" if loss == "hinge" else loss

    def widths_for(self, features: int, classes: int) -> tuple[int, ...]:
        """Return the units of every layer, from the features to the scores.

        Examples
        --------
        >>> Spec(data="iris", hidden=(5,)).widths_for(4, 3)
        (4, 5, 3)
        """
        widths = [Grid.of(features)]
        for one in self.recipes:
            widths.append(one.outputs(widths[-1]))
        logistic = self.rule is None and self.loss_for(classes) == "logistic"
        return (*widths, 1 if logistic else classes)

    def parameters_for(self, features: int, classes: int) -> int:
        """Count the weights and biases of one network.

        Examples
        --------
        >>> Spec(data="moons", hidden=(3,)).parameters_for(2, 2)
        13
        """
        widths = self.widths_for(features, classes)
        layers = zip(self.recipes, widths, strict=False)
        read_out = (widths[-2] + 1) * widths[-1] if self.rule is None else 0
        return sum(one.parameters(w) for one, w in layers) + read_out


def _check_several(classes: int) -> None:
    if classes < 2:
        raise InputError("The data have one class only, so there is nothing to tell apart.")
