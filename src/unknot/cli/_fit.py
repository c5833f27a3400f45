"""``unknot fit``: train on a data set, draw what came out."""

import json as json_module
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from unknot.cli._output import make_folder, out, print_json, progress_bar, say, say_numbers
from unknot.cli._recipe import with_recipe
from unknot.cli._table import (
    Drop,
    Encode,
    Features,
    Label,
    Missing,
    say_reading,
    scales_advice,
    with_table_options,
)
from unknot.files import write_whole

_BARELY = 0.02  # of the points
_LONG = 7e14  # operations, of which two cores do 2e11 in a second: an hour


@with_recipe()
def fit(
    *,
    data: Annotated[
        str,
        typer.Argument(help="A name with parameters (`unknot data list`), or your own file."),
    ],
    label: Label = None,
    features: Features = None,
    drop: Drop = None,
    encode: Encode = None,
    missing: Missing = None,
    recipe: dict[str, Any],
    folder: Annotated[Path, typer.Option("--out", help="Folder for everything written.")] = Path(
        "unknot-fit"
    ),
    pictures: Annotated[bool, typer.Option(help="Draw figures as well.")] = True,
    prove: Annotated[
        bool, typer.Option(help="Say what is proved of the architecture, and of the network.")
    ] = True,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object as summary.")] = False,
) -> None:
    """Train networks on a data set, keep the best, and draw what it does.

    Before training it says whether any weights of the architecture can be right on the whole of
    every class; after it, whether this network is. Both with a proof, where there is one.

    Writes `recording.safetensors` (weights over training, data, recipe), `spec.json` (the recipe
    alone, for `Spec.model_validate_json` in Python), figures and certificates. Ctrl-C ends the
    training early and keeps what was computed.
    """
    from unknot.recording import Spec
    from unknot.train import tune_process

    spec = Spec.of(
        data=with_table_options(
            data, label=label, features=features, drop=drop, encode=encode, missing=missing
        ),
        **recipe,
    )
    tune_process()
    make_folder(folder)
    summary = _train_and_draw(spec, folder, pictures, prove)
    if json:
        print_json(summary)
    else:
        _print_summary(summary)


def _train_and_draw(spec: Any, folder: Path, pictures: bool, prove: bool) -> dict[str, Any]:
    from unknot.data import load
    from unknot.experiment import run, usual_parts
    from unknot.train import check_size

    data = load(spec.data)
    spec = _with_points_enough(spec, data)
    check_size(spec, data)
    _say_whether_it_is_long(spec, data)
    test = None if spec.test is None else load(spec.test, like=data)
    say_reading(data)
    if not spec.standardise and data.unlike_scales():
        say(scales_advice(data))
    conflicts = data.conflicts()
    if len(conflicts):
        first, second = conflicts[0]
        say(
            f"Note: {len(conflicts)} points lie exactly where a point of another class lies (for "
            f"example points {first + 1} and {second + 1}): no classifier is right about both."
        )
    with _Bars(f"training {spec.seeds} × {_shape(spec, data)}") as bars:
        outcome = run(
            spec,
            folder,
            data=data,
            test=test,
            questions=("architecture", "network") if prove else (),
            parts=usual_parts if pictures else lambda _: (),
            on_progress=bars.show,
            on_answer=_say_of_architecture,
        )
    recording = outcome.recording
    spec_file = folder / "spec.json"
    write_whole(spec_file, json_module.dumps(spec.model_dump(mode="json"), indent=2) + "\n")
    if not recording.final.is_finite:
        say(
            "All seeds diverged (their weights are no numbers any more), so there is nothing to "
            "draw. Try a smaller --learning-rate, or --standardise."
        )
    else:
        if pictures:
            say_numbers(data.class_names)
        _say_if_nothing_was_learnt(recording)
    summary = outcome.summary()
    return summary | {"files": summary["files"] | {"spec": str(spec_file)}}


def _with_points_enough(spec: Any, data: Any) -> Any:
    """Return the recipe, with a smaller mini-batch where that of images has too many points."""
    from unknot.recording import usual

    there = max(1, int(len(data) * (1 - spec.validation)) - len(data.class_names))
    if not spec.of_images or spec.batch != usual("batch", of_images=True) or spec.batch <= there:
        return spec
    say(f"Note: mini-batches of {there} points in place of {spec.batch}: there are few to learn.")
    return spec.model_copy(update={"batch": there})


