"""Whatever dialect a table is written in: the right data, or a question; never other data."""

import numpy as np
import pytest
from random_tables import random_table

from unknot.data import load
from unknot.errors import InputError, Question


def read_back(seed: int, folder) -> bool:
    """Read a random table; compare it with what was written, or see that it is asked about."""
    table = random_table(seed)
    path = folder / f"t{table.suffix}"
    path.write_bytes(table.content)
    options = {} if table.label_is_told else {"label": _column(table)}
    try:
        data = load(path, **options)
    except Question as question:
        if not question.answer:
            return False
        data = load(question.answer)  # what is proposed works
        return False
    except InputError:
        return False
    expected = np.stack(table.columns, axis=1).astype(float)
    assert data.points.shape == expected.shape, (seed, table.how, data.reading)
    np.testing.assert_array_equal(data.points, expected, err_msg=f"{seed} {table.how}")
    given = [data.class_names[k] for k in data.labels]
    assert given == table.labels, (seed, table.how)
    if table.header != "none":
        features = [name for i, name in enumerate(table.names) if i != table.at]
        assert list(data.feature_names) == features, (seed, table.how)
    assert load(data.source) == data
    return True


def _column(table) -> str:
    shift = 1 if table.how.get("index") else 0
    return table.names[table.at] if table.header != "none" else str(table.at + 1 + shift)


@pytest.mark.parametrize("block", range(2))
def test_random_tables_are_read_or_asked_about(block, tmp_path):
    read = [read_back(seed, tmp_path) for seed in range(block * 100, block * 100 + 100)]
    assert np.mean(read) > 0.75


@pytest.mark.slow
@pytest.mark.parametrize("block", range(2, 20))
def test_many_more_random_tables(block, tmp_path):
    read = [read_back(seed, tmp_path) for seed in range(block * 100, block * 100 + 100)]
    assert np.mean(read) > 0.75
