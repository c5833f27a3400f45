"""Certificates that were tampered with: whatever the checker accepts must still be true.

Two thousand certificates are changed at random; half of them by an adversary who also rewrites the
words to fit. What is accepted all the same is judged here by other means, in floats.
"""

import copy
import json
import random

import pytest
from judge import Judge
from tampered_originals import originals
from tampering import restructured, tampered

from unknot import checker


def test_every_kind_of_evidence_is_among_the_originals():
    assert {c["evidence"]["kind"] for c in originals()} == {kind.evidence for kind in checker.KINDS}


def count_accepted(seed, count):
    rng = random.Random(seed)
    accepted = 0
    plain = [json.dumps(c, sort_keys=True) for c in originals()]
    for _ in range(count):
        content = tampered(rng)
        if json.dumps(content, sort_keys=True, default=str) in plain:
            continue
        try:
            checker.check(content)
        except checker.Refused:
            continue
        accepted += 1
        Judge(content).judge()
    return accepted


@pytest.mark.parametrize("seed", range(8))
def test_no_tampered_certificate_is_accepted_unless_it_is_still_true(seed):
    accepted = count_accepted(seed, 250)
    # Harmless changes exist (a set made smaller, a weaker margin): the judge has work to do.
    assert 0 < accepted < 125


@pytest.mark.slow
def test_no_certificate_with_parts_in_other_places_is_accepted_unless_it_is_still_true():
    plain = [json.dumps(c, sort_keys=True) for c in originals()]
    tried = accepted = 0
    for found in restructured():
        content = dict(copy.deepcopy(found))
        if json.dumps(content, sort_keys=True) in plain:
            continue
        tried += 1
        try:
            content |= checker.describe(content)
            checker.check(content)
        except checker.Refused:
            continue
        if json.dumps(content, sort_keys=True) in plain:
            continue
        accepted += 1
        Judge(content).judge()
    assert tried > 300
    assert 0 < accepted < tried / 4


def test_the_words_cannot_be_changed_alone():
    for content in originals():
        for key in ("statement", "not_claimed", "verdict", "theorem"):
            for other in (
                "",
                content[key] + " ",
                content[key].replace("not", "").replace("T4", "T5") + "!",
            ):
                with pytest.raises(checker.Refused):
                    checker.check({**content, key: other})


def test_truncated_files_are_refused(tmp_path):
    text = json.dumps(originals()[0])
    for cut in range(1, len(text), 97):
        path = tmp_path / "cut.json"
        path.write_text(text[:-cut])
        with pytest.raises(checker.Refused):
            checker.check_file(path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"format": 1.5}', "no exact number"),
        ('{"format": NaN}', "no exact number"),
        ('{"a": 1, "a": 2}', "twice"),
        ("[1, 2]", "no JSON object"),
        ("", "no JSON"),
        ("\xff", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ('{"format": "unknot certificate 3"}', "no 'unknot certificate 2'"),
    ],
)
def test_malformed_files_are_refused_with_the_reason(tmp_path, text, words):
    path = tmp_path / "bad.json"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(checker.Refused, match=words):
        checker.check_file(path)
