"""Every mistake ends with exit code 2 and one paragraph that says what to do, never a traceback."""

import numpy as np
import pytest


def _table(text):
    def write(folder):
        (folder / "bad.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
        return "bad.csv"

    return write


def _arrays(**arrays):
    def write(folder):
        np.savez(folder / "bad.npz", **arrays)
        return "bad.npz"

    return write


FILES = {
    "missing value": (_table("x,y,class\n1,2,a\n1,,b\n"), ["line 3", "'y'"]),
    "text among numbers": (_table("x,y,class\n1,2,a\n1,two,b\n"), ["line 3", "two"]),
    "ragged row": (_table("x,y,class\n1,2,a\n1,2\n"), ["line 3"]),
    "NaN": (_table("x,class\n1,a\nnan,b\n"), ["line 3", "nan"]),
    "infinity": (_table("x,class\n1,a\ninf,b\n"), ["line 3", "inf"]),
    "empty file": (_table(""), ["empty"]),
    "header only": (_table("x,class\n"), ["bad.csv"]),
    "one class": (_table("x,class\n1,a\n2,a\n"), ["single class"]),
    "one column": (_table("class\na\nb\n"), ["bad.csv"]),
    "column named twice": (_table("x,x,class\n1,2,a\n2,1,b\n"), ["x"]),
    "not text": (_table(b"x,class\n1,\xff\xfe\n2,b\n"), ["line 2"]),
    "zero bytes": (_table(b"\x00\x01\x02\x03"), ["bad.csv"]),
    "too large for single precision": (
        _arrays(X=1.7e9 + np.arange(20.0)[:, None], y=np.arange(20) % 2),
        ["1.7", "standardise"],
    ),
    "overflow of single precision": (
        _arrays(X=1e300 * np.arange(20.0)[:, None], y=np.arange(20) % 2),
        ["e+301", "standardise"],
    ),
    "a measurement as label": (
        _table("x,class\n" + "".join(f"{i},{i * 0.37}\n" for i in range(300))),
        ["class"],
    ),
    "npz of wrong shape": (_arrays(X=np.zeros(4), y=np.zeros(4, int)), ["bad.npz"]),
    "npz of unequal length": (_arrays(X=np.zeros((4, 2)), y=np.zeros(3, int)), ["bad.npz"]),
    "npz without labels": (_arrays(X=np.zeros((4, 2))), ["bad.npz"]),
    "npz with objects": (
        _arrays(X=np.array([{}, {}], dtype=object), y=np.array([0, 1])),
        ["bad.npz"],
    ),
    "npz with NaN": (_arrays(X=np.full((2, 2), np.nan), y=np.array([0, 1])), ["nan"]),
}

FLAGS = {
    "unknown data set": (["spiral"], ["spirals"]),
    "unknown parameter": (["spirals:turn=2"], ["turns"]),
    "parameter out of range": (["spirals:turns=-1"], ["turns", "-1"]),
    "parameter not a number": (["spirals:turns=many"], ["turns", "many"]),
    "no such file": (["nowhere.csv"], ["nowhere.csv", "does not exist"]),
    "a folder as file": (["./"], ["is a folder"]),
    "label column missing": (["good.csv:label=kind"], ["kind"]),
    "unknown activation": (["moons", "--activation", "tahn"], ["tanh"]),
    "activation parameter": (["moons", "--activation", "leaky-relu:-1"], ["leaky-relu"]),
    "as many activations as layers": (
        ["moons", "--hidden", "2,2,2", "--activation", "tanh,relu"],
        ["3 hidden layers", "2"],
    ),
    "negative width": (["moons", "--hidden", "2,-2"], ["hidden", "-2"]),
    "zero width": (["moons", "--hidden", "2,0,2"], ["hidden", "0"]),
    "width of a million": (["moons", "--hidden", "1000000"], ["hidden", "1000000"]),
    "width in words": (["moons", "--hidden", "two"], ["two"]),
    "too deep": (["moons", "--hidden", ",".join(["2"] * 101)], ["hidden"]),
    "too many parameters": (["moons", "--hidden", "4000,4000,4000"], ["parameters"]),
    "no seed": (["moons", "--seeds", "0"], ["seeds"]),
    "negative steps": (["moons", "--steps", "-5"], ["steps", "-5"]),
    "steps in words": (["moons", "--steps", "many"], ["steps"]),
    "learning rate not a number": (["moons", "--learning-rate", "nan"], ["learning_rate"]),
    "learning rate zero": (["moons", "--learning-rate", "0"], ["learning_rate"]),
    "unknown optimiser": (["moons", "--optimiser", "adm"], ["optimiser", "adm"]),
    "unknown loss": (["moons", "--loss", "squared"], ["loss", "squared"]),
    "logistic loss of three classes": (["iris", "--loss", "logistic"], ["3"]),
    "validation of everything": (["moons", "--validation", "1"], ["validation"]),
    "batch larger than the data": (["moons:points=20", "--batch", "64"], ["64", "20"]),
    "batch of nothing": (["moons", "--batch", "-1"], ["batch"]),
    "folder in brackets": (["moons", "--out", "good.csv/[/x]"], ["good.csv/[/x]"]),
    "unwritable folder": (["moons", "--out", "good.csv/inside"], ["good.csv"]),
    "no data": ([], ["data"]),
    "unknown flag": (["moons", "--hiden", "2"], ["--hid"]),
}


def _is_one_paragraph(text):
    return "Traceback" not in text and len(text) < 3000


@pytest.mark.parametrize("name", FILES)
def test_a_malformed_file_is_refused(unknot, tmp_path, name):
    write, words = FILES[name]
    ended = unknot("fit", write(tmp_path), "--steps", "5")
    assert ended.code == 2
    assert _is_one_paragraph(ended.err)
    assert ended.out == ""
    for word in ["bad", *words]:
        assert word in ended.err
    assert not (tmp_path / "unknot-fit" / "recording.safetensors").exists()


@pytest.mark.parametrize("name", FLAGS)
def test_a_wrong_option_is_refused(unknot, tmp_path, name):
    (tmp_path / "good.csv").write_text("x,class\n1,a\n2,b\n")
    arguments, words = FLAGS[name]
    ended = unknot("fit", *arguments)
    assert ended.code == 2
    assert _is_one_paragraph(ended.err)
    for word in words:
        assert word in ended.err


def test_the_values_of_an_error_are_not_taken_for_markup(unknot):
    ended = unknot("fit", "moons", "--optimiser", "[bold]")
    assert ended.code == 2
    assert "[bold]" in ended.err


@pytest.mark.parametrize(
    "content", [b"", b"not a recording", b"\x08\x00\x00\x00\x00\x00\x00\x00{}"]
)
def test_figure_of_something_else_is_refused(unknot, tmp_path, content):
    (tmp_path / "x.safetensors").write_bytes(content)
    for command in ("figure", "movie"):
        ended = unknot(command, "x.safetensors")
        assert ended.code == 2
        assert "x.safetensors" in ended.err


@pytest.mark.slow
def test_a_million_rows_fit_or_are_refused_in_words(unknot, tmp_path):
    rng = np.random.default_rng(0)
    points = rng.normal(size=(1_000_000, 2))
    lines = (f"{x:.3f},{y:.3f},{'a' if x > 0 else 'b'}\n" for x, y in points.tolist())
    (tmp_path / "large.csv").write_text("x,y,class\n" + "".join(lines))
    ended = unknot(
        "fit",
        "large.csv",
        "--hidden",
        "none",
        "--steps",
        "10",
        "--batch",
        "100",
        "--seeds",
        "1",
        "--snapshots",
        "1",
        "--no-pictures",
    )
    assert ended.code == 0
    assert "of 1,000,000 points right" in ended.out


def test_figure_past_the_end_is_refused(unknot):
    unknot("fit", "moons:points=20", "--steps", "10", "--seeds", "1", "--no-pictures", "--out", "o")
    for option, value in [("--step", "11"), ("--depth", "9"), ("--out", "x.bmp")]:
        ended = unknot(
            "figure", "o/recording.safetensors", "--kind", "representation", option, value
        )
        assert ended.code == 2
        assert value in ended.err


def test_options_that_say_nothing_are_refused(unknot):
    unknot("fit", "moons:points=20", "--steps", "10", "--seeds", "1", "--no-pictures", "--out", "o")
    for arguments in (
        ("figure", "o/recording", "--depth", "0.5"),
        ("figure", "o/recording", "--kind", "losses", "--step", "0"),
        ("movie", "o/recording", "--through", "training", "--order", "phases"),
    ):
        ended = unknot(*arguments)
        assert ended.code == 2
        assert arguments[-2] in ended.err
