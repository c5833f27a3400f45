"""What scikit-learn asks of every estimator, and that the page says what came of it."""

import sys
from pathlib import Path

import pytest

from unknot import estimators

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

import estimator_checks

PAGE = estimator_checks.PAGE.read_text(encoding="utf-8")


def test_every_estimator_is_asked():
    asked = {type(one).__name__ for one in estimator_checks.ESTIMATORS}
    assert asked == set(estimators.__all__)
    assert all(f"| `{name}` " in PAGE for name in asked)


def test_the_page_has_no_failure():
    assert "failed" not in PAGE
    assert PAGE.count("| passed |") > 30
    assert estimator_checks.not_asked(estimator_checks.ESTIMATORS) in PAGE


def test_a_table_is_written_between_its_comments_and_nowhere_else():
    once = estimator_checks.written(PAGE, "what was found\n")
    assert "passed" not in once
    assert estimator_checks.written(once, "what was found\n") == once
    assert once.partition(estimator_checks.BEGIN)[0] == PAGE.partition(estimator_checks.BEGIN)[0]


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_the_page_says_what_came_of_the_checks():
    content = estimator_checks.table(estimator_checks.answers())
    assert estimator_checks.written(PAGE, content) == PAGE, f"Run `{estimator_checks.COMMAND}`."
