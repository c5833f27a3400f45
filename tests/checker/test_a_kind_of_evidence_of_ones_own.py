"""A theorem is a file that finds, a file that checks, and a row with its reason."""

import certificates_by_hand as hand
import pytest

from unknot import checker
from unknot.checker import _kinds, _statements
from unknot.checker._reading import need, whole
from unknot.verdicts._certificate import accepted

PARTS = {
    "classes": hand.classes(hand.points([0]), hand.points([1])),
    "claim": hand.no_width(1),
    "evidence": {"kind": "parity", "number": 3},
}


def parity(c):
    need(whole(c.evidence["number"], "number") % 2 == 1, "the number is even")


@pytest.fixture
def known(monkeypatch):
    row = _kinds.Kind("parity", _kinds._WIDE, "T9.9", parity, ("number",))
    monkeypatch.setattr(_kinds, "KINDS", (*_kinds.KINDS, row))
    monkeypatch.setitem(_statements.REASONS, "parity", "{number} is odd")


def test_it_is_accepted_said_and_refused(known):
    found = accepted("because", **PARTS)
    assert found is not None
    assert found.verdict == "impossible"
    assert found.theorem == "T9.9"
    assert found.statement.endswith("because 3 is odd (T9.9).")
    found.check()
    assert accepted("because", **PARTS | {"evidence": {"kind": "parity", "number": 2}}) is None
    with pytest.raises(checker.Refused, match="statement"):
        checker.check(found.content | {"statement": "It is so."})


def test_without_a_row_it_proves_nothing():
    assert accepted("because", **PARTS) is None


def test_without_a_reason_it_cannot_be_said(known, monkeypatch):
    monkeypatch.delitem(_statements.REASONS, "parity")
    with pytest.raises(KeyError, match="parity"):
        accepted("because", **PARTS)
