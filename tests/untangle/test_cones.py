"""Plans as networks: layers that are homeomorphisms, and what the checker refuses."""

import copy
import random
from contextlib import suppress
from importlib.util import find_spec

import numpy as np
import pytest

from unknot import checker, models
from unknot.cli import main
from unknot.errors import InputError
from unknot.links import Link, obstruction
from unknot.nets import deform
from unknot.untangle import links_of, seen, untangle

RING = [(3, 0, 0), (0, 3, 0), (-3, 0, 0), (0, -3, 0)]
FINGER = [(0, 0, -1), (0, 0, 1), (0, 1, 1), (0, 1, -1), (9, 0, -2)]


def refuses(content) -> bool:
    try:
        checker.check(content | checker.describe(content))
    except checker.Refused:
        return True
    return False


@pytest.fixture(scope="module")
def found():
    return untangle(Link.of([RING, FINGER]), by="cones")


def test_it_parts_the_classes(found):
    assert found.verdict == "split"
    assert found.content["theorem"] == "T3.5"
    found.check()
    assert untangle(Link.of([RING, FINGER]), by="cones").content == found.content


def test_the_weights_in_floats_do_so_too(found):
    weights = found.cones.weights()
    layers = len(found.cones.layers)
    assert weights["forms"].shape == (layers, 8, 3)
    # T3.5: along its push every form falls by less than 1.
    slopes = np.einsum("kfi,ki->kf", weights["forms"], weights["pushes"])
    assert slopes.min() > -1
    data, unit = seen(Link.of([RING, FINGER]))
    network = found.cones.network(unit)
    assert len(network.layers) == layers
    assert all(layer.homeomorphic for layer in network.layers)
    assert (network.predict(data.points) == data.labels).all()
    kinds = {path.kind for path in deform(network).paths}
    assert kinds == {"isotopy"}
    above = [(x, y, 9) for x, y, _ in RING]
    three = untangle(Link.of([RING, FINGER, above]), by="cones")
    assert three.cones.network().head is None


def test_one_class_is_an_error():
    with pytest.raises(InputError, match="one class"):
        untangle(Link.of([RING]), by="cones")


def test_it_is_a_command(tmp_path, monkeypatch):
    arguments = ["untangle", "hook:vertices=12", "--network", "cone", "--out", str(tmp_path)]
    monkeypatch.setattr("sys.argv", ["unknot", *arguments])
    with suppress(SystemExit):
        main()
    (path,) = tmp_path.glob("*.json")
    checker.check_file(path)
    with np.load(path.with_suffix(".npz")) as weights:
        assert set(weights) == {"forms", "offsets", "pushes", "planes"}
    assert "<unknot-viewer " in path.with_suffix(".html").read_text()
    if find_spec("onnx") is None:
        return
    network = models.load(path.with_suffix(".onnx"))
    data, unit = seen(next(links_of("hook:vertices=12")).link)
    assert (network.predict(unit * data.points) == data.labels).all()


@pytest.mark.slow
@pytest.mark.parametrize("source", ["hook:vertices=40", "unlink-spiral:turns=2,vertices=60"])
def test_the_essays_links(source):
    link = next(links_of(source)).link
    largest = max(abs(x) for polygon in link.components for corner in polygon for x in corner)
    places = [np.rint(np.array(p, float) / largest * 2**15).astype(int) for p in link.components]
    made = untangle(Link.of(places, link.classes), by="cones")
    assert made.verdict == "split"
    made.check()


def test_a_changed_network_is_refused_or_still_true(found):
    rng, refused = random.Random(6), 0
    for _ in range(30):
        content = copy.deepcopy(found.content)
        evidence = content["evidence"]
        what = rng.choice(["layers", "layers", "drop", "swap", "planes", "vertex", "class", "to"])
        layers = evidence["layers"]
        if what == "layers":
            row = rng.choice(rng.choice(layers))
            k = rng.randrange(3)
            row[k] = rng.choice([row[k] + 1, row[k] - 1, -row[k], 2 * row[k], 0])
        elif what == "to":  # to where a form is not positive
            layer = rng.choice(layers)
            layer[1] = [3 * y - 2 * x for x, y in zip(layer[0], layer[1], strict=True)]
        elif what == "drop":
            del layers[rng.randrange(len(layers))]
        elif what == "swap":
            i, j = rng.sample(range(len(layers)), 2)
            layers[i], layers[j] = layers[j], layers[i]
        elif what == "planes":
            row = rng.choice(evidence["planes"])
            k = rng.randrange(len(row))
            row[k] = rng.choice([row[k] + 1, -row[k], 0, 2 * row[k]])
        elif what == "vertex":
            row = rng.choice(rng.choice(content["classes"])["set"]["vertices"])
            row[rng.randrange(3)] += rng.choice([1, -1, 5])
        else:
            one, other = content["classes"]
            one["set"], other["set"] = other["set"], one["set"]
        if refuses(content):
            refused += 1
            continue
        polygons = [one["set"]["vertices"] for one in content["classes"]]
        assert obstruction(Link.of(polygons)) is None
    assert refused > 9


def test_a_fold_is_refused(found):
    content = copy.deepcopy(found.content)
    layer = content["evidence"]["layers"][0]
    # Far beyond the pyramid: the map would turn back on itself.
    layer[1] = [9 * y - 8 * x for x, y in zip(layer[0], layer[1], strict=True)]
    with pytest.raises(checker.Refused, match="homeomorphism"):
        checker.check(content)


def test_places_that_underflow_are_not_taken_for_outside():
    """Layers that press a Hopf link below the least double, where floats would lose an edge."""
    loops = [[[0, -1, 2], [0, 1, 2], [-9, 0, 2]], [[-1, 0, 1], [1, 0, 1], [0, 0, 2**195]]]
    wide = 2**190
    corners = [[-wide, 0, 0], [wide, 0, 0], [0, -wide, 0], [0, wide, 0], [0, 0, 0]]

    def along(low, high, top):
        return [[0, 0, low], [0, 0, high], *corners, [0, 0, top]]

    down, up = along(2**150, 1, 2**151), along(1, 2**150, 2**151)
    middle = [along(2**170, 1, 2**171), along(2**20, 2**170, 2**181)]
    classes = [
        {"name": name, "set": {"shape": "polyline", "vertices": loop, "closed": True}}
        for name, loop in zip("AB", loops, strict=True)
    ]
    evidence = {"kind": "cones", "scale": 1, "layers": [*[down] * 6, *middle, *[up] * 7]}
    parts = {"claim": {"kind": "split"}, "classes": classes}
    # The height of the tip does not matter for how they are linked.
    assert obstruction(Link.of([loops[0], [*loops[1][:2], [0, 0, 9]]])) is not None
    evidence["planes"] = [[0, 1, 0, 0, -1, -1]]
    with pytest.raises(checker.Refused, match="does not part"):
        checker.check(checker.complete(parts | {"evidence": evidence}))
