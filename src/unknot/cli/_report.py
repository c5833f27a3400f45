"""``unknot report``: a trained model and labelled data, layer by layer."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from unknot.cli._output import make_folder, out, print_json, progress_bar, say
from unknot.errors import InputError
from unknot.files import write_whole

if TYPE_CHECKING:
    from unknot.reports import Measured, Report

_FAILED = 1


def report(
    model: Annotated[
        Path,
        typer.Argument(
            help="A model (.onnx, .nnet), a recording (.safetensors), or activations (.npz)."
        ),
    ],
    data: Annotated[
        str | None,
        typer.Argument(
            help="A name with parameters, or a file; of a property (.vnnlib) random points of its "
            "boxes, in the classes that the model says. A recording and activations have their own."
        ),
    ] = None,
    folder: Annotated[
        Path, typer.Option("--out", help="Where report.html and report.json go.")
    ] = Path("unknot-report"),
    json: Annotated[
        bool, typer.Option("--json", help="Print the JSON, and write no files.")
    ] = False,
    fail_if: Annotated[
        str | None,
        typer.Option(
            help="End with exit code 1 if this holds: `probe[-1] < 0.9 or max(stretch) > 100`."
        ),
    ] = None,
    seed: Annotated[int, typer.Option(help="Of random choices.", min=0)] = 0,
    trust: Annotated[
        bool,
        typer.Option(
            "--trust", help="Read a pickle (.pkl, .joblib, .pt), which can run any code in it."
        ),
    ] = False,
) -> None:
    """Say where classes come apart in a model, what happens to their shape, and where it tears.

    Three sentences, a table by layer, and a page with figures. Interrupted (Ctrl-C), it writes what
    it has found.
    """
    from unknot.reports import check_condition, measured, opened

    if fail_if is not None:
        check_condition(fail_if)
    examined = opened(_model(model, data), data, seed=seed, trust=trust)
    for note in examined.notes:
        say(note)
    with progress_bar() as bars:
        task = bars.add_task("measuring", total=1, note="")

        def tell(how: "Measured") -> None:
            bars.update(task, total=how.of, completed=how.done, note=how.what)

        found = measured(examined, on_progress=tell)
    if json:
        print_json(found.as_dict())
    else:
        _write(found, folder)
    _end(found, fail_if)


def _model(path: Path, data: str | None) -> Any:
    """Return what is examined: a recording, activations, or the path of a model."""
    if path.suffix.lower() == ".npz":
        from unknot.models import load_activations

        if data is not None:
            raise InputError("Activations hold their own points and labels; leave the data out.")
        return load_activations(path)
    if path.suffix.lower() == ".safetensors":
        from unknot.recording import read

        return read(path)
    if data is None:
        raise InputError(
            f"{str(path)!r} is a model without data. Say what to look at it with: a name (digits) "
            "or a file (my-table.csv)."
        )
    return path


def _write(found: "Report", folder: Path) -> None:
    make_folder(folder)
    for sentence in found.sentences:
        out.print(f"[bold]•[/] {_escaped(sentence)}")
    out.print()
    out.print(found.rich_table(out.width))
    for title, why in found.missing.items():
        say(f"Not measured: {title}: {why}")
    page = found.page(folder / "report.html")
    facts = folder / "report.json"
    write_whole(facts, found.json() + "\n")
    say(f"Wrote {page} and {facts}.")


def _escaped(text: str) -> str:
    from rich.markup import escape

    return escape(text)


def _end(found: "Report", condition: str | None) -> None:
    if found.interrupted:
        say("Interrupted: what was found until then is reported.")
        raise typer.Exit(130)
    if condition is None:
        return
    from unknot.reports import fails

    if fails(found, condition):
        say(f"It fails: {condition}.")
        raise typer.Exit(_FAILED)
