"""Whether two links are the same: known answers, and what the checker makes of forgeries."""

import copy
import random
from contextlib import suppress
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from unknot import checker
from unknot.checker._arcs import Grid
from unknot.cli import main
from unknot.errors import InputError
from unknot.links import Link, diagram, distinction, known_names, named
from unknot.untangle import equivalent
from unknot.untangle._exchange import apply, doubled, doubling
from unknot.untangle._space import LARGEST, shake

GOLDEN = Path(__file__).parents[1] / "golden"
KNOTS = [name for name in known_names() if name[0].isdigit()]
ACHIRAL = {"4_1", "6_3", "8_3", "8_9", "8_12", "8_17", "8_18"}  # Rolfsen 1976, appendix C
RING = [(3, 0, 0), (0, 3, 0), (-3, 0, 0), (0, -3, 0)]
THROUGH = [(0, 0, -1), (0, 0, 1), (5, 0, 1), (5, 0, -1)]
BESIDE = [(7, 0, -1), (7, 0, 1), (9, 0, 1), (9, 0, -1)]


def refuses(content) -> bool:
    try:
        checker.check(content | checker.describe(content))
    except checker.Refused:
        return True
    return False


def shaken(link: Link, seed: int) -> Link:
    """The same link: edges cut into three, and corners moved at random, through nothing."""
    rng = np.random.default_rng(seed)
    largest = max(abs(x) for p in link.components for v in p for x in v)
    loops = [
        3 * (np.array(p, float) * LARGEST / (12 * largest)).astype(int) for p in link.components
    ]
    cut = [
        np.stack([a, (2 * a + np.roll(a, -1, 0)) // 3, (a + 2 * np.roll(a, -1, 0)) // 3], 1)
        for a in loops
    ]
    places = np.concatenate(cut).reshape(-1, 3)
    stops = np.cumsum([3 * len(loop) for loop in loops])
    after = np.arange(1, len(places) + 1)
    after[stops - 1] = [0, *stops[:-1]]
    gone = np.zeros(len(places), np.bool_)
    kick, log = int(rng.integers(1 << 31)), np.empty((100_000, 5), np.int64)
    shake(places, np.argsort(after), after, gone, 20, float(LARGEST), kick, log, 0)
    return Link.of(np.split(places, stops[:-1]), link.classes)


@pytest.mark.slow
def test_the_knots_of_the_table_are_different():
    for a, b in random.Random(0).sample(list(combinations(KNOTS, 2)), 150):
        found = equivalent(named(a).link, named(b).link)
        assert found.verdict == found.content["verdict"] == "different"


@pytest.mark.slow
@pytest.mark.parametrize("name", KNOTS)
def test_which_knots_are_their_mirror_images(name):
    found = equivalent(named(name).link, named(f"m{name}").link)
    assert found.verdict == ("equivalent" if name in ACHIRAL else "different")
    found.check()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["3_1", "6_2", "8_19", "L5a1", "L6a4"])
def test_a_link_is_the_same_however_it_lies(name):
    for seed in range(2):
        one, other = shaken(named(name).link, seed), shaken(named(name).link, seed + 2)
        found = equivalent(one, other, seed=seed)
        assert found.verdict == "equivalent"
        assert found.theorem == found.content["theorem"]
        found.check()
        assert equivalent(one, other, seed=seed).content == found.content
    if name != "L6a4":  # the Borromean rings are their mirror image
        assert equivalent(one, named(f"m{name}").link).verdict == "different"


@pytest.mark.slow
def test_unlinks_and_what_is_split_off():
    trefoil, mirrored = named("3_1").link.components[0], named("m3_1").link.components[0]
    far = [(100, 0, 0), (101, 0, 0), (100, 1, 1)]
    one = Link.of([RING, BESIDE])
    assert equivalent(one, Link.of([BESIDE, RING])).verdict == "equivalent"
    assert equivalent(Link.of([trefoil, far]), Link.of([trefoil, far])).verdict == "equivalent"
    assert equivalent(Link.of([trefoil, far]), Link.of([far, trefoil])).verdict == "different"
    assert equivalent(Link.of([trefoil, far]), Link.of([mirrored, far])).verdict == "different"
    both = Link.of([trefoil, far]), Link.of([far, trefoil])
    assert equivalent(*both, by_class=False).verdict == "equivalent"


def test_what_differs_by_a_number():
    hopf, apart = Link.of([RING, THROUGH]), Link.of([RING, BESIDE])
    assert equivalent(hopf, apart).distinction.kind == "linking numbers"
    assert equivalent(Link.of([RING, BESIDE], [0, 0]), Link.of([RING])).verdict == "different"
    trefoil = named("3_1").link
    assert equivalent(trefoil, named("4_1").link).distinction.kind == "colouring numbers"
    assert equivalent(trefoil, named("m3_1").link).distinction.kind == "jones values"
    # The directions of polygons do not count: they change the sign of the linking number.
    turned = Link.of([RING, THROUGH[::-1]])
    assert distinction(diagram(hopf), diagram(turned), ([0, 1], [0, 1])) is None


def test_wrong_questions_are_errors():
    hopf, ring = Link.of([RING, THROUGH]), Link.of([RING])
    with pytest.raises(InputError, match="by_class=False"):
        equivalent(hopf, ring)
    with pytest.raises(InputError, match="positive"):
        equivalent(ring, ring, seconds=0)
    with pytest.raises(InputError, match="class for each"):
        distinction(diagram(hopf), diagram(ring), ([0], [0]))


def test_it_is_a_command(tmp_path, monkeypatch, capsys):
    arguments = ["untangle", "3_1", "--same-as", "m3_1", "--json", "--out", str(tmp_path)]
    monkeypatch.setattr("sys.argv", ["unknot", *arguments])
    with suppress(SystemExit):
        main()
    assert '"verdict": "different"' in capsys.readouterr().out
    checker.check_file(tmp_path / "3_1.json")


# ---------------------------------------------------------------- the moves


def test_the_search_and_the_checker_move_alike():
    """Doublings at random, mergers and exchanges among them, on a presentation of the trefoil."""
    rng, made = random.Random(2), 0
    for _ in range(10):
        pages = [[0, 2], [1, 3], [2, 4], [0, 3], [1, 4]]
        grid, n = Grid(pages), 5
        ends = np.zeros((2, 40, 2), np.int64)
        ends[0, :5] = pages
        ends[1, :5] = [[0, 3], [1, 4], [0, 2], [1, 3], [2, 4]]
        classes = np.zeros((2, 40), np.int64)
        labels = [0] * 5
        grid.play([], labels, apart=False)
        for _ in range(40):
            d, i = rng.randrange(2), rng.randrange(n)
            move = 8 * i + d + rng.choice([0, 0, 2])
            if rng.random() < 0.2 and n < 39:
                a = int(ends[d, i, rng.randrange(2)])
                move = int(doubling(d, i, a, rng.randint(0, n)))
            written = doubled(move) if move < 0 else move
            try:
                if move < 0:
                    grid._double(written, 0)
                else:
                    _made(grid, move)
            except checker.Refused:
                continue
            n = int(apply(ends, classes, n, move))
            made += 1
            same = [
                [sorted(grid.place[1 - e][z] for z in grid.ends[e][x]) for x in grid.order[e]]
                for e in (0, 1)
            ]
            assert same == np.sort(ends[:, :n]).tolist()
    assert made > 150


def _made(grid: Grid, move: int) -> None:
    label = grid.label
    grid.play([move], label[0], apart=False)
    grid.label = label


# ---------------------------------------------------------------- forgeries


def links_of(content) -> tuple[Link, Link]:
    sets = [one["set"] for one in content["classes"]]
    half = len(sets) // 2
    found = []
    for part in (sets[:half], sets[half:]):
        loops = [
            (label, one["vertices"])
            for label, value in enumerate(part)
            for one in value.get("parts", [value])
        ]
        found.append(Link.of([loop for _, loop in loops], [label for label, _ in loops]))
    return found[0], found[1]


KINDS = ("common-arcs", "linking-numbers", "colouring-numbers", "jones-values", "polygons")


@pytest.mark.parametrize("kind", KINDS)
def test_a_changed_certificate_is_refused_or_still_true(kind):
    rng, refused = random.Random(5), 0
    original = checker.load(GOLDEN / f"certificate-2-{kind}.json")
    for _ in range(60):
        content = copy.deepcopy(original)
        _change(content, rng)
        if refuses(content):
            refused += 1
            continue
        one, other = links_of(content)
        known = distinction(diagram(one), diagram(other), (one.classes, other.classes))
        assert (known is None) == (content["claim"]["kind"] == "equivalent")
    assert refused > (15 if kind != "polygons" else 0)


def _change(content, rng):
    """Change a number of the evidence, or a corner, or what goes with what."""
    evidence = content["evidence"]
    what = rng.choice(["evidence", "evidence", "corner", "claim", "classes"])
    if what == "claim":
        kinds = {"equivalent": "not equivalent", "not equivalent": "equivalent"}
        content["claim"] = {"kind": kinds[content["claim"]["kind"]]}
    elif what == "classes":
        names = [one["set"] for one in content["classes"]]
        names.reverse()
        for one, found in zip(content["classes"], names, strict=True):
            one["set"] = found
    elif what == "corner":
        value = rng.choice(content["classes"])["set"]
        row = rng.choice(rng.choice(value.get("parts", [value]))["vertices"])
        row[rng.randrange(3)] += rng.choice([1, -1, 3, -9])
    else:
        lists = [evidence]
        while lists:
            value = lists.pop()
            keys = list(value) if isinstance(value, dict) else list(range(len(value)))
            if not keys:
                return
            key = rng.choice([k for k in keys if k != "kind"])
            if isinstance(value[key], bool):
                value[key] = not value[key]
            elif isinstance(value[key], int):
                value[key] += rng.choice([1, -1, 8, -8, 2])
            elif rng.random() < 0.1 and isinstance(value[key], list):
                value[key] = value[key][1:]
            else:
                lists.append(value[key])
