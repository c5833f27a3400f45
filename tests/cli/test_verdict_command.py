import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

RECIPE = ["--hidden", "2", "--seeds", "2", "--steps", "50"]
BRIEFLY = ["fit", "disc-in-ring", *RECIPE, "--no-pictures", "--json"]


def test_a_question_about_an_architecture_is_answered_with_a_file(unknot, tmp_path):
    ended = unknot("verdict", "disc-in-ring", "--hidden", "2,2", "--json")
    assert ended.code == 0
    answer = json.loads(ended.out)
    assert answer["verdict"] == "impossible"
    assert answer["theorem"] == "T4.4"
    assert answer["certificate"] == "certificate.json"
    assert unknot("check", "certificate.json").code == 0


def test_the_words_say_what_is_and_what_is_not_claimed(unknot):
    ended = unknot("verdict", "spirals", "--hidden", "2,2", "--no-search")
    assert ended.out.startswith("possible:")
    assert "training" in ended.out
    assert "Not claimed:" in ended.out


def test_without_widths_the_least_one_is_bracketed(unknot):
    ended = unknot("verdict", "disc-in-ring", "--json", "--no-search")
    width = json.loads(ended.out)["least_width"]
    assert (width["lower"], width["upper"]) == (3, 3)
    assert width["below"]["theorem"] == "T4.4"
    assert width["where"] == "on the whole of every class"
    said = " ".join(unknot("verdict", "circles").out.split())
    assert "with which a network is right on the whole of every class: 3." in said


def test_a_recording_is_verified_on_the_whole_sets(unknot):
    unknot("fit", "two-curves", "--hidden", "2", "--seeds", "8", "--no-pictures")
    ended = unknot("verdict", "unknot-fit/recording.safetensors", "--json", "--out", "net.json")
    assert json.loads(ended.out)["verdict"] == "separated"
    assert unknot("check", "net.json").code == 0
    assert unknot("check", "unknot-fit/network-certificate.json").code == 0


def test_fit_says_beforehand_that_no_weights_can(unknot):
    ended = unknot(*BRIEFLY)
    assert "No weights can do this" in ended.err
    assert json.loads(ended.out)["verdicts"]["architecture"]["verdict"] == "impossible"
    assert unknot("check", "unknot-fit/architecture-certificate.json").code == 0


def test_fit_may_keep_silent(unknot):
    ended = unknot(*BRIEFLY, "--no-prove")
    assert "No weights" not in ended.err
    assert json.loads(ended.out)["verdicts"] == {}


def test_check_says_which_file_does_not_verify_and_why(unknot, tmp_path):
    unknot("verdict", "disc-in-ring", "--hidden", "2,2")
    good = Path("certificate.json").read_text()
    Path("bad.json").write_text(good.replace('"width": 2', '"width": 3'))
    Path("cut.json").write_text(good[: len(good) // 2])
    ended = unknot("check", "certificate.json", "bad.json", "cut.json", "missing.json")
    assert ended.code == 1
    lines = ended.out.splitlines()
    assert len(lines) == 4
    for name, line in zip(("certificate", "bad", "cut", "missing"), lines, strict=True):
        assert name in line
        assert ("refused" in line) == (name != "certificate")


def test_the_checker_runs_alone_as_a_folder(unknot, tmp_path):
    """It imports nothing of the package, and no JAX."""
    unknot("verdict", "disc-in-ring", "--hidden", "2,2")
    alone = tmp_path / "alone"
    shutil.copytree(unknot_checker_folder(), alone, ignore=shutil.ignore_patterns("__pycache__"))
    ended = subprocess.run(
        [sys.executable, "-I", str(alone), "certificate.json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    probe = "import runpy, sys; sys.argv = ['c', 'certificate.json']\n" + (
        f"try: runpy.run_path({str(alone)!r}, run_name='__main__')\n"
        "except SystemExit as e: assert not e.code\n"
        "assert not {'jax', 'unknot', 'scipy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-I", "-c", probe], check=True, capture_output=True)


def unknot_checker_folder() -> str:
    from unknot import checker

    return str(Path(checker.__file__).parent)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nonesuch",), "nonesuch"),
        (("circles", "--hidden", "two"), "--hidden"),
        (("circles", "--hidden", "2", "--activation", "tnah"), "tanh"),
        (("circles", "--activation", "tanh,relu"), "--hidden"),
        (("missing.safetensors",), "missing.safetensors"),
        (("circles", "--hidden", "2", "--radius", "-1"), "radius"),
    ],
)
def test_mistakes_are_answered_in_one_paragraph(unknot, arguments, words):
    ended = unknot("verdict", *arguments)
    assert ended.code == 2
    assert "error:" in ended.err
    assert words in ended.err
    assert "Traceback" not in ended.err


VNNLIB = """
(declare-const X_0 Real) (declare-const X_1 Real) (declare-const Y_0 Real)
(assert (and (>= X_0 0) (<= X_0 1) (>= X_1 0) (<= X_1 1)))
(assert (>= Y_0 {}))
"""


def test_a_property_of_a_model_is_decided_with_a_file(unknot, tmp_path, monkeypatch):
    pytest.importorskip("onnx", reason="the package onnx is not installed")
    import numpy as np

    from unknot.models import save_onnx
    from unknot.nets import Dense, Head, Network, activation

    relu = Dense(np.array([[1.0, 1.0], [1.0, -1.0]]), np.zeros(2), activation("relu"))
    network = Network([relu], Head(np.array([[1.0, -2.0]]), np.zeros(1), "linear"))
    save_onnx(network, tmp_path / "model.onnx")
    for bound, word in ((2.1, "holds"), (1.9, "fails")):
        (tmp_path / "some.vnnlib").write_text(VNNLIB.format(bound))
        files = str(tmp_path / "model.onnx"), "--property", str(tmp_path / "some.vnnlib")
        ended = unknot("verdict", *files, "--json")
        answer = json.loads(ended.out)
        assert (answer["verdict"], answer["property"]) == (word, "some.vnnlib")
        assert unknot("check", answer["certificate"]).code == 0
    assert answer["original"]["violates"] in (True, None)
    (tmp_path / "some.vnnlib").write_text("(assert (<= Y_0 0))")
    ended = unknot("verdict", *files)
    assert ended.code == 2
    assert "line 1, column 13: Y_0 is not declared" in " ".join(ended.err.split())


def test_regions_are_counted_from_the_command_line(unknot, tmp_path):
    pytest.importorskip("onnx", reason="the package onnx is not installed")
    import numpy as np

    from unknot.models import save_onnx
    from unknot.nets import Dense, Head, Network, activation

    relu = Dense(np.array([[0.0, 1.0]]), np.zeros(1), activation("relu"))
    network = Network([relu], Head(np.array([[1.0]]), np.array([-0.2]), "logistic"))
    save_onnx(network, tmp_path / "model.onnx")
    asked = "regions", str(tmp_path / "model.onnx"), "--data", "two-curves"
    answer = json.loads(unknot(*asked, "--json", "--out", "r.png").out)
    assert (answer["method"], answer["certified"]) == ("exact", True)
    assert [len(one["components"]) for one in answer["classes"]] == [1, 1]
    assert Path("r.png").stat().st_size > 5_000
    ended = unknot(*asked, "--box", "1,2,3")
    assert ended.code == 2
    assert "--box: expected 4 numbers" in ended.err
