"""``unknot renew``: certificates of earlier formats."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from unknot.cli._output import out


def renew(
    old: Annotated[Path, typer.Argument(help="A certificate of any format.")],
    new: Annotated[Path, typer.Argument(help="Where to write it as it is written today.")],
) -> None:
    """Write a certificate of an earlier format as it is written today, verified.

    Format 1 did not say how sets are cut into pieces, on each of which its claim is verified.
    """
    from unknot import checker
    from unknot.errors import InputError
    from unknot.files import write_whole
    from unknot.verdicts import renewed

    try:
        content = renewed(checker.load(old))
    except (checker.Refused, InputError) as refusal:
        raise InputError(f"{old}: {refusal}") from None
    write_whole(new, json.dumps(content, indent=1, ensure_ascii=False) + "\n")
    out.print(f"[bold]written[/] {escape(str(new))}: {escape(content['statement'])}")
