"""``unknot verdict MODEL --property FILE``: whether a model has a property on boxes of inputs."""

from pathlib import Path
from typing import Any

from unknot.cli._output import progress_bar, say
from unknot.errors import InputError

_PROBABILITIES = ("Softmax", "LogSoftmax", "Sigmoid")


def of_property(
    model: Path, file: Path, seconds: float | None, seed: int
) -> tuple[Any, dict[str, Any]]:
    """Verify a property of a model, and run the model itself where it is violated."""
    from unknot.properties import Original, read_vnnlib, verify
    from unknot.train import tune_process

    tune_process()
    wanted = read_vnnlib(file)
    with progress_bar() as bars:
        task = bars.add_task(f"verifying {wanted.name}", total=100, note="")

        def tell(looked: Any) -> None:
            note = f"{looked.boxes:,} boxes bounded, {looked.still_open:,} open"
            bars.update(task, completed=int(100 * looked.settled), note=note)

        found = verify(_network(model), wanted, time=seconds, seed=seed, on_progress=tell)
    more: dict[str, Any] = {"property": wanted.name}
    if found.verdict == "fails" and model.suffix.lower() == ".onnx":
        original = Original(model)
        point, case = found.facts["point"], found.facts["case"]
        outputs = original.outputs(point)
        agrees = original.violates(wanted, case, point)
        more["original"] = {"outputs": outputs, "violates": agrees}
        if agrees is not None:
            shown = ", ".join(f"{v:.6g}" for v in outputs or ())
            word = "violates it, too" if agrees else "does not violate it, by its own rounding"
            say(f"The file itself, run by onnxruntime, gives ({shown}) there and {word}.")
    return found, more


def _network(path: Path) -> Any:
    """Return a model whose outputs are the network's scores, as its file says them."""
    from unknot.models import imported
    from unknot.recording import read

    if path.suffix == ".safetensors":
        return read(path).final
    found = imported(path)
    for note in found.notes:
        say(note)
    last = [text for text in found.sources[-1] if text.startswith(_PROBABILITIES)]
    if last:
        raise InputError(
            f"{str(path)!r} ends with {last[0]}: conditions on probabilities are not linear ones "
            "on the scores before. Leave that last part out of the file, and ask about the scores."
        )
    return found.network
