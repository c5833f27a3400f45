"""Files as strangers write them: what is not exactly the format is refused, with the place."""

import json
from fractions import Fraction
from typing import Any

import certificates_by_hand as hand
import numpy as np
import pytest

from unknot import checker
from unknot.checker._reading import number
from unknot.checker._sets import read_set


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (0, 0),
        (-7, -7),
        (10**300, 10**300),
        ("1/3", Fraction(1, 3)),
        ("-22/7", Fraction(-22, 7)),
        ("0x1.5555555555555p-2", Fraction(1 / 3)),
        ("-0x0.0p+0", 0),
        ("0x0.0000000000001p-1022", Fraction(5e-324)),
        ("0x1.fffffffffffffp+1023", Fraction(1.7976931348623157e308)),
    ],
)
def test_numbers_are_exact(written, value):
    assert number(written, "x") == value


def test_every_float_is_read_as_itself():
    rng = np.random.default_rng(0)
    for bits in rng.integers(0, 2**64, 20_000, dtype=np.uint64):
        x = float(bits.view(np.float64))
        if np.isfinite(x):
            assert number(x.hex(), "x") == Fraction(x)
        else:
            with pytest.raises(checker.Refused):
                number(x.hex(), "x")


@pytest.mark.parametrize(
    "written",
    [
        True,
        False,
        None,
        0.5,
        1.0,
        float("nan"),
        float("inf"),
        [1],
        {},
        "",
        "1",
        "1.5",
        "1e3",
        "nan",
        "inf",
        "-inf",
        "0x1p+0",
        "0x1.p+0",
        "0x1.0p+0 ",
        " 0x1.0p+0",
        "0x1.0P+0",
        "0X1.0p+0",
        "+0x1.0p+0",
        "0x2.0000000000000p+0",
        "0x1.00p+0",
        "0x1.0000000000000p+00",
        "0x0.8000000000000p+0",
        "0x1.5555555555555p-2\n",
        "0x1.55555555555551p-2",
        "0x1.0000000000000p+1024",
        "0x1.0000000000000p+99999999999",
        "0x0.0000000000001p-1023",
        "0/1",
        "1/1",
        "2/1",
        "2/4",
        "1/0",
        "0/3",
        "1/-3",
        "+1/3",
        "--1/3",
        "01/3",
        "1/03",
        "1 /3",
        "1/3 ",
        "1/3\n",
        "1//3",
        "1/3/5",
        "١/٣",
        "½",
        "9" * 4301 + "/7",
        "7/" + "9" * 9000,
    ],
)
def test_other_ways_to_write_a_number_are_refused(written):
    with pytest.raises(checker.Refused, match="here"):
        number(written, "here")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"format": 1.5}', "decimal"),
        ('{"a": -0.0}', "decimal"),
        ('{"a": 1e2}', "decimal"),
        ('{"a": NaN}', "no exact number"),
        ('{"a": -Infinity}', "no exact number"),
        ('{"a": {"b": 1, "b": 1}}', "twice"),
        ('{"a": [{"b": 1, "\\u0062": 2}]}', "twice"),
        ("[1]", "no JSON object"),
        ("", "no JSON"),
        ("{}", "it is no 'unknot certificate 2'"),
        ("{} {}", "no JSON"),
        ('{"a": 01}', "no JSON"),
        ("{'a': 1}", "no JSON"),
        ('{"a": 1,}', "no JSON"),
        ("\ufeff{}", "no JSON"),
        ('{"a":' * 10**5, "no JSON"),
        ("[" * 10**5 + "]" * 10**5, "no JSON"),
        ('{"a": ' + "9" * 5000 + "}", "no JSON"),
    ],
)
def test_files_that_are_not_strict_json_are_refused(tmp_path, text, why):
    path = tmp_path / "bad.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(checker.Refused, match=why):
        checker.check_file(path)


def test_bytes_that_are_no_text_and_files_that_are_not_there(tmp_path):
    path = tmp_path / "bad.json"
    path.write_bytes(b'{"format": "\xff"}')
    for file in (path, tmp_path, tmp_path / "none.json"):
        with pytest.raises(checker.Refused):
            checker.load(file)


