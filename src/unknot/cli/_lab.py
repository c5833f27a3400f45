"""``unknot lab``: the page on which networks train live."""

import threading
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from unknot.cli._output import out, say
from unknot.cli._table import Drop, Encode, Features, Label, Missing, with_table_options
from unknot.errors import InputError

_PORT = 8765


def lab(
    recording: Annotated[
        Path | None, typer.Argument(help="Open on the experiment of this recording.")
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            min=0, max=65535, show_default=f"{_PORT}, or the next that is free", help="0: any."
        ),
    ] = None,
    host: Annotated[
        str, typer.Option(help="Another address than this machine's own asks for a token.")
    ] = "127.0.0.1",
    browser: Annotated[bool, typer.Option(help="Open the page in the browser.")] = True,
    data: Annotated[
        str | None, typer.Option(help="Open on these data: a name with parameters, or a file.")
    ] = None,
    label: Label = None,
    features: Features = None,
    drop: Drop = None,
    encode: Encode = None,
    missing: Missing = None,
) -> None:
    """Train networks live in the browser: choose or draw data, change the network, watch it learn.

    Serves one page, to this machine only unless told otherwise, until Ctrl-C.
    """
    from unknot.train import tune_process

    if recording is not None and data is not None:
        raise InputError("Give a recording or --data, not both: a recording has its own data.")
    if data is not None:
        data = with_table_options(
            data, label=label, features=features, drop=drop, encode=encode, missing=missing
        )
    tune_process()
    from unknot.lab import Settings, end_process, serve

    opened = False

    def show(address: str) -> None:
        nonlocal opened
        out.print(
            f"The lab is at [bold]{escape(address)}[/]" + ("" if opened else " (Ctrl-C ends it)")
        )
        if browser and not opened:
            import webbrowser

            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        opened = True

    serve(
        Settings(host=host, port=_PORT if port is None else port),
        exactly=port is not None,
        fragment=lambda lab: _fragment(lab, recording, data),
        on_address=show,
    )
    say("The lab is closed.")
    end_process()


def _fragment(lab: Any, recording: Path | None, data: str | None) -> str:
    """Return what the page's address says to open on."""
    from unknot.lab import fragment
    from unknot.recording import Spec, read, trained

    if recording is not None:
        film = trained(read(recording), "The lab")
        spec = film.spec.model_copy(
            update={"data": lab.sources.trusted(film.spec.data), "patience": None}
        )
        return fragment(spec, step=film.t1, shown=film.best)
    if data is not None:
        source = lab.sources.trusted(data)
        # A table of one's own is standardised unless one says no, as on the page.
        return fragment(Spec(data=source, patience=None, standardise=source != data))
    return ""
