"""What is proved of an experiment: that no weights can do it, or that these weights do."""

import json
from typing import Any

from unknot.data import Dataset
from unknot.errors import UnknotError
from unknot.recording import Recording, Spec
from unknot.verdicts import AT_ONCE, Certificate, classes_of, examine_architecture, separates


def obstruction(spec: Spec, data: Dataset) -> Certificate | None:
    """Return the proof that no weights of a recipe's architecture classify, if there is one.

    Only exact shapes are asked about: it must not keep anybody waiting.
    """
    return None if data.shapes is None else examine_architecture(spec, data, AT_ONCE)


def extent(data: Dataset) -> str:
    """Return on what a verdict of a network on these data speaks, in words; "" if none can."""
    try:
        return classes_of(data).everywhere
    except UnknotError:
        return ""


def message(handle: int, key: str, proof: Certificate) -> dict[str, Any]:
    """Return what a page is told of a proof."""
    assert proof.content is not None
    wider = proof.content["claim"].get("width")
    remedy = "" if wider is None else f" Wider layers are not excluded: try {wider + 1} units."
    return {
        "type": "proof",
        "experiment": handle,
        "text": f"No weights can do this. {proof.reason}{remedy}",
        "theorem": proof.theorem,
        "statement": proof.statement,
        "not_claimed": proof.not_claimed,
        "href": f"/proof/{key}.json",
    }


def verdict(recording: Recording) -> bytes:
    """Ask whether a run's network is right on all that is known of its classes; return JSON."""
    found = separates(recording.final, recording.data, budget=AT_ONCE.pieces)
    answer = {
        "verdict": found.verdict,
        "reason": found.reason,
        "theorem": found.theorem,
        "not_claimed": found.not_claimed,
        "certificate": found.content,
    }
    return json.dumps(answer, ensure_ascii=False).encode()
