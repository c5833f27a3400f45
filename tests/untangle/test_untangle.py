"""Whether links come apart: known answers, and what the checker makes of forged moves."""

import copy
import json
import random
from contextlib import suppress
from functools import cache
from itertools import product
from types import SimpleNamespace

import numpy as np
import pytest

from unknot import checker, draw
from unknot.checker._arcs import Grid
from unknot.errors import InputError
from unknot.links import Link, NamedLink, distinction, known_names, obstruction
from unknot.untangle import _untangle, links_of, untangle
from unknot.untangle._arcs import presentation, take_apart
from unknot.untangle._certificates import accepted
from unknot.untangle._exchange import search
from unknot.untangle._shorten import replay, shorter, without_undone

SHORT = 0.001  # seconds: one round of the search, which is done in any case


def known(source) -> Link:
    (found,) = links_of(source)
    return found.link


def torus_knot(p, q, corners=60) -> Link:
    t = 2 * np.pi * np.arange(corners) / corners
    out = 2 + np.cos(q * t)
    places = np.stack([out * np.cos(p * t), out * np.sin(p * t), -np.sin(q * t)], 1)
    return Link.of([np.rint(4096 * places).astype(int)])


def side_by_side(rng, polygons=2) -> Link:
    """Random polygons, knotted or not, one above the other, after a random linear map."""
    matrix = rng.integers(-9, 10, (3, 3))
    while round(np.linalg.det(matrix)) == 0:
        matrix = rng.integers(-9, 10, (3, 3))
    parts = [rng.integers(0, 1000, (9, 3)) + np.array([0, 0, 1001 * k]) for k in range(polygons)]
    return Link.of([part @ matrix.T for part in parts])


@cache
def unlink():
    return untangle(known("unlink-spiral:turns=1,vertices=40"))


@pytest.mark.parametrize(
    ("source", "verdict"),
    [
        ("hook", "split"),
        ("unlink-spiral:turns=2", "split"),
        ("hopf", "not split"),
        ("whitehead", "not split"),
        ("borromean", "not split"),
        ("torus-link:p=2,q=4", "not split"),
    ],
)
def test_known_answers(source, verdict):
    found = untangle(known(source))
    assert found.verdict == verdict == found.content["verdict"]
    found.check()


def test_several_classes_and_a_class_of_several():
    link = side_by_side(np.random.default_rng(5), 4)
    assert untangle(link).verdict == "split"
    assert untangle(Link(link.components, (0, 1, 0, 1))).verdict == "split"
    rings = known("borromean")
    for classes in ((0, 1, 2), (0, 1, 0), (7, 3, 3)):
        assert untangle(Link(rings.components, classes)).verdict == "not split"


def test_of_one_class_it_is_asked_whether_it_is_trivial():
    square = [(0, 0, 0), (9, 0, 1), (9, 9, 0), (0, 9, 1)]
    found = untangle(Link.of([square]))
    assert found.verdict == "unlink"
    assert found.arcs.least == 2
    found.check()
    hook = known("hook")
    assert untangle(Link(hook.components, (0, 0))).verdict == "unlink"
    for link, kind in (
        (Link(known("hopf").components, (0, 0)), "linking numbers"),
        (known("3_1"), "colouring numbers"),
        (known("T(3,5)"), "jones values"),  # of determinant 1, so it has no colourings
        (Link(known("whitehead").components, (0, 0)), "colouring numbers"),
    ):
        found = untangle(link)
        assert found.verdict == found.content["verdict"] == "nontrivial"
        assert found.content["evidence"]["kind"] == kind
        found.check()


@pytest.mark.slow
def test_of_the_table_just_the_unlinks_are_trivial():
    for name in known_names():
        link = known(name)
        found = untangle(Link(link.components, (0,) * len(link.components)))
        trivial = name in {"rings", "hook", "unlink-2spiral"}
        assert found.verdict == ("unlink" if trivial else "nontrivial"), name
        found.check()


