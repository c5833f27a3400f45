"""How much a page may ask of the server, and the refusal of what is more."""

from dataclasses import asdict, dataclass
from typing import Any

from pydantic import ValidationError

from unknot.errors import InputError
from unknot.nets.layers.dense import DenseRecipe
from unknot.recording import Spec


class Refusal(InputError):
    """What a page asked for is not done; ``field`` says which field of the spec is to blame."""

    def __init__(self, sentence: str, field: str | None = None):
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class Limits:
    """What one server allows.

    Parameters
    ----------
    width, depth
        Units of a dense hidden layer, and hidden layers.
    units
        Of any layer: as many numbers as a point becomes.
    points
        Of a data set.
    parameters, all_parameters
        Of one network, and of all the seeds of an experiment together.
    seeds
        Of one experiment.
    message, upload, recording
        Bytes of a websocket message, of an uploaded table, and of a recording that is opened.
    commands
        A client's commands per second.
    clients, experiments
        At the same time.
    """

    width: int = 64
    depth: int = 16
    units: int = 4_096
    points: int = 20_000
    parameters: int = 20_000
    all_parameters: int = 1_000_000
    seeds: int = 1_024
    message: int = 64 * 1024
    upload: int = 10_000_000
    recording: int = 100_000_000
    commands: int = 50
    clients: int = 64
    experiments: int = 16

    def as_json(self) -> dict[str, int]:
        """Return all limits by name."""
        return asdict(self)

    def spec(self, fields: dict[str, Any]) -> Spec:
        """Return the spec with these fields, if it is one and small enough.

        Its patience and snapshots, which live training has no use for, are put aside.
        """
        try:
            spec = Spec.of(**fields)
        except InputError as error:
            at = _field_at_fault(fields)
            # Beside the field its name need not be said.
            raise Refusal(str(error).removeprefix(f"{at}: ".capitalize()), at) from None
        except TypeError:
            raise Refusal("The names of a spec's fields are texts.") from None
        layers, dense = spec.recipes, [one for one in spec.recipes if isinstance(one, DenseRecipe)]
        if len(layers) > self.depth:
            raise Refusal(_over("hidden layers", len(layers), self.depth), _written_in(spec))
        widest = max((one.size for one in dense), default=0)
        if widest > self.width:
            raise Refusal(_over("units in one layer", widest, self.width), _written_in(spec))
        if spec.seeds > self.seeds:
            raise Refusal(_over("seeds", spec.seeds, self.seeds), "seeds")
        return spec.model_copy(
            update={"patience": None, "snapshots": Spec.model_fields["snapshots"].default}
        )

    def parameters_of(self, spec: Spec, features: int, classes: int) -> int:
        """Count a network's parameters for data of this kind; refuse too many."""
        try:
            widths = spec.widths_for(features, classes)
        except InputError as error:
            # Dense layers take whatever they are given.
            at = "loss" if spec.loss else "data" if spec.layers is None else "layers"
            raise Refusal(str(error), at) from None
        if max(widths[1:]) > self.units:
            most = max(widths[1:])
            raise Refusal(_over("units in one layer", most, self.units), _written_in(spec))
        parameters = spec.parameters_for(features, classes)
        if parameters > self.parameters:
            raise Refusal(_over("parameters", parameters, self.parameters), _written_in(spec))
        if parameters * spec.seeds > self.all_parameters:
            raise Refusal(
                _over(
                    f"parameters ({spec.seeds:,} seeds × {parameters:,})",
                    parameters * spec.seeds,
                    self.all_parameters,
                ),
                "seeds",
            )
        return parameters

    def check_points(self, points: int) -> None:
        """Refuse data sets with too many points."""
        if points > self.points:
            raise Refusal(_over("points", points, self.points), "data")


def _written_in(spec: Spec) -> str:
    """Return the field that says what the layers are."""
    return "hidden" if spec.layers is None else "layers"


def _over(what: str, asked: int, most: int) -> str:
    return (
        f"{asked:,} {what} are more than the {most:,} that the lab trains live. Ask for fewer, "
        "or train with `unknot fit`."
    )


def _field_at_fault(fields: dict[str, Any]) -> str | None:
    try:
        Spec(**fields)
    except ValidationError as error:
        problem = error.errors()[0]
        if problem["loc"]:
            return str(problem["loc"][0])
        # What concerns several fields names one, or is the number of activations, or one's name.
        named = problem["msg"].removeprefix("Value error, ").partition(":")[0]
        return named if named in Spec.model_fields else "activation"
    return None
