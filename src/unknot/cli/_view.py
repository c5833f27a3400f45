"""``unknot view``: points of many dimensions in the plane."""

from pathlib import Path
from typing import Annotated

import typer

from unknot.cli._output import out, print_json, progress_bar, say, say_numbers
from unknot.cli._recordings import Data, is_model, opened
from unknot.cli._table import (
    Drop,
    Encode,
    Features,
    Label,
    Missing,
    say_reading,
    with_table_options,
)
from unknot.errors import InputError, UnknownName

_RECORDING = ".safetensors"
_DISTANCES = "distances"


def view(
    subject: Annotated[
        str,
        typer.Argument(
            help="Data (a name with parameters, or a file); or a recording, or a model (.onnx) "
            "with --data: what its network makes of its data.",
            metavar="DATA|RECORDING|MODEL",
        ),
    ],
    given: Data = None,
    by: Annotated[
        str,
        typer.Option(
            help="pca, isomap, tsne, umap, nca (knows the labels), plane (two "
            "features as they are), or distances (the curse of dimensionality)."
        ),
    ] = "pca",
    nearest: Annotated[
        int | None,
        typer.Option(
            help="Colour the plane by the votes of so many nearest points, e.g. 3.", min=1
        ),
    ] = None,
    depth: Annotated[
        int | None,
        typer.Option(help="Of a recording: after how many layers; all of them if left out.", min=0),
    ] = None,
    standardise: Annotated[
        bool, typer.Option(help="Bring every feature to mean 0, deviation 1 first.")
    ] = False,
    label: Label = None,
    features: Features = None,
    drop: Drop = None,
    encode: Encode = None,
    missing: Missing = None,
    seed: Annotated[int, typer.Option(help="Of what is random in it.", min=0)] = 0,
    path: Annotated[Path, typer.Option("--out", help="A .png, .svg or .pdf file.")] = Path(
        "view.png"
    ),
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object as well.")] = False,
) -> None:
    """Look at points of many dimensions in the plane, and hear how far to trust the picture."""
    from unknot import draw, views
    from unknot.data import load

    source = with_table_options(
        subject, label=label, features=features, drop=drop, encode=encode, missing=missing
    )
    if given is not None or Path(source).suffix == _RECORDING or is_model(Path(source)):
        data = views.represented(opened(Path(source), given), depth)
    elif depth is not None:
        raise InputError("--depth is of a recording's layers; of data leave it out.")
    else:
        data = load(source)
        say_reading(data)
    data = data.standardised() if standardise else data
    if by == _DISTANCES:
        if nearest is not None:
            raise InputError(f"--nearest says nothing about {by!r}; leave it out.")
        found = views.concentration(data, seed=seed)
        draw.save(draw.concentration(found), path)
        facts = {
            "features": found.features.tolist(),
            "nearest_over_median": found.own.tolist(),
            "shuffled": found.shuffled.tolist(),
        }
        text = (
            f"With all {found.features[-1]} features that vary, the nearest point is at "
            f"{found.own[-1]:.0%} of the typical distance; shuffled features: "
            f"{found.shuffled[-1]:.0%}."
        )
    elif by not in views.REDUCTIONS:
        raise UnknownName("view", by, (*views.REDUCTIONS, _DISTANCES))
    else:
        with progress_bar() as bars:
            task = bars.add_task(views.REDUCTIONS[by].title, total=None, note="")
            laid = views.view(
                data,
                by,
                seed=seed,
                on_progress=lambda done, total: bars.update(task, completed=done, total=total),
            )
        draw.save(draw.view(laid, nearest), path)
        facts = {
            "by": by,
            "points": len(laid.data),
            "trustworthiness": laid.trust,
            "nearest_same_class": {"here": laid.right_here, "there": laid.right_there},
            "note": laid.note,
        }
        text = laid.note
        say_numbers(data.class_names)
    if json:
        print_json(facts | {"file": str(path)})
    elif text:
        out.print(text)
    say(f"Wrote {path}.")
