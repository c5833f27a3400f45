"""One file and one line are enough for a new command."""

import pytest
from copied import add, copied, python

FILE = '''
"""``unknot classes``: how many points each class has."""

from typing import Annotated

import typer

from unknot.cli._output import out


def classes(
    data: Annotated[str, typer.Argument(help="A data set.")],
    least: Annotated[int, typer.Option(help="Leave smaller classes out.")] = 0,
) -> None:
    """Count the points of every class."""
    from unknot.data import load

    for name, count in load(data).counts.items():
        if count >= least:
            out.print(f"{name} {count}")
'''


@pytest.fixture(scope="module")
def unknot(tmp_path_factory):
    """Return how the changed command line is run."""
    folder = tmp_path_factory.mktemp("copy")
    package = copied(folder)
    (package / "cli/_classes.py").write_text(FILE, encoding="utf-8")
    add(package / "cli/_app.py", '    "classes",\n', before='    "verdict",\n')
    return lambda *arguments: python(folder, "-m", "unknot", *arguments)


def test_it_is_listed_with_what_it_does_where_its_line_is(unknot):
    lines = unknot("--help").stdout.splitlines()
    named = [words[1] for line in lines if len(words := line.split()) > 2 and words[0] == "│"]
    assert named[named.index("verdict") - 1] == "classes"
    assert any("classes" in line and "Count the points of every class." in line for line in lines)


def test_it_has_help(unknot):
    assert "Leave smaller classes out." in unknot("classes", "--help").stdout


def test_it_runs(unknot):
    ended = unknot("classes", "moons:points=30", "--least", "3")
    assert (ended.returncode, ended.stdout.split()) == (0, ["A", "15", "B", "15"])


def test_what_is_wrong_is_said_in_one_paragraph(unknot):
    ended = unknot("classes", "mooons")
    assert ended.returncode == 2
    assert ended.stderr.startswith("error:")
    assert "moons" in ended.stderr


def test_an_option_that_it_does_not_have_is_answered(unknot):
    ended = unknot("classes", "moons", "--leest", "3")
    assert ended.returncode == 2
    assert "Did you mean --least?" in ended.stderr