@pytest.mark.slow
def test_a_picture_that_is_too_wide_is_made_small_first(monkeypatch):
    seen = []

    def at_once(first, second, classes):
        seen.append(first)
        return distinction(first, second, classes) if len(seen) > 1 else None

    monkeypatch.setattr(_untangle, "distinction", at_once)
    monkeypatch.setattr(_untangle, "_AT_FIRST", SHORT)
    found = untangle(torus_knot(3, 5))
    assert found.verdict == "nontrivial"
    assert "first" in found.content["evidence"]
    found.check()


def test_no_unlink_is_proved_nontrivial():
    """Whatever numbers are claimed, and whatever else is put into the file."""
    for name, wrong in (("3_1", "hook"), ("hopf", "rings")):
        knot, link = known(name), known(wrong)
        knot = Link(knot.components, (0,) * len(knot.components))
        content = untangle(knot).content
        evidence = content["evidence"]
        claims = [evidence | {"dimensions": [a, b]} for a in range(4) for b in range(4)]
        claims += [evidence | {"classes": [k]} for k in (0, 1, -1, True)] + [evidence]
        loops = [link.components[:1], link.components]
        for claim, polygons in product(claims, loops):
            other = Link(polygons, (0,) * len(polygons))
            assert accepted(other, "not unlink", claim) is None
        found = untangle(Link(link.components, (0,) * len(link.components)))
        for proved in (found.content, content):
            for kind in ("unlink", "not unlink", "split", "not split", "equivalent"):
                forged = proved | {"claim": {"kind": kind}}
                assert refuses(forged) == (kind != proved["claim"]["kind"])


@pytest.mark.parametrize(("p", "q"), [(2, 3), (2, 5), (3, 4)])
@pytest.mark.slow
def test_knots_stay_and_show_their_arc_index(p, q):
    found = take_apart(torus_knot(p, q), SHORT, 0, lambda _: None)
    assert not found.apart
    # Etnyre and Honda 2001: the arc index of a torus knot is p + q.
    assert found.least == p + q


@pytest.mark.parametrize("seed", range(6))
def test_what_lies_side_by_side_is_split(seed):
    rng = np.random.default_rng(seed)
    link = side_by_side(rng)
    found = untangle(link, seed=seed)
    assert found.verdict == "split"
    again = untangle(link, seed=seed)
    assert again.content == found.content  # the same seed, the same certificate


def test_coordinates_may_be_of_any_size():
    link = known("hook")
    huge = Link(
        tuple(tuple(tuple(3**300 * x for x in v) for v in p) for p in link.components), (0, 1)
    )
    assert untangle(huge).verdict == "split"


def test_polygons_that_meet_are_an_error():
    one = [(0, 0, 0), (4, 0, 0), (0, 4, 0)]
    with pytest.raises(InputError, match="meet"):
        untangle(Link.of([one, [(1, 0, -1), (1, 0, 1), (1, -5, 0)]]))
    with pytest.raises(InputError, match="positive"):
        untangle(Link.of([one]), seconds=0)


def test_shorter_logs_end_alike():
    arcs = take_apart(torus_knot(3, 4), SHORT, 3, lambda _: None)
    ends, classes = presentation(arcs.grid, np.zeros(1, np.int64))
    log = np.empty(20_000, np.int64)
    even = np.ones(len(ends[0]) + 1)
    before = ends.copy()
    n, count, _ = search(ends, classes, len(ends[0]), False, even, 20_000, 1, log)
    log = log[:count]
    for moves in (shorter(before, log, 4096), without_undone(before, log)):
        assert len(moves) < count
        reached, labels = before.copy(), [0] * len(before[0])
        left = replay(reached, np.zeros(classes.shape, np.int64), before.shape[1], moves)
        assert left == n
        assert np.array_equal(np.sort(reached[:, :n]), np.sort(ends[:, :n]))
        Grid(before[0].tolist()).play(moves.tolist(), labels, apart=False)  # each is possible