# (where in a true certificate, what is written there, what the reason names)
TRIANGLE = {"shape": "polygon", "vertices": [[0, 0], [1, 0], [0, 1]]}
SETS = [
    ({}, "expected a shape"),
    ([], "expected a shape"),
    ({"shape": "blob"}, "there is no shape"),
    ({"shape": "ball", "centre": [0, 0]}, "missing"),
    ({"shape": "ball", "centre": [0, 0], "radius": 1, "colour": 1}, "unknown keys"),
    ({"shape": "ball", "centre": [0, 0], "radius": 0}, "radius is not positive"),
    ({"shape": "ball", "centre": [0, 0, 0], "radius": 1}, "expected 2|dimensions"),
    ({"shape": "ball", "centre": [], "radius": 1}, "expected 1 or more|a list"),
    ({"shape": "ball", "centre": [[0, 0]], "radius": 1}, "no exact number"),
    ({"shape": "shell", "centre": [0, 0], "inner": 2, "outer": 1}, "inner exceeds outer"),
    ({"shape": "shell", "centre": [0, 0], "inner": 0, "outer": 1}, "inner is not positive"),
    ({"shape": "sphere", "centre": [0, 0], "axes": [0], "radius": 1}, "wrong axes"),
    ({"shape": "sphere", "centre": [0, 0], "axes": [0, 2], "radius": 1}, "wrong axes"),
    ({"shape": "sphere", "centre": [0, 0], "axes": [0, 0], "radius": 1}, "wrong axes"),
    ({"shape": "sphere", "centre": [0, 0], "axes": [False, True], "radius": 1}, "integer"),
    ({"shape": "box", "lower": [0, 0], "upper": [0, 1]}, "empty box"),
    ({"shape": "box", "lower": [0, 0], "upper": [1]}, "expected 2|dimensions"),
    ({"shape": "points", "points": []}, "expected 1 or more"),
    ({"shape": "points", "points": [[0, 0], [0]]}, "expected 2 numbers"),
    ({"shape": "polyline", "vertices": [[0, 0]], "closed": False}, "too few"),
    ({"shape": "polyline", "vertices": [[0, 0], [1, 1]], "closed": True}, "too few"),
    ({"shape": "polyline", "vertices": [[0, 0], [1, 1]], "closed": 0}, "true or false"),
    ({"shape": "polyline", "vertices": [[0, 0], [0, 0]], "closed": False}, "repeats"),
    ({"shape": "tube", "vertices": [[0, 0], [1, 1]], "closed": False, "radius": -1}, "radius"),
    ({"shape": "torus", "centre": [0, 0], "normal": [0, 1], "major": 2, "minor": 1}, "3 numbers"),
    (
        {"shape": "torus", "centre": [0, 0, 0], "normal": [0, 0, 0], "major": 2, "minor": 1},
        "3 numbers|is zero",
    ),
    ({"shape": "torus", "centre": [0, 0, 0], "normal": [0, 0, 1], "major": 1, "minor": 1}, "minor"),
    ({"shape": "polygon", "vertices": [[0, 0, 0], [1, 0, 0], [0, 1, 0]]}, "simple|plane"),
    ({"shape": "polygon", "vertices": [[0, 0], [1, 1], [1, 0], [0, 1]]}, "simple|plane"),
    ({"shape": "polygon", "vertices": [[0, 0], [1, 0], [2, 0]]}, "simple|plane"),
    ({"shape": "polygon", "vertices": [[0, 0], [2, 0], [2, 2], [1, 0], [0, 2]]}, "simple|plane"),
    ({"shape": "polygon", "vertices": [[0, 0], [2, 0], [1, 0], [0, 2]]}, "simple|plane"),
    (
        {"shape": "polygon", "vertices": [[0, 0], [1, 0], [1, 1], [0, 0], [-1, -1], [-1, 0]]},
        "simple|plane",
    ),
    ({"shape": "curve", "coordinates": [], "from": 0, "to": 1}, "expected 1 or more"),
    ({"shape": "curve", "coordinates": [[], []], "from": 0, "to": 1}, "expected 1 or more"),
    ({"shape": "union", "parts": []}, "expected 1 or more"),
    ({"shape": "union", "parts": [TRIANGLE], "closed": True}, "unknown keys"),
]


