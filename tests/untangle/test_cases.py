"""The links of the benchmark, where its folder is at hand: UNKNOT_LINKS=FOLDER."""

import os
from pathlib import Path

import pytest

from unknot.links import links_in
from unknot.untangle import untangle
from unknot.verdicts import sheared

FOLDER = os.environ.get("UNKNOT_LINKS")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        FOLDER is None, reason="UNKNOT_LINKS names no folder with links of known answers"
    ),
]


@pytest.mark.parametrize("family", ["essay", "tangled_unlinks", "hard_parallels", "linkinfo"])
def test_known_answers(family):
    links = list(links_in(Path(FOLDER or "") / f"{family}.jsonl"))
    for found in links[:: 40 if family == "linkinfo" else 3]:
        answer = untangle(found.link)
        assert answer.verdict == ("not split" if found.truth == "linked" else "split")
        answer.check()


def test_hard_unknots():
    for found in links_in(Path(FOLDER or "") / "hard_unknots.jsonl"):
        assert untangle(found.link).verdict == "unlink"


def test_shears_take_twenty_crossings_apart():
    links = links_in(Path(FOLDER or "") / "tangled_unlinks.jsonl")
    found = next(found for found in links if found.name == "U20_104")
    answer = sheared(found.link)
    assert answer.verdict == "split"
    answer.check()
