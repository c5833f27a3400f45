"""Properties as files write them, and what is said of files that are wrong."""

import gzip
from fractions import Fraction

import pytest

from unknot.errors import InputError
from unknot.properties import parse_vnnlib, read_vnnlib

NAMES = "(declare-const X_0 Real)\n(declare-const X_1 Real)\n(declare-const Y_0 Real)\n"
BOX = "(assert (and (>= X_0 -1) (<= X_0 1) (<= 0.5 X_1) (>= 2 X_1)))\n"


def test_boxes_and_conditions_are_exact():
    found = parse_vnnlib(NAMES + BOX + "(assert (>= Y_0 1.1e-1)) ; a remark")
    (case,) = found.cases
    assert (case.lower, case.upper) == ((-1, Fraction(1, 2)), (1, 2))
    (never,) = case.never
    assert (never.weight, never.most) == (((-1,),), (Fraction(-11, 100),))


def test_alternatives_are_gathered_by_their_boxes():
    boxes = "(assert (or (and (>= X_0 0) (<= X_0 1)) (and (>= X_0 2) (<= X_0 3))))"
    outputs = "(assert (or (<= Y_0 0) (and (>= Y_0 5) (>= Y_0 6))))"
    found = parse_vnnlib(NAMES + "(assert (>= X_1 0))(assert (<= X_1 0))" + boxes + outputs)
    assert [(case.lower[0], case.upper[0]) for case in found.cases] == [(0, 1), (2, 3)]
    assert [len(one.most) for one in found.cases[0].never] == [1, 2]


def test_linear_terms_are_summed():
    found = parse_vnnlib(NAMES + BOX + "(assert (<= (+ (* 2 Y_0) (- 1) (- Y_0 3)) (* 0.5 Y_0)))")
    assert found.cases[0].never[0].weight == ((Fraction(5, 2),),)
    assert found.cases[0].never[0].most == (4,)


def test_an_equation_is_two_inequalities_and_a_box_may_be_flat():
    found = parse_vnnlib(NAMES + "(assert (= X_0 0.3))(assert (= X_1 1))(assert (= Y_0 2))")
    assert found.cases[0].lower == found.cases[0].upper == (Fraction(3, 10), 1)
    assert found.cases[0].never[0].weight == ((1,), (-1,))


def test_alternatives_without_inputs_are_left_out_unless_all_are():
    either = "(assert (or (and (>= X_0 2) (<= Y_0 0)) (and (>= X_0 0) (<= Y_0 0))))"
    assert parse_vnnlib(NAMES + BOX + either).cases[0].lower[0] == 0
    with pytest.raises(InputError, match=r"no input satisfies .* X_0 ≥ 2 and X_0 ≤ 1"):
        parse_vnnlib(NAMES + BOX + "(assert (>= X_0 2))(assert (<= Y_0 0))")


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_files_are_read_packed_or_not(pack, tmp_path):
    path = tmp_path / "some.vnnlib.gz"
    path.write_bytes(pack((NAMES + BOX + "(assert (<= Y_0 0))").encode()))
    assert read_vnnlib(path).inputs == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("(assert (<= Y_0 0)", "line 5, column 1: this bracket is never closed"),
        ("(assert (<= Y_0 0)))", "line 5, column 20: a bracket closes"),
        ("(assert (<= Y_1 0))", "line 5, column 13: Y_1 is not declared"),
        ("(assert (<= Y_0 0,5))", "expected a number or a variable, got 0,5"),
        ("(assert (< Y_0 0))", "line 5, column 9: < is strict"),
        ("(assert (<= Y_0 X_0))", "inputs and outputs in one inequality"),
        ("(assert (<= (+ X_0 X_1) 1))", "inputs are to lie in a box"),
        ("(assert (<= (* Y_0 Y_0) 1))", "a product of variables is not linear"),
        ("(assert (<= 0 1))", "about no variable"),
        ("(assert (=> (<= Y_0 0) (<= Y_0 1)))", "expected .<= a b., "),
        ("(assert (<= Y_0 (/ 1 2)))", "expected a number, a variable"),
        ("(declare-const X_0 Real)", "X_0 is declared twice"),
        ("(declare-const Z_0 Real)", "expected an input X_0"),
        ("(declare-const X_7 Real) (assert (<= Y_0 0))", "declares X_7, but no X_2"),
        ("(minimise Y_0)", "expected .declare-const"),
        ("", "says nothing of outputs"),
        ('(assert (<= Y_0 "', "opens a name or a text"),
        ("(" * 300, "more than 200 deep"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text, words):
    with pytest.raises(InputError, match=words):
        parse_vnnlib(NAMES + BOX + text)


def test_an_input_without_a_bound_is_named():
    with pytest.raises(InputError, match="X_1 has no lower bound"):
        parse_vnnlib(NAMES + "(assert (>= X_0 0))(assert (<= X_0 0))(assert (<= Y_0 0))")


def test_alternatives_that_explode_are_refused():
    both = "(assert (or (<= Y_0 0) (<= Y_0 1)))"
    with pytest.raises(InputError, match="more than 100,000 alternatives"):
        parse_vnnlib(NAMES + BOX + both * 18)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe", "no text in UTF-8"),
        (b"\x1f\x8bnothing", "cannot be read"),
        (b"", "declares no input"),
    ],
)
def test_files_that_are_none(content, words, tmp_path):
    path = tmp_path / "bad.vnnlib"
    path.write_bytes(content)
    with pytest.raises(InputError, match=words):
        read_vnnlib(path)
    with pytest.raises(InputError, match="cannot be read"):
        read_vnnlib(tmp_path / "none.vnnlib")
