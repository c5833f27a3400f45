"""The command line's parts put together, and how it ends when something goes wrong."""

import sys
from importlib import import_module
from typing import Annotated

import typer
from rich.markup import escape

from unknot.cli import _streams
from unknot.cli._hints import Group
from unknot.cli._output import err
from unknot.cli._table import answer_command
from unknot.errors import Question, UnknotError

# In the order of the help. Each is a file of this package, and there the function of that name,
# or the `Typer` of several.
COMMANDS = (
    "tour",
    "fit",
    "sweep",
    "lab",
    "site",
    "report",
    "verdict",
    "regions",
    "least",
    "untangle",
    "link",
    "check",
    "renew",
    "figure",
    "movie",
    "page",
    "view",
    "export",
    "data",
)

app = typer.Typer(
    name="unknot",
    cls=Group,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="See, measure and prove what a neural network does to the shape of data.",
    epilog="""Start with the tour, then train on your own table:

[bold]unknot tour[/]

[bold]unknot fit spirals:turns=0.75 --hidden 2,2,2,2 --seeds 64[/]

[bold]unknot verdict disc-in-ring --hidden 2,2[/]

[bold]unknot movie unknot-fit/recording.safetensors --out spiral.mp4[/]

[bold]unknot fit my-table.csv:label=species --hidden 3 --standardise[/]
""",
)


def _version(asked: bool) -> None:
    if asked:
        from unknot import __version__

        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _options(
    _: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    pass


def _add(name: str) -> None:
    command = getattr(import_module(f"unknot.cli._{name}"), name)
    if isinstance(command, typer.Typer):
        app.add_typer(command, name=name)
    else:
        app.command(name)(command)


for _name in COMMANDS:
    _add(_name)


def main() -> None:
    """Run the command line; a user's mistake ends in one paragraph and exit code 2."""
    _streams.settle()
    try:
        try:
            app()
        finally:
            _streams.flush()
    except UnknotError as error:
        command = answer_command(error) if isinstance(error, Question) else ""
        asked = error.sentences if isinstance(error, Question) and command else (str(error),)
        for sentence in asked:
            err.print(f"[bold red]error:[/] {escape(sentence)}")
        if command:
            err.print(f"For example:\n  [bold]{escape(command)}[/]")
        sys.exit(2)
    except BrokenPipeError:
        # The reader of our output (`head`, `less`) has seen enough.
        sys.stderr.close()
        sys.exit(141)
    except OSError as error:
        if not _streams.is_full(error):
            raise
        _streams.forget()
        err.print(f"[bold red]error:[/] The output cannot be written: {error.strerror}.")
        sys.exit(1)