def test_what_is_undone_is_left_out_unless_something_depends_on_it():
    # Pages 0 and 1 pass, and pass back; in between rows move that are ends of one of them, or both.
    pages = np.array([[0, 1], [4, 5], [2, 3], [0, 4], [1, 2], [3, 5]])
    ends, _ = presentation(SimpleNamespace(pages=pages, components=np.zeros(6, int)), np.zeros(1))
    there_and_back = [0, 8 * 3 + 1, 0]
    assert without_undone(ends, np.array(there_and_back)).tolist() == [8 * 3 + 1]
    assert without_undone(ends, np.array([0, 0, 0])).tolist() == [0]
    assert without_undone(ends, np.array([0, 8, 8, 0])).tolist() == []
    kept = without_undone(ends, np.array([0, 8, 0]))
    assert kept.tolist() == [0, 8, 0]
    # Rows 5 and 0, of which the one is an end of page 1 and the other of page 0.
    assert without_undone(ends, np.array([0, 8 * 5 + 1, 0])).tolist() == [0, 8 * 5 + 1, 0]


def test_sources():
    assert [type(one) for one in links_of("hopf")] == [NamedLink]
    assert untangle(next(links_of("L6a4")).link).verdict == "not split"
    with pytest.raises(InputError, match="is no link"):
        next(links_of("spirals"))
    with pytest.raises(InputError, match="is no link"):
        next(links_of("linked-tori"))


@pytest.mark.slow
def test_a_presentation_can_be_followed_while_it_comes_apart():
    link = side_by_side(np.random.default_rng(2), 3)
    link = Link(link.components, (1, 0, 1))
    arcs = untangle(link).arcs
    assert arcs.sizes[0] == len(arcs.grid.pages)
    for count, size in enumerate(arcs.sizes.tolist()):
        pages, owner = arcs.after(count)
        assert len(pages) == len(owner) == size
        assert np.array_equal(np.bincount(pages.ravel(), minlength=size), np.full(size, 2))
        ends = [set(pages[owner == k].ravel().tolist()) for k in range(3)]
        assert sum(map(len, ends)) == size  # no row is of two polygons
    assert len({link.classes[k] for k in owner.tolist()}) <= 1


def test_the_book_is_drawn():
    found = unlink()
    figure = draw.book(found.arcs, known("unlink-spiral:turns=1,vertices=40"), moments=4)
    assert figure.axes[0].get_title() == f"{len(found.arcs.grid.pages)} arcs"
    with pytest.raises(InputError, match="came apart"):
        draw.book(found.arcs, known("hook"), moments=1)


# ---------------------------------------------------------------- forgeries


def refuses(content) -> bool:
    try:
        checker.check(content | checker.describe(content))
    except checker.Refused:
        return True
    return False


def test_a_changed_certificate_is_refused_or_still_true():
    rng = random.Random(1)
    original, refused = unlink().content, 0
    for _ in range(120):
        content = copy.deepcopy(original)
        evidence = content["evidence"]
        what = rng.choice(["moves", "moves", "pages", "view", "starts", "vertex", "drop", "add"])
        if what == "vertex":
            vertices = rng.choice(content["classes"])["set"]["vertices"]
            row = rng.choice(vertices)
            row[rng.randrange(3)] += rng.choice([1, -1, 10**15, -(10**17)])
        elif what in ("drop", "add"):
            k = rng.randrange(len(evidence["moves"]))
            evidence["moves"][k : k + 1] = (
                [] if what == "drop" else 2 * evidence["moves"][k : k + 1]
            )
        else:
            row = evidence[what] if what == "moves" else rng.choice(evidence[what])
            k = rng.randrange(len(row))
            row[k] = rng.choice([row[k] + 1, row[k] - 1, row[k] + 8, 0, -row[k]])
        if refuses(content):
            refused += 1
            continue
        polygons = [one["set"]["vertices"] for one in content["classes"]]
        assert obstruction(Link.of(polygons)) is None
    assert refused > 60


