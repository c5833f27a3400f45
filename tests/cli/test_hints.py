"""An option of another program is answered with ours."""

import pytest

from unknot.cli._app import app
from unknot.cli._hints import _OTHERS

MEANT = {
    ("fit", "--lr"): "--learning-rate",
    ("fit", "--learning_rate"): "--learning-rate",
    ("fit", "--epochs"): "--steps",
    ("fit", "--width"): "--hidden",
    ("fit", "--batch-size"): "--batch",
    ("fit", "--batch_size"): "--batch",
    ("fit", "--optimizer"): "--optimiser",
    ("fit", "--activation-function"): "--activation",
    ("fit", "--standardize"): "--standardise",
    ("fit", "--random-state"): "--seed",
    ("fit", "--output"): "--out",
    ("fit", "--no-plots"): "--no-pictures",
    ("fit", "--hiden"): "--hidden",
    ("verdict", "--eps"): "--radius",
    ("figure", "--type"): "--kind",
    ("figure", "--output"): "--out",
    ("movie", "--resolution"): "--size",
    ("page", "--output"): "--out",
    ("lab", "--bind"): "--host",
    ("lab", "--no-open"): "--no-browser",
    ("tour", "--fast"): "--quick",
    ("data show", "--format"): "--json",
}


@pytest.mark.parametrize(("command", "option"), MEANT)
def test_what_was_meant_is_named(unknot, command, option):
    ended = unknot(*command.split(), "moons", option, "3")
    assert ended.code == 2
    assert f"no option {option}. Did you mean {MEANT[command, option]}" in ended.err


def test_what_nobody_can_mean_is_not_guessed(unknot):
    ended = unknot("fit", "moons", "--zzzz")
    assert ended.code == 2
    assert "There is no option --zzzz." in ended.err
    assert "mean" not in ended.err
    assert unknot("fit", "moons", "-z").code == 2


def test_only_options_that_exist_are_named():
    import typer

    commands = [typer.main.get_command(app)]
    known = {"--test"}  # of a table that is being made
    while commands:
        command = commands.pop()
        commands += getattr(command, "commands", {}).values()
        known |= {name for p in command.params for name in (*p.opts, *p.secondary_opts)}
    assert set(_OTHERS) <= known


def test_an_interruption_is_said(unknot, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("unknot.data.load", interrupted)
    ended = unknot("data", "show", "moons")
    assert (ended.code, ended.err) == (130, "Interrupted.\n")