def _say_whether_it_is_long(spec: Any, data: Any) -> None:
    """Name what would be shorter, where training takes hours on a few cores."""
    from unknot.recording import usual

    each, few = spec.batch or len(data), usual("batch", of_images=True)
    parameters = spec.parameters_for(data.dimension, len(data.class_names))
    if 6 * parameters * each * spec.steps * spec.seeds < _LONG:
        return
    less = spec.seeds * each // few
    advice = f"; --seeds 1 --batch {few} takes about {less:,} times less" if less > 1 else ""
    say(
        f"Note: {spec.seeds} × {parameters:,} parameters learn from {each:,} points at each of "
        f"{spec.steps:,} steps, which may take hours{advice}."
    )


class _Bars:
    """One bar for each stage of an experiment."""

    def __init__(self, training: str):
        self._names = {"training": training}
        self._context = progress_bar()
        self._tasks: dict[str, Any] = {}

    def __enter__(self) -> "_Bars":
        self._bars = self._context.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self._context.__exit__(*error)

    def show(self, stage: str, done: int, total: int, what: Any) -> None:
        """Show how far a stage has come."""
        if stage == "proving":
            return  # it is quick, or says so itself
        if stage not in self._tasks:
            name = self._names.get(stage, stage)
            self._tasks[stage] = self._bars.add_task(name, total=total, note="")
        note = what
        if not isinstance(what, str):
            note = (
                f"{what.solved} of {what.seeds} all right · best: {what.accuracy:.1%}, loss "
                f"{what.loss:.4f}"
            )
        self._bars.update(self._tasks[stage], completed=done, note=note)


def _say_of_architecture(question: str, found: Any) -> None:
    """Say what is known of the architecture before it is trained."""
    if question != "architecture" or found.verdict == "undecided":
        return
    theorem = f" ({found.theorem})"
    if found.verdict == "impossible":
        say(f"No weights can do this: {found.reason}{theorem} Training anyway, to show it.")
    else:
        say(f"It can be done: {found.reason}{theorem}")


def _shape(spec: Any, data: Any) -> str:
    return "-".join(map(str, spec.widths_for(data.dimension, len(data.class_names))[:-1]))


def _say_if_nothing_was_learnt(recording: Any) -> None:
    """Give advice where no seed did better than to name the largest class everywhere."""
    largest = max(recording.data.counts.values()) / len(recording.data)
    if recording.accuracy > largest + _BARELY:
        return
    advice = (
        scales_advice(recording.data)
        or "Try more --steps, wider --hidden layers or another --learning-rate."
    )
    say(
        f"Little was learnt: {recording.accuracy:.1%} are right, and the largest class has "
        f"{largest:.1%}. {advice}"
    )


def _print_summary(summary: dict[str, Any]) -> None:
    if summary["interrupted"]:
        out.print("Interrupted: this is what was computed until then.")
    out.print(
        f"Best seed: [bold]{summary['best_seed']}[/], {summary['points_right']:,} of "
        f"{summary['points']:,} points right after {summary['steps']:,} steps "
        f"(loss {summary['loss']:.4g}; chosen by {summary['rule']})."
    )
    if summary["validation_accuracy"] is not None:
        out.print(
            f"On the {summary['validation_points']:,} validation points: "
            f"{summary['validation_accuracy']:.2%} right."
        )
    if summary["test_accuracy"] is not None:
        share = summary["test_accuracy"]
        out.print(
            f"On the {summary['test_points']:,} test points: {share:.2%} right, an error of "
            f"[bold]{1 - share:.2%}[/]."
        )
    out.print(
        f"Seeds with every training point right: [bold]{summary['seeds_all_right']}[/] of "
        f"{summary['seeds']}."
    )
    if summary["folds"] is not None:
        from unknot.measure import Folds

        out.print(Folds(**summary["folds"]).summary())
    if "network" in summary["verdicts"]:
        network = summary["verdicts"]["network"]
        out.print(f"This network: [bold]{network['verdict']}[/]. {escape(network['reason'])}")
    out.print(escape("Wrote " + ", ".join(summary["files"].values()) + "."))
