"""What ``unknot untangle`` does with sets in the plane: shears, a certificate, a page to watch."""

import json as json_
import time
from pathlib import Path
from typing import TYPE_CHECKING

from rich.markup import escape

from unknot.cli._output import out, progress_bar, say
from unknot.errors import UnknotError

if TYPE_CHECKING:
    from unknot.data import Dataset

_ACTIVATION = "leaky-relu:0.5"


def in_the_plane(source: str) -> "Dataset | None":
    """Return the data set of this name whose two classes are sets in the plane, if it is one."""
    from unknot.data import load

    if Path(source).exists():
        return None  # files are of links
    try:
        data = load(source)
    except UnknotError:
        return None  # a link, or something that its reader will complain about
    return data if data.dimension == 2 and len(data.shapes or ()) == 2 else None


def unwind(data: "Dataset", name: str, seconds: float, folder: Path, *, json: bool) -> None:
    """Look for shears that take two sets in the plane apart, or for what forbids it."""
    from unknot.files import write_whole
    from unknot.recording import Snapshot
    from unknot.verdicts import findings, impossible, unwound
    from unknot.viewer import page

    start = time.monotonic()
    files: dict[str, str] = {}
    answer = impossible(data, (2,), _ACTIVATION)
    verdict = "not split"
    if answer is None:
        with progress_bar() as bars:
            task = bars.add_task(name, total=None, note="")
            made = unwound(
                data,
                _ACTIVATION,
                seconds=seconds,
                on_progress=lambda note: bars.update(task, note=note),
            )
        answer, verdict = made.certificate, "split" if made.found else "undecided"
        if made.found is not None:
            subject = Snapshot(made.found.network, data)
            path = folder / "page.html"
            known = findings(answer, None)
            write_whole(path, page(subject, title=f"{name}, unwound", known=known))
            files["page"] = str(path)
    if answer.content is not None:
        files["certificate"] = str(answer.save(folder / "certificate.json"))
    took = time.monotonic() - start
    if json:
        line = {"name": name, "verdict": verdict, "reason": answer.reason}
        line |= {"seconds": round(took, 3), "layers": answer.facts.get("layers")}
        line |= {key: files.get(key) for key in ("certificate", "page")}
        print(json_.dumps(line, ensure_ascii=False), flush=True)  # noqa: T201
        return
    colour = {"split": "green", "not split": "red"}.get(verdict, "yellow")
    out.print(f"{escape(name)}: [bold {colour}]{verdict}[/] in {took:.1f} s. {answer.reason}")
    if "page" in files:
        say(f"Watch it: {files['page']}")
    if "certificate" in files:
        say(f"The certificate is {files['certificate']}; `unknot check` verifies it again.")