@pytest.mark.parametrize(("written", "why"), SETS)
def test_descriptions_of_no_set_are_refused(written, why):
    content = hand.complete(**hand.finite())
    content["classes"][1]["set"] = written
    with pytest.raises(checker.Refused, match=why):
        checker.check(content)


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("coefficients", [], "1 or more|a list"),
        ("coefficients", [0.5], "no exact number"),
        ("function", "tan", "unknown function"),
        ("function", ["1"], "unknown function"),
        ("frequency", None, "no exact number"),
        ("phase", 0, "unknown keys"),
    ],
)
def test_descriptions_of_no_curve_are_refused(key, value, why):
    term = {"coefficients": [1], "function": "cos", "frequency": 1}
    curve = {"shape": "curve", "coordinates": [[term]], "from": 0, "to": 1}
    read_set(curve, "set")
    with pytest.raises(checker.Refused, match=why):
        read_set({**curve, "coordinates": [[{**term, key: value}]]}, "set")
    with pytest.raises(checker.Refused, match="empty range"):
        read_set({**curve, "to": 0}, "set")


@pytest.mark.parametrize(
    "name",
    ["", " ", "A\nverified all.json: everything", "A\x1b[2K", "\ud800", "A\u202eB", "x" * 201, 1],
)
def test_names_of_classes_cannot_write_lines_of_their_own(name):
    content = hand.complete(**hand.finite())
    content["classes"][0]["name"] = name
    with pytest.raises(checker.Refused, match="name"):
        checker.check(content)


def test_names_are_different_and_go_into_the_statement_as_they_are():
    content = hand.complete(**hand.finite())
    content["classes"][0]["name"] = "{0} {number} — ё"
    assert "{0} {number} — ё" in checker.describe(content)["statement"]
    content["classes"][1]["name"] = content["classes"][0]["name"]
    with pytest.raises(checker.Refused, match="no name of its own"):
        checker.check(content)


@pytest.mark.parametrize(
    "name",
    [
        "tan",
        "",
        "leaky-relu:",
        "leaky-relu:0",
        "leaky-relu:-1",
        "leaky-relu:nan",
        "prelu:1e6",
        "leaky-relu:inf",
        "leaky-relu:0x1p-1",
        "leaky-relu: 0.5",
        "leaky-relu:1_0",
        "tanh:1",
        "reflected-reflected-elu",
        "Tanh",
        "leaky_relu",
        "elu:٣",
        "elu:1e-999",
        None,
        3,
    ],
)
def test_names_of_no_activation_are_refused(name):
    with pytest.raises(checker.Refused):
        checker.named(name, "activation")


def test_parameters_are_the_floats_that_python_reads():
    assert checker.named("elu:0.1").parameter == 0.1
    assert not checker.named("leaky-relu:0.99999999999999999999").turning  # the float is 1
    assert checker.named("leaky-relu:0.9999999999999999").turning


@pytest.mark.parametrize("key", ["format", "claim", "evidence", "classes", "statement", "theorem"])
def test_missing_keys_are_refused(key):
    content = hand.complete(**hand.finite())
    del content[key]
    with pytest.raises(checker.Refused):
        checker.check(content)


def test_keys_that_do_not_belong_are_refused():
    for where in ((), ("claim",), ("evidence",), ("classes", 0), ("classes", 0, "set")):
        content = hand.complete(**hand.finite())
        target: Any = content
        for key in where:
            target = target[key]
        target["note"] = "trust me"
        with pytest.raises(checker.Refused, match="note"):
            checker.check(content)
    for content in (hand.complete(**hand.finite()), hand.complete(**hand.enclosed_by_sphere())):
        with pytest.raises(checker.Refused, match="network: this claim is about none"):
            checker.check({**content, "network": hand.TRIANGLE})
    with pytest.raises(checker.Refused, match="classes: they belong"):
        checker.check({**hand.complete(**hand.matrices()), "classes": []})


def test_the_program_prints_one_line_a_file_and_says_by_its_code(tmp_path, capsys):
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    content = hand.complete(**hand.enclosed_by_sphere())
    good.write_text(json.dumps(content), encoding="utf-8")
    bad.write_text(json.dumps({**content, "theorem": "T4.5"}), encoding="utf-8")
    assert checker.main([str(good), str(good)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert all(line.startswith(f"verified {good}: No feed-forward network") for line in lines)
    assert checker.main([str(good), str(bad), str(tmp_path / "none.json")]) == 1
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == [
        "verified",
        "refused",
        "refused",
    ]
    assert checker.main([]) != 0


def test_files_verify_as_they_are_written(tmp_path):
    for make in hand.ALL:
        content = hand.complete(**make())
        path = tmp_path / f"{make.__name__}.json"
        path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        assert checker.load(path) == content
