"""What was written by earlier versions still opens, verifies and says the same.

`tests/golden` holds files as they were written; they are never written again.
"""

import json
from pathlib import Path

import numpy as np
import pytest

from unknot import checker
from unknot.recording import Spec, encode, read
from unknot.verdicts import separates

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("certificate-*.json")), ids=lambda p: p.stem)
def test_certificates_verify(path):
    content = checker.check_file(path)
    assert content["statement"]
    changed = content | {"statement": content["statement"].replace("a", "e")}
    with pytest.raises(checker.Refused, match="statement"):
        checker.check(changed)


def test_every_kind_of_evidence_is_there():
    contents = [json.loads(path.read_text()) for path in GOLDEN.glob("certificate-*.json")]
    kinds = {content["evidence"]["kind"] for content in contents}
    assert kinds == {kind for kind, _ in checker.KINDS}


def test_a_recording_of_the_first_format_opens():
    recording = read(GOLDEN / "recording-1.safetensors")
    assert recording.spec == Spec(
        data="disc-in-ring:points=40", hidden=(3,), steps=400, seeds=2, snapshots=5,
        learning_rate=0.05, validation=0.25,
    )  # fmt: skip
    assert recording.data.shapes is None  # which it did not hold
    assert recording.validation is not None
    assert (len(recording.data), len(recording.validation)) == (30, 10)
    assert np.isfinite(recording.final.scores(recording.data.points)).all()
    assert "sampled point" in separates(recording.final, recording.data).reason
    assert encode(recording)  # in the format of now


def test_a_spec_opens():
    spec = Spec.model_validate_json((GOLDEN / "spec-1.json").read_text())
    assert spec == read(GOLDEN / "recording-1.safetensors").spec
