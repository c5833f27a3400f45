"""An experiment is run once, in one way, and says what it left behind."""

import json

import pytest

from unknot import checker
from unknot.errors import InputError
from unknot.experiment import run, usual_parts
from unknot.recording import Spec, read

SPEC = Spec(
    data="disc-in-ring:points=60", hidden=(3,), steps=600, seeds=4, learning_rate=0.05, snapshots=6
)


def test_everything_is_asked_drawn_and_written(tmp_path):
    stages, answers = [], []
    outcome = run(
        SPEC,
        tmp_path,
        name="disc",
        parts=lambda _: ["decision", "depth"],
        frames=2,
        size=80,
        on_progress=lambda stage, *_: stages.append(stage),
        on_answer=lambda question, _: answers.append(question),
    )
    assert list(dict.fromkeys(stages)) == ["proving", "training", "drawing"]
    assert answers == list(outcome.answers)
    assert answers[0] == "architecture"
    assert {drawn.part: drawn.file.name for drawn in outcome.drawn} == {
        "decision": "disc-decision.png",
        "depth": "disc-depth.mp4",
    }
    assert outcome.drawn[1].still.name == "disc-depth.png"
    assert all(path.is_file() for path in outcome.files.values())
    assert read(outcome.files["recording"]).spec == SPEC
    for name, path in outcome.files.items():
        if name.endswith("_certificate"):
            checker.check_file(path)
    said = json.loads(json.dumps(outcome.summary()))
    assert said["verdicts"]["architecture"]["verdict"] == "possible"
    assert said["points"] == 60
    assert set(outcome.seconds) == {"proving", "training", "drawing"}
    assert all(seconds > 0 for seconds in outcome.seconds.values())


def test_only_what_is_asked_is_asked(tmp_path):
    outcome = run(SPEC, tmp_path, questions=(), parts=lambda _: ())
    assert outcome.answers == {}
    assert outcome.drawn == ()
    assert {path.name for path in tmp_path.iterdir()} == {"recording.safetensors"}


def test_what_diverged_is_written_and_not_drawn(tmp_path):
    wild = SPEC.model_copy(
        update={
            "optimiser": "sgd",
            "learning_rate": 100.0,
            "loss": "hinge",
            "activation": ("square",),
            "hidden": (3, 3, 3),
        }
    )
    outcome = run(wild, tmp_path, questions=("network", "layers"))
    assert not outcome.recording.final.is_finite
    assert outcome.drawn == ()
    assert outcome.answers == {}
    assert (tmp_path / "recording.safetensors").is_file()


def test_sizes_are_checked_before_anything_slow(tmp_path):
    with pytest.raises(InputError):
        run(SPEC.model_copy(update={"hidden": (4096, 4096, 4096)}), tmp_path)
    assert not list(tmp_path.iterdir())


def test_the_usual_parts_suit_the_run(tmp_path):
    outcome = run(SPEC, tmp_path, questions=(), parts=lambda _: ())
    assert usual_parts(outcome.recording) == (
        "decision",
        "layers",
        "representation",
        "losses",
        "seeds",
    )
    assert "seeds" not in usual_parts(outcome.recording.alone())
