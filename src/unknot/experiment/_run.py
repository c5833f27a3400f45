"""One experiment, once for all who run one."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from unknot.data import Dataset, load
from unknot.errors import UnknotError
from unknot.experiment._parts import Drawn, Part, draw_part, usual_parts
from unknot.measure import Folds, folds
from unknot.nets import Dense
from unknot.recording import Recording, Spec
from unknot.train import Progress, check_size, fit
from unknot.verdicts import Budget, Certificate, Question, examine, examine_architecture

Stage = Literal["proving", "training", "drawing"]
ASKED: tuple[Question, ...] = ("architecture", "network", "layers")
_USUAL = Budget()


@dataclass(frozen=True)
class Outcome:
    """What an experiment leaves behind.

    Attributes
    ----------
    recording
        The training run.
    answers
        What was asked of it, and answered; undecided answers among them.
    drawn
        The pictures, in order; none where training diverged.
    files
        Everything that was written, by name.
    seconds
        How long each stage took.
    folds
        Where layers turn space over; None unless they are all square and some are not dense.
    """

    recording: Recording
    answers: Mapping[Question, Certificate]
    drawn: tuple[Drawn, ...]
    files: Mapping[str, Path]
    seconds: Mapping[Stage, float]
    folds: Folds | None = None

    def summary(self) -> dict[str, Any]:
        """Return what came out, as JSON: of the recording, with files and verdicts."""
        return self.recording.summary() | {
            "folds": None if self.folds is None else asdict(self.folds),
            "files": {name: str(path) for name, path in self.files.items()},
            "verdicts": {
                question: {"verdict": c.verdict, "reason": c.reason, "theorem": c.theorem}
                for question, c in self.answers.items()
            },
        }


def run(
    spec: Spec,
    folder: str | Path,
    *,
    name: str = "",
    data: Dataset | None = None,
    test: Dataset | None = None,
    questions: Sequence[Question] = ASKED,
    budget: Budget = _USUAL,
    parts: Callable[[Recording], Sequence[Part]] = usual_parts,
    frames: int = 80,
    size: int = 600,
    threads: int | None = None,
    whole: bool = False,
    on_progress: Callable[[Stage, int, int, Progress | str], None] = lambda *_: None,
    on_answer: Callable[[Question, Certificate], None] = lambda *_: None,
) -> Outcome:
    """Load, prove, train, prove and draw into a folder.

    Parameters
    ----------
    spec
        The recipe.
    folder
        Where to write: the recording (during training, too), certificates and pictures.
    name
        What the files' names begin with, if several experiments share a folder.
    data, test
        If they are at hand; otherwise the spec's are loaded.
    questions
        What is asked of the architecture (before training), the network and its layers.
    budget
        For these questions.
    parts
        Given the recording, which pictures to draw.
    frames, size
        Of movies: how many, and pixels of a side.
    threads
        As for :func:`unknot.train.fit`.
    whole
        Whether an interrupted training, too, ends in ``KeyboardInterrupt``, once its recording is
        written. Otherwise what it came to is proved and drawn.
    on_progress
        Called with the stage, how much of it is done, how much there is, and what is being done.
    on_answer
        Called with every answer as soon as it is known.

    Raises
    ------
    InputError
        The data and the spec do not fit each other, or something cannot be written.
    KeyboardInterrupt
        On Ctrl-C, except in a training that need not be ``whole``.

    Examples
    --------
    >>> import tempfile
    >>> spec = Spec(data="disc-in-ring:points=60", hidden=(3,), steps=500, seeds=4)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     outcome = run(spec, folder, parts=lambda recording: ["decision"])
    >>> outcome.answers["architecture"].verdict, [drawn.still.name for drawn in outcome.drawn]
    ('possible', ['decision.png'])
    """
    folder, prefix = Path(folder), f"{name}-" if name else ""
    points = load(spec.data) if data is None else data
    check_size(spec, points)
    judge = load(spec.test, like=points) if test is None and spec.test is not None else test
    clock = _Clock()
    answers: dict[Question, Certificate] = {}

    def answered(found: Mapping[Question, Certificate]) -> None:
        for question, answer in found.items():
            answers[question] = answer
            on_answer(question, answer)

    if "architecture" in questions:
        on_progress("proving", 0, 1, "asking whether any weights can do it")
        known = examine_architecture(spec, points, budget)
        answered({} if known is None else {"architecture": known})
    clock.lap("proving")
    files = {"recording": folder / f"{name or 'recording'}.safetensors"}
    recording = fit(
        spec,
        points,
        judge,
        save=files["recording"],
        threads=threads,
        on_progress=lambda p: on_progress("training", p.step, p.steps, p),
    )
    if whole and recording.interrupted:
        raise KeyboardInterrupt
    clock.lap("training")
    drawn: list[Drawn] = []
    if recording.final.is_finite:
        on_progress("proving", 0, 1, "proving what can be proved")
        later: list[Question] = [each for each in questions if each != "architecture"]
        answered(examine(recording, budget, later))
        clock.lap("proving")
        wanted = parts(recording)
        for index, part in enumerate(wanted):
            on_progress("drawing", index, len(wanted), part)
            drawn.append(draw_part(part, recording, folder / f"{prefix}{part}", frames, size))
            files[part] = drawn[-1].file
        on_progress("drawing", len(wanted), len(wanted), "")
        clock.lap("drawing")
    for question, answer in answers.items():
        if answer.proved:
            file = folder / f"{prefix}{question}-certificate.json"
            files[f"{question}_certificate"] = answer.save(file)
    return Outcome(recording, answers, tuple(drawn), files, clock.seconds, _folds(recording))


def _folds(recording: Recording) -> Folds | None:
    """Measure folds where they are to be expected: in square layers that are not dense."""
    network = recording.final
    square = set(network.widths) == {recording.data.dimension}
    plain = all(isinstance(layer, Dense) for layer in network.layers)
    if plain or not square or not network.is_finite:
        return None
    try:
        return folds(network, recording.data)
    except UnknotError:  # what cannot be measured is left out
        return None


class _Clock:
    def __init__(self):
        self.seconds: dict[Stage, float] = {"proving": 0.0, "training": 0.0, "drawing": 0.0}
        self._start = time.perf_counter()

    def lap(self, stage: Stage) -> None:
        """Count the time since the last lap for a stage."""
        now = time.perf_counter()
        self.seconds[stage] += now - self._start
        self._start = now