@pytest.mark.parametrize(
    "source", ["hopf:vertices=12", "whitehead:vertices=12", "borromean:vertices=12"]
)
def test_no_moves_part_what_is_linked(source):
    """Random possible moves, and cuts and removals where they are not possible."""
    link, rng = known(source), random.Random(2)
    arcs = take_apart(link, SHORT, 0, lambda _: None)
    assert not arcs.apart
    evidence = arcs.evidence(list(range(len(link.components))))
    content = untangle(link).content
    forged = {key: content[key] for key in ("format", "classes")} | {"claim": {"kind": "split"}}
    ends, classes = presentation(arcs.grid, np.array(link.classes))
    even = np.ones(len(ends[0]) + 1)
    for seed in range(60):
        log = np.empty(40, np.int64)
        start = ends.copy(), classes.copy()
        _, count, apart = search(*start, len(ends[0]), True, even, 60, seed, log)
        assert not apart
        moves = log[:count].tolist()
        for _ in range(2):
            moves.insert(rng.randrange(len(moves) + 1), rng.randrange(8 * len(ends[0])))
        moves += [8 * rng.randrange(3) + rng.choice([4, 5, 6, 7]) for _ in range(3)]
        assert refuses(forged | {"evidence": {**evidence, "moves": moves}})


def test_a_presentation_of_another_link_is_refused():
    hook, hopf = known("hook"), known("hopf")
    content = copy.deepcopy(untangle(hook).content)
    for one, polygon in zip(content["classes"], hopf.components, strict=True):
        one["set"]["vertices"] = [list(v) for v in polygon]
    assert refuses(content)
    # The mirror image has the same crossings with other signs.
    content = copy.deepcopy(untangle(hook).content)
    for one in content["classes"]:
        one["set"]["vertices"] = [[x, y, -z] for x, y, z in one["set"]["vertices"]]
    content["evidence"]["view"] = [[a, b, -c] for a, b, c in content["evidence"]["view"]]
    assert refuses(content)


# ---------------------------------------------------------------- the command


def test_the_command(tmp_path, monkeypatch, capsys):
    from unknot.cli import main

    rows = [
        {"name": "a b/ü", "components": known("hook").components},
        {"name": "a b/ü", "components": known("hopf").components},
    ]
    (tmp_path / "two.jsonl").write_text("\n".join(map(json.dumps, rows)))
    monkeypatch.chdir(tmp_path)
    arguments = ["unknot", "untangle", "two.jsonl", "--json", "--out", "found", "--figure"]
    monkeypatch.setattr("sys.argv", arguments)
    with suppress(SystemExit):
        main()
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["verdict"] for line in lines] == ["split", "not split"]
    assert len({line["certificate"] for line in lines}) == 2
    assert len(list((tmp_path / "found").glob("*.png"))) == 1  # of what came apart
    for line in lines:
        assert set(line) == {"name", "verdict", "reason", "seconds", "certificate"}
        checker.check_file(line["certificate"])


@pytest.mark.parametrize(
    "options",
    [
        ("--by", "moves", "--network", "cone"),
        ("--by", "arcs", "--same-as", "hopf"),
        ("--network", "shear", "--same-as", "hopf"),
    ],
)
def test_of_two_options_none_is_passed_over(tmp_path, monkeypatch, capsys, options):
    from unknot.cli import main

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["unknot", "untangle", "hook", *options])
    with pytest.raises(SystemExit, match="2"):
        main()
    said = " ".join(capsys.readouterr().err.split())
    assert f"{' '.join(options[:2])} and {' '.join(options[2:])} ask different things" in said
    assert not list(tmp_path.iterdir())
