"""Ask what scikit-learn asks of every estimator, and write the answers into docs/estimators.md.

``python tools/estimator_checks.py`` takes minutes; `tests/estimators` holds the page to it.
"""

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress
from sklearn.utils import get_tags
from sklearn.utils.estimator_checks import check_estimator, estimator_checks_generator

from unknot.estimators import NeighbourClassifier, NetworkClassifier
from unknot.train import tune_process

PAGE = Path(__file__).parents[1] / "docs" / "estimators.md"
COMMAND = "python tools/estimator_checks.py"
BEGIN, END = f"<!-- Written by `{COMMAND}`. -->\n", "<!-- End of what is written. -->\n"
# Small, and trained for as long as checks want that ask for a good score.
ESTIMATORS = (
    NeighbourClassifier(
        hidden=(4,), activation="identity", normalise=False, temperature=1.0, steps=300
    ),
    NetworkClassifier(hidden=(6,), steps=300, learning_rate=0.03),
)
PASSED = "passed"
Answers = Mapping[str, Mapping[str, str]]


def answers(estimators: Sequence[Any] = ESTIMATORS) -> Answers:
    """Return what came of every check, by its name: for each estimator ``"passed"``, or why not."""
    found: dict[str, dict[str, str]] = {}
    with Progress(console=Console(stderr=True), transient=True) as bars, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for one in estimators:
            who = type(one).__name__
            task = bars.add_task(who, total=len(list(estimator_checks_generator(one))))

            def told(*, check_name: str, who: str = who, task: Any = task, **result: Any) -> None:
                answer = PASSED
                if result["status"] != PASSED:
                    answer = f"{result['status']}: {' '.join(str(result['exception']).split())}"
                row = found.setdefault(check_name.removeprefix("check_"), {})
                # Some are asked several times, in variants: what is not passed is what counts.
                row[who] = answer if row.get(who, PASSED) == PASSED else row[who]
                bars.advance(task)

            check_estimator(one, on_skip=None, on_fail=None, callback=told)
    return dict(sorted(found.items()))


def table(found: Answers, estimators: Sequence[Any] = ESTIMATORS) -> str:
    """Return the answers as a table of Markdown, with what was not asked of anyone."""
    names = [type(one).__name__ for one in estimators]
    head = (
        f"| `check_…` | {' | '.join(f'`{name}`' for name in names)} |\n|---|{'---|' * len(names)}\n"
    )
    rows = "".join(
        f"| `{check}` | {' | '.join(row.get(name, 'not asked') for name in names)} |\n"
        for check, row in found.items()
    )
    return f"{not_asked(estimators)}\n\n{head}{rows}"


def not_asked(estimators: Sequence[Any]) -> str:
    """Say of what scikit-learn asks nothing, by what the estimators declare of themselves."""
    tags = [get_tags(one) for one in estimators]
    declared = {
        "sparse points": any(one.input_tags.sparse for one in tags),
        "texts": any(one.input_tags.string for one in tags),
        "missing values": any(one.input_tags.allow_nan for one in tags),
        "second outputs": any(one.target_tags.multi_output for one in tags),
        "second labels of a point": any(
            one.classifier_tags is not None and one.classifier_tags.multi_label for one in tags
        ),
        "weights of samples": any(
            "sample_weight" in one.fit.__code__.co_varnames for one in estimators
        ),
    }
    without = [name for name, has in declared.items() if not has]
    return (
        f"The estimators take no {', no '.join(without)}. Of these it is asked at most that they "
        "are refused; a check with such a name is asked without them, and the labels of "
        "`supervised_y_2d` are one output, as a column."
    )


def written(page: str, content: str) -> str:
    """Return the page with the content between its two comments."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{content}\n{END}{after}"


if __name__ == "__main__":
    tune_process()
    PAGE.write_text(written(PAGE.read_text("utf-8"), table(answers())), "utf-8")
