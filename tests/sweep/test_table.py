import json
import os

import pytest
from made_up_rows import BASE, MadeUp, grid, row_of

from unknot.errors import InputError
from unknot.sweep import Asked, Table, sweep
from unknot.sweep._table import TABLE
from unknot.sweep._work import versions


def test_what_is_written_is_read_again(tmp_path):
    found = sweep(grid(), tmp_path, engine=MadeUp())
    assert not found.interrupted
    read = Table.read(tmp_path)
    assert tuple(read.rows.values()).__len__() == 6
    assert [read.rows[row.key] for row in found.rows] == list(found.rows)
    assert (tmp_path / "networks" / f"{found.rows[0].key}.txt").read_bytes() == b"whole"


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
def test_a_sweep_goes_on_where_it_stopped_and_does_no_cell_twice(tmp_path, error):
    first, second = MadeUp(until=4, error=error), MadeUp()
    if error is KeyboardInterrupt:
        assert len(sweep(grid(), tmp_path, engine=first).missing) == 2
    else:
        with pytest.raises(RuntimeError):
            sweep(grid(), tmp_path, engine=first)
    seen = []
    found = sweep(grid(), tmp_path, engine=second, on_progress=lambda p: seen.append(p.done))
    assert seen == [4, 5, 6]
    assert sorted(first.asked + second.asked) == sorted(cell.key for cell in grid().cells)
    assert len(found.rows) == 6


def test_half_a_line_at_any_place_is_done_again(tmp_path):
    sweep(grid((1,), (1, 2)), tmp_path, engine=MadeUp())
    path = tmp_path / TABLE
    whole = path.read_bytes()
    start = whole[:-1].rfind(b"\n") + 1
    for end in (start, start + 1, start + 40, len(whole) - 1):
        path.write_bytes(whole[:end])
        assert len(Table.read(tmp_path).rows) == 1
        again = MadeUp()
        sweep(grid((1,), (1, 2)), tmp_path, engine=again)
        assert len(again.asked) == 1
        assert len(Table.read(tmp_path).rows) == 2
        assert path.read_bytes() == whole


def test_a_damaged_line_between_others_is_said(tmp_path):
    sweep(grid(), tmp_path, engine=MadeUp())
    path = tmp_path / TABLE
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:2], b'{"key": 3}\n', *lines[3:]]))
    with pytest.raises(InputError, match="line 3"):
        Table.read(tmp_path)
    path.write_bytes(b"".join([*lines[:2], lines[2][:40] + b"\n", *lines[3:]]))
    with pytest.raises(InputError, match=r"Line 3 .* damaged"):
        Table.read(tmp_path)


def test_a_row_whose_recipe_was_changed_is_said(tmp_path):
    sweep(grid(), tmp_path, engine=MadeUp())
    path = tmp_path / TABLE
    lines = path.read_text().splitlines()
    changed = json.loads(lines[1])
    changed["spec"]["steps"] = 11
    path.write_text("\n".join([lines[0], json.dumps(changed), *lines[2:]]) + "\n")
    with pytest.raises(InputError, match="not that of its recipe"):
        Table.read(tmp_path)


def test_a_grid_may_grow(tmp_path):
    sweep(grid((1,), (1,)), tmp_path, engine=MadeUp())
    more = MadeUp()
    found = sweep(grid(data=(BASE.data, "moons:points=40")), tmp_path, engine=more)
    assert len(more.asked) == 11
    assert len(found.rows) == 12


def test_a_table_of_another_recipe_question_version_or_data_is_refused(tmp_path, monkeypatch):
    sweep(grid(), tmp_path, engine=MadeUp())
    other = grid(base=BASE.model_copy(update={"learning_rate": 0.5}))
    with pytest.raises(InputError, match=r"learning_rate = 0.01, and this sweep has 0.5"):
        sweep(other, tmp_path, engine=MadeUp())
    with pytest.raises(InputError, match="verify"):
        sweep(grid(), tmp_path, engine=MadeUp(), asked=Asked(verify=3))
    from unknot.data import load

    points = load("disc-in-ring:points=40,seed=1")
    with pytest.raises(InputError, match="held other points"):
        sweep(grid(), tmp_path, engine=MadeUp(), data={BASE.data: points})
    monkeypatch.setattr("unknot.sweep._sweep.versions", lambda: versions() | {"unknot": "99"})
    with pytest.raises(InputError, match="'99'"):
        sweep(grid(), tmp_path, engine=MadeUp())


def test_what_is_no_table_is_refused(tmp_path):
    with pytest.raises(InputError, match="no table"):
        Table.read(tmp_path)
    for content in ("", "{}\n", '{"format": "unknot sweep", "version": 99}\n'):
        (tmp_path / TABLE).write_text(content)
        with pytest.raises(InputError, match=r"table"):
            Table.read(tmp_path)


def test_two_sweeps_do_not_write_into_one_folder(tmp_path):
    class Within(MadeUp):
        def run(self, tasks, data, note):
            with pytest.raises(InputError, match="Another sweep"):
                sweep(grid(), tmp_path, engine=MadeUp())
            yield from super().run(tasks, data, note)

    sweep(grid((1,), (1,)), tmp_path, engine=Within())


def test_a_full_disk_leaves_no_half_of_a_line(tmp_path, monkeypatch):
    write = os.write
    with Table.opened(tmp_path, {}) as table:
        monkeypatch.setattr(os, "write", lambda file, content: write(file, content[:20]))
        with pytest.raises(InputError, match="disk is full"):
            table.append(row_of(grid().cells[0].spec))
        monkeypatch.undo()
        table.append(row_of(grid().cells[1].spec))
        table.append(row_of(grid().cells[1].spec))
    assert len((tmp_path / TABLE).read_text().splitlines()) == 2
    with pytest.raises(InputError, match="read, not opened"):
        Table.read(tmp_path).append(row_of(grid().cells[0].spec))
