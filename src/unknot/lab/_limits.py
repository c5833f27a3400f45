"""How much a page may ask of the server, and the refusal of what is more."""

from dataclasses import asdict, dataclass
from typing import Any

from pydantic import ValidationError

from unknot.errors import InputError
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
        Units of a hidden layer, and hidden layers.
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
            raise Refusal(str(error), _field_at_fault(fields)) from None
        except TypeError:
            raise Refusal("The names of a spec's fields are texts.") from None
        check_head(spec)
        if len(spec.recipes) > self.depth:
            raise Refusal(_over("hidden layers", len(spec.recipes), self.depth), "hidden")
        if spec.hidden and max(spec.hidden) > self.width:
            raise Refusal(_over("units in one layer", max(spec.hidden), self.width), "hidden")
        if spec.seeds > self.seeds:
            raise Refusal(_over("seeds", spec.seeds, self.seeds), "seeds")
        return spec.model_copy(
            update={"patience": None, "snapshots": Spec.model_fields["snapshots"].default}
        )

    def parameters_of(self, spec: Spec, features: int, classes: int) -> int:
        """Count a network's parameters for data of this kind; refuse too many."""
        try:
            parameters = spec.parameters_for(features, classes)
        except InputError as error:
            raise Refusal(str(error), "loss" if spec.loss else "data") from None
        if parameters > self.parameters:
            raise Refusal(_over("parameters", parameters, self.parameters), "hidden")
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


def check_head(spec: Spec) -> None:
    """Refuse heads that the page cannot compute while they are trained."""
    if spec.rule is not None:
        raise Refusal(
            "The lab trains linear heads only. Train for neighbours with `unknot fit`, and look at "
            "what comes out with `unknot page`.",
            "head",
        )


def _over(what: str, asked: int, most: int) -> str:
    return (
        f"{asked:,} {what} are more than the {most:,} that the lab trains live. Ask for fewer, "
        "or train with `unknot fit`."
    )


def _field_at_fault(fields: dict[str, Any]) -> str | None:
    try:
        Spec(**fields)
    except ValidationError as error:
        where = error.errors()[0]["loc"]
        # What concerns several fields is the number of activations, or one's name.
        return str(where[0]) if where else "activation"
    return None
