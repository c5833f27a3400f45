"""``unknot verdict``: what can be proved of data and of networks."""

import shlex
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from unknot.cli._output import out, print_json, progress_bar, say
from unknot.cli._property import of_property
from unknot.cli._recipe import whole_numbers
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
from unknot.errors import InputError

_RECORDING = ".safetensors"
_MOST_NUMBERS = 100_000  # coordinates in all, for the scale of a cloud


class DepthOf(StrEnum):
    """How the depth of an architecture is meant."""

    free = "free"
    fixed = "fixed"


def verdict(
    subject: Annotated[
        str,
        typer.Argument(
            help="Data (a name with parameters, or a file): can it be classified? "
            "A recording, or a model (.onnx) with --data: does it classify the whole classes? "
            "With --property: does it have that property?",
            metavar="DATA|RECORDING|MODEL",
        ),
    ],
    data: Data = None,
    label: Label = None,
    features: Features = None,
    drop: Drop = None,
    encode: Encode = None,
    missing: Missing = None,
    hidden: Annotated[
        str | None,
        typer.Option(
            help="Units of each hidden layer, e.g. `2,2`; `none` for no layer. Left out: the least "
            "width is bracketed."
        ),
    ] = None,
    activation: Annotated[
        str, typer.Option(help="tanh, relu, leaky-relu:0.2 …: one, or one for each layer.")
    ] = "tanh",
    radius: Annotated[
        float | None,
        typer.Option(help="Ask about balls of this radius about the points, in data units."),
    ] = None,
    depth: Annotated[
        DepthOf,
        typer.Option(help="free: layers of this width at some depth; fixed: these very layers."),
    ] = DepthOf.free,
    search: Annotated[
        bool, typer.Option(help="Train networks, and verify the ones that come out right.")
    ] = True,
    budget: Annotated[
        int, typer.Option(help="Of a recording: pieces of sets to bound before giving up.", min=1)
    ] = 1_000_000,
    wanted: Annotated[
        Path | None,
        typer.Option("--property", help="Of a model: a property on boxes of inputs (.vnnlib)."),
    ] = None,
    seconds: Annotated[
        float | None,
        typer.Option(
            "--time",
            help="Seconds before a property is left undecided, or (120, if left out) shears that "
            "classify two sets in the plane are no longer looked for.",
            min=0,
        ),
    ] = None,
    seed: Annotated[
        int, typer.Option(help="Of a property: where violations are sought.", min=0)
    ] = 0,
    path: Annotated[Path, typer.Option("--out", help="Where the certificate goes.")] = Path(
        "certificate.json"
    ),
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say what is proved: of an architecture and data, or of a trained network.

    *impossible*: no weights classify. *possible*: some do (which says nothing of training).
    *separated*, *not separated*: this network, on the whole of every class; *right on the
    samples*, where the points are all that is known of it. *holds*, *fails*: a property.
    *undecided* is an honest answer.
    A proof is written as a file that `unknot check` verifies again.
    """
    subject = with_table_options(
        subject, label=label, features=features, drop=drop, encode=encode, missing=missing
    )
    if wanted is not None:
        found, more = of_property(Path(subject), wanted, seconds, seed)
    elif data is not None or Path(subject).suffix == _RECORDING or is_model(Path(subject)):
        found, more = _of_network(opened(Path(subject), data), radius, budget)
    elif hidden is None:
        found, more = _bracket(subject, activation, radius, search)
    else:
        found, more = _of_architecture(
            subject,
            whole_numbers("hidden", hidden),
            activation,
            radius=radius,
            depth=depth.value,
            search=search,
            seconds=120.0 if seconds is None else seconds,
        )
    file = found.save(path) if found is not None and found.proved else None
    if json:
        print_json(_as_json(found, file) | more)
    else:
        _print(found, file, more)


def _of_network(shown: Any, radius: float | None, budget: int) -> tuple[Any, dict[str, Any]]:
    from unknot.verdicts import classes_of, separates

    classes = classes_of(shown.data, radius)
    with progress_bar() as bars:
        task = bars.add_task(f"verifying {classes.everywhere}", total=None, note="")

        def tell(looked: Any) -> None:
            note = f"{looked.pieces:,} pieces bounded, {looked.still_open:,} open"
            bars.update(task, note=note)

        return separates(shown.final, classes, budget=budget, on_progress=tell), {}


def _of_architecture(
    source: str,
    hidden: tuple[int, ...],
    activation: str,
    **asked: Any,
) -> tuple[Any, dict[str, Any]]:
    from unknot.data import load
    from unknot.train import tune_process
    from unknot.verdicts import can_classify

    tune_process()
    data = load(source)
    say_reading(data)
    with progress_bar() as bars:
        task = bars.add_task("", total=None, note="")
        found = can_classify(
            data,
            hidden,
            activation.split(","),
            **asked,
            on_progress=lambda what: bars.update(task, description=what),
        )
    return found, {} if asked["radius"] or data.shapes is not None else _scale(data)


def _scale(data: Any) -> dict[str, Any]:
    """Say from which radius on balls about the points obstruct, where the points do not."""
    from unknot.verdicts import enclosing_radius

    radius = enclosing_radius(data) if data.points.size <= _MOST_NUMBERS else None
    if radius is not None:
        say(
            f"These are finitely many points. Balls of radius {radius:.3g} about those of one "
            f"class enclose a point of another: ask again with --radius {radius:.3g}."
        )
    return {} if radius is None else {"enclosing_radius": radius}


def _bracket(
    source: str, activation: str, radius: float | None, search: bool
) -> tuple[Any, dict[str, Any]]:
    from unknot.data import load
    from unknot.train import tune_process
    from unknot.verdicts import least_width

    if "," in activation:
        raise InputError("Without --hidden one activation is asked about; give one only.")
    tune_process()
    data = load(source)
    say_reading(data)
    with progress_bar() as bars:
        task = bars.add_task("", total=None, note="")
        found = least_width(
            data,
            activation,
            radius=radius,
            search=search,
            on_progress=lambda what: bars.update(task, description=what),
        )
    more: dict[str, Any] = {
        "least_width": {
            "lower": found.lower,
            "upper": found.upper,
            "where": found.where,
            "closes": found.closes,
        }
    }
    for name, one in (("below", found.below), ("above", found.above)):
        if one is not None:
            more["least_width"][name] = {"reason": one.reason, "theorem": one.theorem}
    return (found.above if found.below is None else found.below), more


def _as_json(found: Any, file: Path | None) -> dict[str, Any]:
    if found is None:
        return {"verdict": "undecided", "reason": "", "theorem": None, "certificate": None}
    return {
        "verdict": found.verdict,
        "reason": found.reason,
        "theorem": found.theorem,
        "statement": found.statement,
        "not_claimed": found.not_claimed,
        "certificate": None if file is None else str(file),
        "facts": found.facts,
    }


_COLOURS = {"undecided": "yellow", "impossible": "red", "not separated": "red", "fails": "red"}


def _print(found: Any, file: Path | None, more: dict[str, Any]) -> None:
    if "least_width" in more:
        bracket = more["least_width"]
        upper = "unknown" if bracket["upper"] is None else bracket["upper"]
        closed = bracket["lower"] == bracket["upper"]
        least = f"[bold]{bracket['lower']}[/]"
        bounds = least if closed else f"from {least} to [bold]{upper}[/]"
        if bracket["lower"] is None:
            bounds = "[bold red]no width is enough[/]"
        out.print(
            "Least width of hidden layers, at any depth, with which a network is right "
            f"{bracket['where']}: {bounds}."
        )
        for name, text in (("below", "No less"), ("above", "Enough")):
            if name in bracket:
                out.print(escape(f"{text}: {bracket[name]['reason']} ({bracket[name]['theorem']})"))
        if bracket["closes"]:
            out.print(escape(f"To close the gap: {bracket['closes']}"))
    elif found is not None:
        colour = _COLOURS.get(found.verdict, "green")
        theorem = f" ({found.theorem})" if found.theorem else ""
        out.print(f"[bold {colour}]{found.verdict}[/]: {escape(found.reason + theorem)}")
    if file is not None:
        if found is not None:
            out.print(escape(f"Not claimed: {found.not_claimed}"))
        say(f"Wrote {file}; `{shlex.join(['unknot', 'check', str(file)])}` verifies it again.")
