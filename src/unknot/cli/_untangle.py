"""``unknot untangle``: whether links come apart, with what proves it."""

import json as json_
import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from unknot.cli._network_of_link import write_cones, write_network
from unknot.cli._output import beside, make_folder, out, progress_bar, say
from unknot.cli._unwind import in_the_plane, unwind


class Means(StrEnum):
    """By what a link is taken apart."""

    arcs = "arcs"
    moves = "moves"


class Kind(StrEnum):
    """Which network takes a link apart."""

    shear = "shear"
    cone = "cone"
    smooth = "smooth"


_COLOURS = {
    "split": "green",
    "unlink": "green",
    "equivalent": "green",
    "not split": "red",
    "nontrivial": "red",
    "different": "red",
    "undecided": "yellow",
}


def untangle(
    source: Annotated[
        str,
        typer.Argument(
            help="A file of links (.jsonl, one a line; .xyz, .obj), a name such as borromean, L6a4 "
            "or T(3,4), a planar diagram code, or a data set: closed polygons of space, or two "
            "sets in the plane, e.g. unlink-spiral:turns=2 or spirals:turns=2.",
            metavar="FILE|NAME",
        ),
    ],
    seconds: Annotated[
        float, typer.Option("--time", help="Seconds to look, for each link.", min=0.001)
    ] = 60,
    seed: Annotated[int, typer.Option(help="Where the search begins.", min=0)] = 0,
    by: Annotated[
        Means | None,
        typer.Option(
            help="arcs (which is meant if left out): arc presentations; moves: vertices move in "
            "space, step by step."
        ),
    ] = None,
    network: Annotated[
        Kind | None,
        typer.Option(
            help="Prove it of a network, and write that (a recording, and a page to watch it on). "
            "shear: shears of space, which are layers of three leaky ReLUs. cone: layers that push "
            "along tents, made of a plan (.npz, too, and .onnx where single precision holds them). "
            "smooth: vector fields that cannot fold, trained."
        ),
    ] = None,
    same_as: Annotated[
        str | None,
        typer.Option(
            help="Say instead whether each link is the same as this one, which is given alike: "
            "equivalent, different or undecided.",
            metavar="FILE|NAME",
        ),
    ] = None,
    by_class: Annotated[
        bool,
        typer.Option(
            "--by-class/--any-order",
            help="With --same-as: whether classes must go to classes in order.",
        ),
    ] = True,
    folder: Annotated[Path, typer.Option("--out", help="Folder for the certificates.")] = Path(
        "unknot-untangle"
    ),
    figure: Annotated[
        bool, typer.Option("--figure", help="Draw the pages of arc presentations, too.")
    ] = False,
    json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object a line for each link.")
    ] = False,
) -> None:
    """Say whether the classes of links, or two sets in the plane, come apart, and prove it.

    *split*: an isotopy takes the classes into disjoint balls. *not split*: none does. *unlink*, of
    a link with one class: an isotopy takes all polygons to circles side by side. *nontrivial*: none
    does; a knot is knotted. *undecided* is an honest answer. Two sets in the plane are *split* by
    explicit weights of layers of two units, and a page shows how. A proof is written as a file that
    `unknot check` verifies again.

    With *--same-as* it says whether an isotopy takes the links to another one.
    """
    from unknot.errors import InputError
    from unknot.untangle import Untangled, equivalent, links_of, seen
    from unknot.untangle import untangle as decide
    from unknot.verdicts import Learned, Sheared, learned, sheared

    asked = {"--by": by, "--network": network, "--same-as": same_as}
    given = [f"{option} {value}" for option, value in asked.items() if value]
    if len(given) > 1:
        raise InputError(
            f"{' and '.join(given)} ask different things of a link: leave out all but one."
        )
    make_folder(folder)
    other = None if same_as is None else _one(same_as)
    plane = None if other else in_the_plane(source)
    if plane is not None:
        if given and network is not Kind.shear:
            raise InputError(
                f"{given[0]} is for links, and {source} are two sets in the plane: leave it out, "
                "and shears are looked for."
            )
        unwind(plane, source, seconds, folder, json=json)
        return
    used: set[str] = set()
    counts: dict[str, int] = {}
    try:
        with progress_bar() as bars:
            task = bars.add_task("", total=None, note="")
            for found in links_of(source):
                bars.update(task, description=found.name)
                limits: dict[str, Any] = {
                    "seconds": seconds,
                    "on_progress": lambda note: bars.update(task, note=note),
                }
                try:
                    if other:
                        answer = equivalent(
                            found.link, other.link, by_class=by_class, seed=seed, **limits
                        )
                    elif network is Kind.smooth:
                        answer = learned(found.link, seed=seed, **limits)
                    elif network is Kind.shear:
                        answer = sheared(found.link, **limits)
                    else:
                        way = "cones" if network else (by or Means.arcs).value
                        answer = decide(found.link, by=way, seed=seed, **limits)
                except InputError as error:
                    raise InputError(f"{found.name}: {error}") from None
                counts[answer.verdict] = counts.get(answer.verdict, 0) + 1
                file = None
                if answer.content is not None:
                    file = answer.save(folder / f"{_file_name(found.name, used)}.json")
                    if figure and isinstance(answer, Untangled) and answer.arcs is not None:
                        _draw(answer.arcs, found.link, file.with_suffix(".png"))
                    if isinstance(answer, Untangled) and answer.cones is not None:
                        write_cones(answer.cones, answer, found, file)
                    if isinstance(answer, Learned | Sheared) and answer.network is not None:
                        scaled = answer.scaled(seen(found.link)[1])
                        write_network(scaled, answer, found, file)
                bars.update(task, completed=sum(counts.values()), note="")
                with beside(bars):
                    _print(found.name, answer, file, json=json)
            if not counts:
                raise InputError(f"There is no link in {source}.")
    finally:
        # What was found before an interruption is on the disk, and is said.
        if sum(counts.values()) > 1:
            say(", ".join(f"{count} {verdict}" for verdict, count in counts.items()))
        if set(counts) - {"undecided"}:
            say(f"Certificates are in {folder}; `unknot check` verifies them again.")


def _one(source: str) -> Any:
    from unknot.errors import InputError
    from unknot.untangle import links_of

    found = list(links_of(source))
    if len(found) != 1:
        raise InputError(f"--same-as {source}: there are {len(found)} links; expected one.")
    return found[0]


def _draw(arcs: Any, link: Any, path: Path) -> None:
    from unknot import draw

    draw.save(draw.book(arcs, link), path)


def _file_name(name: str, used: set[str]) -> str:
    """Return a name for a file that no other link has."""
    plain = re.sub(r"[^\w.=+-]+", "-", name)[:100].strip("-.") or "link"
    found, number = plain, 2
    while found.lower() in used:
        found, number = f"{plain}-{number}", number + 1
    used.add(found.lower())
    return found


def _print(name: str, answer: Any, file: Path | None, *, json: bool) -> None:
    if json:
        line = {
            "name": name,
            "verdict": answer.verdict,
            "reason": answer.reason,
            "seconds": round(answer.seconds, 3),
            "certificate": None if file is None else str(file),
        }
        print(json_.dumps(line, ensure_ascii=False), flush=True)  # noqa: T201
        return
    colour = _COLOURS[answer.verdict]
    out.print(
        f"{escape(name)}: [bold {colour}]{answer.verdict}[/] in {answer.seconds:.2f} s. "
        + escape(answer.reason)
    )
