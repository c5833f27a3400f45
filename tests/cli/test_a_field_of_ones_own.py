"""One line is enough for a new field of a recipe: the command line, files and links know it."""

import json
import re
import shutil
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

import pytest
from copied import ROOT, add, copied, python

pytestmark = pytest.mark.slow


class Toy(NamedTuple):
    """A field, and what others are to make of it."""

    line: str
    help: str
    option: str
    value: Any
    link: str | None
    declared: str


TOYS = {
    "label_smoothing": Toy(
        'float = _field(0.0, "Shared out to others.", TRAINING, ge=0, lt=1)',
        "Shared out to others.",
        "--label-smoothing 0.1",
        0.1,
        "0.1",
        'kind: "number", low: 0, below: 1',
    ),
    "offset": Toy(
        'float = _field(0.5, "Added to every feature.", POINTS)',
        "Added to every feature.",
        "--offset -2.5",
        -2.5,
        "-2.5",
        'kind: "number"',
    ),
    "warm_up": Toy(
        'int | None = _field(None, "Slower steps.", TRAINING, absent="never", fit=3, ge=1)',
        "Slower steps.",
        "--warm-up 0",  # as 3 is what it takes by itself
        None,
        None,
        'kind: "number", whole: true, low: 1, none: "never"',
    ),
    "noise": Toy(
        'Literal["even", "normal"] = _field("even", "How points are shaken.")',
        "How points are shaken. One of even, normal.",
        "--noise normal",
        "normal",
        "normal",
        'kind: "choice", choices: ["even", "normal"]',
    ),
    "bare": Toy(
        'bool = _field(False, "Without biases.", NETWORK)',
        "Without biases.",
        "--bare",
        True,
        "1",
        'kind: "flag"',
    ),
    "strides": Toy(
        'tuple[Width, ...] = _field((1, 2), "Of each layer.", NETWORK, max_length=9)',
        "Of each layer.",
        "--strides 3,4",
        [3, 4],
        "3,4",
        'kind: "list", of: { kind: "number", whole: true, low: 1, high: 4096 }, most: 9, '
        'between: ","',
    ),
}
RUN = """
import json, runpy
from contextlib import suppress
from pathlib import Path

runpy.run_path("tools/declared.py", run_name="__main__")

import unknot
from unknot.cli import main
from unknot.lab import fragment
from unknot.recording import command

with suppress(SystemExit):
    main()
spec = unknot.read("unknot-fit/recording.safetensors").spec
told = {
    "recorded": spec.model_dump(mode="json"),
    "command": command(spec),
    "link": fragment(spec),
}
Path("told.json").write_text(json.dumps(told))
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """Copy what matters, add the lines, write what is declared, and train with the options."""
    folder = tmp_path_factory.mktemp("copy")
    package = copied(folder)
    for path in ("tools", "docs", "viewer/src/nets", "viewer/src/lab"):
        (folder / path).mkdir(parents=True)
    for path in ("tools/declared.py", "docs/deform.md", "docs/certificates.md"):
        shutil.copy(ROOT / path, folder / path)
    lines = "".join(f"    {name}: {toy.line}\n" for name, toy in TOYS.items())
    add(package / "recording/_spec.py", lines, before='    @field_validator("activation"')
    (folder / "run.py").write_text(RUN, encoding="utf-8")
    options = [word for toy in TOYS.values() for word in toy.option.split()]
    small = ["moons:points=20", "--steps", "1", "--seeds", "1", "--no-pictures", "--no-prove"]
    ended = python(folder, "run.py", "fit", *small, *options)
    assert ended.returncode == 0, ended.stderr
    return folder


@pytest.fixture(scope="module")
def told(copy):
    return json.loads((copy / "told.json").read_text())


def test_the_command_line_has_an_option_for_it(copy):
    lines = python(copy, "-m", "unknot", "fit", "--help").stdout.splitlines()
    for toy in TOYS.values():
        (line,) = [line for line in lines if f"{toy.option.split()[0]} " in line]
        assert toy.help in line


def test_it_is_written_and_recorded(copy, told):
    written = json.loads((copy / "unknot-fit/spec.json").read_text())
    for name, toy in TOYS.items():
        assert written[name] == told["recorded"][name] == toy.value


def test_commands_and_links_that_repeat_an_experiment_say_it(told):
    for name, toy in TOYS.items():
        assert toy.option in told["command"]
        said = dict(parse_qsl(told["link"]))
        assert said.get(name) == toy.link


def test_the_page_knows_its_type_and_its_way_into_links(copy):
    page = (copy / "viewer/src/lab/spec.ts").read_text(encoding="utf-8")
    for name, toy in TOYS.items():
        assert re.search(rf'  {name}: {{ about: ".*", {re.escape(toy.declared)} }},\n', page)
        assert page.count(f"  {name}: ") == 3  # its type, what is declared, its default
