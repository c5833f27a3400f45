import json

import numpy as np
import pytest

from unknot.cli._app import COMMANDS
from unknot.data import load
from unknot.recording import read

IRISES = """length,width,kind
5.1,3.5,setosa
4.9,3.0,setosa
4.7,,setosa
7.0,3.2,versicolor
6.4,3.2,versicolor
6.9,3.1,versicolor
6.3,3.3,virginica
5.8,2.7,virginica
7.1,3.0,virginica
"""


def test_help_shows_every_command(unknot):
    ended = unknot("--help")
    assert ended.code == 0
    for command in COMMANDS:
        assert command in ended.out


@pytest.mark.parametrize("command", [*COMMANDS, "data list"])
def test_every_command_has_help(unknot, command):
    assert unknot(*command.split(), "--help").code == 0


def test_version_is_the_package_s(unknot):
    import unknot as package

    assert unknot("--version").out.strip() == package.__version__


def test_data_list_is_json(unknot):
    names = json.loads(unknot("data", "list", "--json").out)
    assert {"spirals", "mnist", "hopf", "iris"} <= set(names)
    assert names["spirals"]["parameters"]["turns"]["default"] == 1


def test_data_show_counts_points_and_conflicts(unknot, tmp_path):
    (tmp_path / "same.csv").write_text("x,class\n1,a\n1,b\n2,a\n")
    about = json.loads(unknot("data", "show", "same.csv", "--json").out)
    assert about["points"] == 3
    assert about["classes"] == {"a": 2, "b": 1}
    assert about["conflicts"] == 1


def test_data_save_and_show_round_trip(unknot, tmp_path):
    assert unknot("data", "save", "spirals:turns=2,points=50", "s.csv").code == 0
    assert json.loads(unknot("data", "show", "s.csv", "--json").out)["points"] == 50
    assert np.array_equal(load("s.csv").points, load("spirals:turns=2,points=50").points)


def test_a_hand_written_table_with_a_missing_value_is_refused_then_fits(unknot, tmp_path):
    (tmp_path / "irises.csv").write_text(IRISES)
    ended = unknot("fit", "irises.csv")
    assert ended.code == 2
    assert "line 4" in ended.err
    assert "width" in ended.err
    (tmp_path / "irises.csv").write_text(IRISES.replace("4.7,,", "4.7,3.2,"))
    ended = unknot(
        "fit",
        "irises.csv",
        "--hidden",
        "3",
        "--standardise",
        "--seeds",
        "2",
        "--steps",
        "300",
        "--out",
        "o",
        "--json",
    )
    assert ended.code == 0
    summary = json.loads(ended.out)
    assert summary["points"] == 9
    for file in summary["files"].values():
        assert (tmp_path / file).stat().st_size > 0
    recording = read(tmp_path / "o" / "recording.safetensors")
    assert recording.data.class_names == ("setosa", "versicolor", "virginica")
    assert recording.accuracy == summary["accuracy"]


def test_fit_says_in_plain_words_what_came_out(unknot, tmp_path):
    ended = unknot(
        "fit",
        "moons:points=60",
        "--hidden",
        "none",
        "--seeds",
        "3",
        "--steps",
        "50",
        "--no-pictures",
    )
    assert ended.code == 0
    assert "Best seed" in ended.out
    assert "of 3" in ended.out
    assert "recording.safetensors" in ended.out
    assert (tmp_path / "unknot-fit" / "spec.json").exists()


def test_the_written_spec_repeats_the_run(unknot, tmp_path):
    from unknot.recording import Spec
    from unknot.train import fit

    unknot("fit", "xor:points=40", "--seeds", "2", "--steps", "60", "--no-pictures", "--out", "o")
    spec = Spec.model_validate_json((tmp_path / "o" / "spec.json").read_text())
    recording = read(tmp_path / "o" / "recording.safetensors")
    assert np.array_equal(fit(spec).losses, recording.losses)


def test_figures_and_movies_of_a_recording(unknot, tmp_path):
    unknot(
        "fit", "circles:points=40", "--hidden", "2", "--steps", "80", "--no-pictures", "--out", "o"
    )
    recording = "o/recording.safetensors"
    for kind in ("decision", "layers", "representation", "losses", "seeds"):
        assert unknot("figure", recording, "--kind", kind, "--out", f"{kind}.svg").code == 0
        assert (tmp_path / f"{kind}.svg").stat().st_size > 1000
    assert unknot("figure", recording, "--kind", "representation", "--depth", "0.5").code == 0
    for through in ("depth", "training"):
        ended = unknot(
            "movie",
            recording,
            "--through",
            through,
            "--frames",
            "4",
            "--size",
            "128",
            "--out",
            f"{through}.gif",
        )
        assert ended.code == 0
        assert (tmp_path / f"{through}.gif").read_bytes()[:3] == b"GIF"


ODD_NAMES = r"""length $ per $\q,[red],class
1,2,[/x]
2,1,$\frac$
3,2,[/x]
4,1,_{
5,0,_{
6,7,$\frac$
"""


def test_names_are_neither_markup_nor_mathematics(unknot, tmp_path):
    (tmp_path / "odd.csv").write_text(ODD_NAMES)
    ended = unknot("data", "show", "odd.csv")
    assert "[/x] (2)" in ended.out
    assert "[red]" in ended.out
    ended = unknot("fit", "odd.csv", "--steps", "20", "--seeds", "2", "--out", "a[b]")
    assert ended.code == 0
    assert "a[b]/decision.png" in ended.out
    ended = unknot(
        "movie", "a[b]/recording.safetensors", "--frames", "3", "--size", "128", "--out", "a[b].gif"
    )
    assert ended.code == 0
    assert "Wrote a[b].gif." in ended.err


def test_a_diverged_run_says_so_and_stays_json(unknot, tmp_path):
    ended = unknot(
        "fit",
        "moons:points=40",
        "--steps",
        "100",
        "--seeds",
        "2",
        "--learning-rate",
        "100",
        "--optimiser",
        "sgd",
        "--activation",
        "square",
        "--hidden",
        "3,3,3",
        "--json",
        "--out",
        "o",
    )
    assert ended.code == 0
    summary = json.loads(ended.out, parse_constant=lambda name: pytest.fail(f"{name} in JSON"))
    assert summary["loss"] is None
    assert "diverged" in ended.err
    for kind in ("decision", "layers", "seeds"):
        ended = unknot("figure", "o/recording.safetensors", "--kind", kind)
        assert ended.code == 2
        assert "diverge" in ended.err
