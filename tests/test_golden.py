"""What was written by earlier versions still opens, verifies and says the same.

`tests/golden` holds files as they were written; they are never written again.
"""

import json
from pathlib import Path

import numpy as np
import pytest

from unknot import checker
from unknot.recording import Spec, encode, read
from unknot.verdicts import renewed, separates

GOLDEN = Path(__file__).parent / "golden"


CERTIFICATES = sorted(GOLDEN.glob("certificate-*.json"))


@pytest.mark.parametrize("path", CERTIFICATES, ids=lambda p: p.stem)
def test_certificates_verify(path):
    content = checker.load(path)
    checker.check(content)
    assert content["statement"]
    changed = content | {"statement": content["statement"].replace("a", "e")}
    with pytest.raises(checker.Refused, match="statement"):
        checker.check(changed)


def test_what_needs_cuts_and_has_none_is_renewed():
    found = checker.load(GOLDEN / "certificate-2-weights.json")
    uncut = {key: value for key, value in found["evidence"].items() if key != "cuts"}
    old = found | {"format": checker.FORMATS[0], "evidence": uncut}
    with pytest.raises(checker.Refused, match="unknot renew"):
        checker.check(old)
    assert renewed(old)["evidence"]["cuts"]


@pytest.mark.parametrize("path", CERTIFICATES, ids=lambda p: p.stem)
def test_certificates_are_renewed_without_change_of_what_they_claim(path):
    old = checker.load(path)
    new = renewed(old)
    checker.check(new)
    assert new["format"] == checker.FORMAT
    assert all(new.get(key) == old.get(key) for key in ("claim", "classes", "network", "theorem"))
    assert all(new["evidence"][key] == value for key, value in old["evidence"].items())


def test_every_kind_of_evidence_is_there():
    contents = [json.loads(path.read_text()) for path in GOLDEN.glob("certificate-*.json")]
    kinds = {content["evidence"]["kind"] for content in contents}
    assert kinds == {kind.evidence for kind in checker.KINDS}


def test_a_recording_of_the_first_format_opens():
    recording = read(GOLDEN / "recording-1.safetensors")
    assert recording.spec == Spec(
        data="disc-in-ring:points=40",
        hidden=(3,),
        steps=400,
        seeds=2,
        snapshots=5,
        learning_rate=0.05,
        validation=0.25,
    )
    assert recording.data.shapes is None  # which it did not hold
    assert recording.validation is not None
    assert (len(recording.data), len(recording.validation)) == (30, 10)
    assert np.isfinite(recording.final.scores(recording.data.points)).all()
    assert "sampled point" in separates(recording.final, recording.data).reason
    assert encode(recording)  # in the format of now


def test_a_spec_opens():
    spec = Spec.model_validate_json((GOLDEN / "spec-1.json").read_text())
    assert spec == read(GOLDEN / "recording-1.safetensors").spec
