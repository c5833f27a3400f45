"""``unknot check``: whether what is claimed in a certificate is so."""

from pathlib import Path
from typing import Annotated

import typer


def check(
    files: Annotated[list[Path], typer.Argument(help="Certificates that `unknot verdict` wrote.")],
) -> None:
    """Verify certificates again, by a small program that trusts nobody.

    Exits with 0 when every file verifies, with 1 when one does not, and says which and why.
    """
    from unknot import checker

    raise typer.Exit(checker.main([str(file) for file in files]))
