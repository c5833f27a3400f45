"""Write the site: every page of it asks nothing but its own host, and no program runs there."""

import importlib.util
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from unknot.data import parse_source
from unknot.errors import BadEnvironment
from unknot.files import write_whole
from unknot.lab import STOPS as LAB_STOPS
from unknot.lab import Stop as LabStop
from unknot.nets import Network
from unknot.recording import Recording, Spec
from unknot.tour import FULL, STOPS, AnyStop, Around, Size, take
from unknot.tour import Stop as TourStop
from unknot.train import fit
from unknot.viewer import payload, script

_ASSETS = Path(__file__).parent / "assets"
_FRAMES = 120  # of a training
_NUMBERS = 200_000  # of layers that the browser does not know
# What the browser's gradient descent can be told; a spec that says more is trained by Python alone.
_KNOWN = {
    *("data", "hidden", "activation", "learning_rate", "steps", "seed", "seeds", "initial"),
    *("patience", "snapshots", "standardise"),
}


@dataclass(frozen=True)
class Site:
    """What was written: the first page, and the folder of each part by name."""

    index: Path
    parts: dict[str, Path]


def build(
    folder: str | Path,
    *,
    size: Size = FULL,
    stops: Sequence[AnyStop] = STOPS,
    trained: Sequence[LabStop] = LAB_STOPS,
    docs: str | Path | None = None,
    on_progress: Callable[[str, float], None] = lambda *_: None,
) -> Site:
    """Write the whole site into a folder.

    Parameters
    ----------
    folder
        Where to; it is made if need be.
    size, stops
        Of the tour, as :func:`unknot.tour.take` has them.
    trained
        The lab's stops: each is trained here, and can be trained on in the browser.
    docs
        A ``mkdocs.yml`` whose documentation becomes a part of the site; without it there is none.
    on_progress
        Called with what is being done, and the share of it that is done, 0 … 1.

    Raises
    ------
    BadEnvironment
        A movie is asked for and ffmpeg does not work here, or the documentation cannot be built.
    """
    folder = Path(folder)
    parts: dict[str, Path] = {}
    if docs is not None:
        on_progress("documentation", 0.0)
        parts["docs"] = _docs(Path(docs), folder / "docs")
    parts["try"] = _try(folder / "try", trained, on_progress)
    names = [stop.name for stop in stops]

    def touring(stop: AnyStop, doing: str, share: float) -> None:
        done = (names.index(stop.name) + share) / len(names)
        on_progress(f"tour: {stop.title}: {doing}", done)

    if stops:
        around = Around("../index.html", alike(stops, trained))
        take(folder / "tour", size, stops, touring, around=around)
        parts["tour"] = folder / "tour"
    index = folder / "index.html"
    write_whole(index, _index(parts))
    return Site(index, parts)


def rate_in_browser(spec: Spec, recording: Recording) -> float | None:
    """Return the learning rate with which a browser takes the same steps; None where it cannot.

    Examples
    --------
    >>> spec = Spec(data="moons:points=40", hidden=(3,), steps=20, patience=None)
    >>> recording = fit(spec)
    >>> batched = spec.model_copy(update={"batch": 8})
    >>> rate_in_browser(spec, recording), rate_in_browser(batched, recording)
    (0.01, None)
    """
    network = recording.final
    dense = isinstance(network, Network) and network.planes is not None
    small = dense and max(network.widths) <= 64
    return spec.learning_rate if small and _in_browser(spec) else None


def _in_browser(spec: Spec) -> bool:
    """Whether a recipe says nothing that the browser cannot be told."""
    return {name for name, value in spec if value != Spec.model_fields[name].default} <= _KNOWN


def alike(stops: Sequence[AnyStop], trained: Sequence[LabStop]) -> dict[str, str]:
    """Return by a tour's stop where the site trains such layers on such data, seen from the tour.

    Examples
    --------
    >>> from unknot.tour import STOPS
    >>> found = alike(STOPS, LAB_STOPS)
    >>> found["spirals-full"], found["interval-two"], "digits-views" in found
    ('../try/index.html#stop=spirals-full', '../try/index.html#stop=interval&hidden=2', False)
    """
    found: dict[str, str] = {}
    for stop in stops:
        if not isinstance(stop, TourStop):
            continue
        near = [one for one in trained if _task(one.spec) == _task(stop.spec)]
        same = [one.name for one in near if one.spec.hidden == stop.spec.hidden]
        if same:
            name = stop.name if stop.name in same else same[0]
            found[stop.name] = f"../try/index.html#stop={name}"
        elif near and _in_browser(stop.spec) and _in_browser(near[0].spec):
            layers = ",".join(map(str, stop.spec.hidden))
            found[stop.name] = f"../try/index.html#stop={near[0].name}&hidden={layers}"
    return found


def _task(spec: Spec) -> tuple[Any, ...]:
    """Return data, whatever their number, and what is not a row of dense layers."""
    name, options = parse_source(spec.data)
    options.pop("points", None)
    return name, options, spec.layers, spec.head, spec.penalty


def _try(folder: Path, stops: Sequence[LabStop], on_progress: Callable[[str, float], None]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    listed: list[dict[str, Any]] = []
    for number, stop in enumerate(stops):
        on_progress(f"training: {stop.title}", number / len(stops))
        recording = fit(stop.spec)
        file = f"{stop.name}.safetensors"
        content = payload(recording, most_frames=_FRAMES, numbers=_NUMBERS)
        write_whole(folder / file, content)
        listed.append(
            {
                "name": stop.name,
                "title": stop.title,
                "text": stop.text,
                "try": stop.suggestion,
                "file": file,
                "rate": rate_in_browser(stop.spec, recording),
                "hidden": list(stop.spec.hidden),
                "view": dict(stop.view),
            }
        )
    write_whole(folder / "stops.json", json.dumps(listed, indent=1) + "\n")
    write_whole(folder / "viewer.js", script())
    for name in ("site.js", "site.css"):
        write_whole(folder / name, (_ASSETS / name).read_text(encoding="utf-8"))
    write_whole(folder / "index.html", (_ASSETS / "try.html").read_text(encoding="utf-8"))
    return folder


def _docs(config: Path, folder: Path) -> Path:
    if importlib.util.find_spec("mkdocs") is None:
        raise BadEnvironment(
            "The documentation is built by MkDocs, which is not installed here: "
            "pip install 'unknot[docs]', or leave it out with --no-docs."
        )
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--no-directory-urls"]
    command += ["--config-file", str(config), "--site-dir", str(folder.resolve())]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["nothing was said"])[-1]
        raise BadEnvironment(
            f"MkDocs could not build the documentation of {str(config)!r}: {said} Leave it out "
            "with --no-docs, or mend what it says."
        )
    return folder


_CARDS = {
    "tour": ("The tour", "What a neural network does to the shape of data, told in pictures that "
             "follow the text."),
    "try": ("Try it", "Networks that your browser trains: change them, and watch them bend space. "
            "Nothing is installed, nothing leaves your machine."),
    "docs": ("Documentation", "How to use the program on data and models of your own."),
}  # fmt: skip


def _index(parts: dict[str, Path]) -> str:
    cards = "".join(
        f'<a class="card" href="{name}/index.html"><h2>{title}</h2><p>{words}</p></a>'
        for name, (title, words) in _CARDS.items()
        if name in parts
    )
    page = (_ASSETS / "index.html").read_text(encoding="utf-8")
    return page.replace("<!-- cards -->", cards)
