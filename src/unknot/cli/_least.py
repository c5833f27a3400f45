"""``unknot least``: how narrow and how shallow a network may be that classifies."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from unknot.cli._output import make_folder, out, print_json, progress_bar, say
from unknot.cli._table import (
    Drop,
    Encode,
    Features,
    Label,
    Missing,
    say_reading,
    with_table_options,
)


def least(
    data: Annotated[
        str, typer.Argument(help="A name with parameters (`unknot data list`), or your own file.")
    ],
    label: Label = None,
    features: Features = None,
    drop: Drop = None,
    encode: Encode = None,
    missing: Missing = None,
    activation: Annotated[
        str, typer.Option(help="Of every hidden layer: tanh, relu, leaky-relu:0.2 …")
    ] = "tanh",
    depth: Annotated[str, typer.Option(help="Which depths to try at each width.")] = "1..3",
    radius: Annotated[
        float | None,
        typer.Option(help="Ask about balls of this radius about the points, in data units."),
    ] = None,
    folder: Annotated[Path, typer.Option("--out", help="Folder for the certificates.")] = Path(
        "unknot-least"
    ),
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Bracket the least width of a network that classifies, and the least depth at each width.

    From below by proof that no weights do it; from above by weights, constructed or trained, that
    are proved right on the whole of every class. Of a table only the points are known: then balls
    about them are asked about, too.
    """
    from unknot.data import load
    from unknot.sweep import least as bracket
    from unknot.sweep import whole_range
    from unknot.train import tune_process

    tune_process()
    known = load(
        with_table_options(
            data, label=label, features=features, drop=drop, encode=encode, missing=missing
        )
    )
    say_reading(known)
    depths = whole_range(depth)
    make_folder(folder)
    with progress_bar() as bars:
        task = bars.add_task("", total=None, note="")
        found = bracket(
            known,
            activation,
            depths=depths,
            radius=radius,
            on_progress=lambda what: bars.update(task, description=what),
        )
    content = _written(found, folder, "")
    if json:
        print_json(content)
    else:
        _print(found, content)


def _written(found: Any, folder: Path, prefix: str) -> dict[str, Any]:
    """Write the certificates, and return what is known as JSON, with their files."""

    def save(certificate: Any, name: str) -> dict[str, Any] | None:
        if certificate is None or not certificate.proved:
            return None
        file = certificate.save(folder / f"{prefix}{name}.json")
        return {
            "reason": certificate.reason,
            "theorem": certificate.theorem,
            "certificate": str(file),
        }

    bracket = found.bracket
    return {
        "lower": bracket.lower,
        "upper": bracket.upper,
        "where": bracket.where,
        "closes": bracket.closes,
        "radius": found.radius,
        "below": save(bracket.below, "below"),
        "above": save(bracket.above, "above"),
        "depths": [
            {
                "width": one.width,
                "found": one.found,
                "weights": save(one.certificate, f"width-{one.width}"),
                "excluded": {
                    str(depth): save(why, f"width-{one.width}-depth-{depth}")
                    for depth, why in one.excluded
                },
                "undecided": list(one.undecided),
            }
            for one in found.depths
        ],
        "balls": None if found.balls is None else _written(found.balls, folder, "balls-"),
    }


def _print(found: Any, content: dict[str, Any]) -> None:
    bracket, text = found.bracket, str(found.bracket)
    anywhere = "" if bracket.lower is None else ", at any depth"
    out.print(f"[bold]{escape(text[0].upper() + text[1:])}[/]{anywhere}.")
    if found.bracket.lower == 1:
        out.print("No less: without a unit nothing is told apart.")
    for name, words in (("below", "No less"), ("above", "Enough")):
        known = content[name]
        if known is not None:
            out.print(escape(f"{words}: {known['reason']} ({known['theorem']})"))
            say(f"  {known['certificate']}")
    for one in found.depths:
        left = ", ".join(map(str, one.undecided))
        out.print(escape(f"{one}." + (f" Undecided: {left}." if left else "")))
    if content["closes"]:
        out.print(escape(f"To close the gap: {content['closes']}"))
    if found.balls is not None:
        out.print("")
        _print(found.balls, content["balls"])
