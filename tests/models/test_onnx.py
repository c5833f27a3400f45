"""ONNX in and out: what runs there and what runs here say the same."""

from pathlib import Path

import numpy as np
import pytest
from architectures import SINGLE, alike, perceptrons, pictured, rows
from hypothesis import given, settings
from hypothesis import strategies as st

from unknot import models
from unknot.errors import InputError, UnsupportedLayer
from unknot.models._onnx_rows import ROWS
from unknot.nets import Dense, Field, Head, Network, Opaque, Tent, activation

onnx = pytest.importorskip("onnx", reason="the package onnx is not installed")
ort = pytest.importorskip("onnxruntime", reason="the package onnxruntime is not installed")
from onnx import TensorProto, helper, numpy_helper  # noqa: E402

VNN = Path(__file__).parents[3] / "shared/data/vnn"


def run(model, points, image=()):
    """Return what onnxruntime makes of points."""
    session = ort.InferenceSession(model.SerializeToString())
    (taken,) = session.get_inputs()
    shape = (len(points), *(image or taken.shape[1:]))
    found = session.run(None, {taken.name: points.astype(np.float32).reshape(shape)})
    return np.asarray(found[0], np.float64).reshape(len(points), -1)


@settings(max_examples=60)
@given(perceptrons() | pictured())
def test_networks_go_out_and_come_back(network):
    model = models.to_onnx(network, class_names=["a", "b"])
    onnx.checker.check_model(model)
    points = rows(network)
    alike(run(model, points), network.scores(points), SINGLE)
    found = models.imported(model)
    alike(found.network.scores(points), network.scores(points))
    assert found.network.head.kind == network.head.kind
    assert found.class_names == ("a", "b")
    assert not found.notes


def test_probabilities_are_a_head_again():
    rng = np.random.default_rng(0)
    for kind, scores in (("softmax", 3), ("logistic", 1)):
        network = Network([], Head(rng.normal(size=(scores, 2)), np.zeros(scores), kind))
        again = models.load(models.to_onnx(network, probabilities=True))
        assert again.head.kind == kind
        alike(again.scores(rows(network)), network.scores(rows(network)))
    with pytest.raises(InputError, match="linear head"):
        models.to_onnx(Network([], Head(np.eye(2), np.zeros(2), "linear")), probabilities=True)


def test_tents_go_out():
    rng = np.random.default_rng(0)
    forms = [(rng.normal(size=(8, 3)), rng.uniform(size=8), rng.normal(size=3)) for _ in range(3)]
    head = Head(rng.normal(size=(1, 3)), np.zeros(1), "logistic")
    network = Network([Tent(*form) for form in forms], head)
    points = 0.3 * rows(network)
    assert len({tuple(row) for row in network.represent(points) - points}) > 2
    alike(run(models.to_onnx(network), points), network.scores(points))


def test_what_cannot_be_written_is_named():
    field = Field(np.zeros((1, 2)), np.ones((1, 2)), np.ones(1))
    with pytest.raises(UnsupportedLayer, match=r"Layer 1 \(field"):
        models.to_onnx(Network([field], Head(np.ones((1, 2)), np.zeros(1), "linear")))


# ------------------------------------------------------------- what others write


def model_of(nodes, size, held, opset=17, out="y", element=TensorProto.FLOAT):
    """Return a model of nodes from x to y."""
    graph = helper.make_graph(
        [
            helper.make_node(op, taken.split(), [gives], gives, **more)
            for op, taken, gives, more in nodes
        ],
        "toy",
        [helper.make_tensor_value_info("x", element, size)],
        [helper.make_tensor_value_info(out, TensorProto.FLOAT, None)],
        [numpy_helper.from_array(np.asarray(v), name) for name, v in held.items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8)


def normal(*shape, seed=0):
    return (np.random.default_rng(seed).normal(size=shape) / 2).astype(np.float32)


def single(value):
    return np.float32(value)


HELD = {
    "one": single(1.0), "half": single(0.5), "three": single(3), "six": single(6),
    "zero": single(0), "low": single(-0.3), "high": single(0.8), "root": single(2**0.5),
    "c": normal(4),
    "W": normal(4, 3), "V": normal(3, 4, seed=1), "slopes": np.full(4, 0.3, np.float32),
    "mixed": np.array([0.1, 0.2, 0.3, 0.4], np.float32),
}  # fmt: skip
EXPRESSED = [
    [("MatMul", "x W", "y", {})],
    [("Gemm", "x V c2", "y", {"transB": 1, "alpha": 2.0, "beta": 0.5})],
    [("Sub", "x c", "y", {})], [("Sub", "c x", "y", {})], [("Add", "c x", "y", {})],
    [("Mul", "c x", "y", {})], [("Div", "x c", "y", {})], [("Neg", "x", "y", {})],
    [("Clip", "x low high", "y", {})], [("Clip", "x low", "y", {})],
    [("Clip", "x zero six", "y", {})],
    [("PRelu", "x slopes", "y", {})], [("LeakyRelu", "x", "y", {"alpha": 0.0})],
    [("HardSigmoid", "x", "y", {"alpha": 0.3, "beta": 0.4})], [("Selu", "x", "y", {})],
    [("Pow", "x two", "y", {})], [("Dropout", "x", "y", {})],
    [("Sigmoid", "x", "s", {}), ("Mul", "s x", "y", {})],
    [("Softplus", "x", "p", {}), ("Tanh", "p", "t", {}), ("Mul", "x t", "y", {})],
    [("Div", "x root", "a", {}), ("Erf", "a", "b", {}), ("Add", "b one", "d", {}),
     ("Mul", "x d", "e", {}), ("Mul", "e half", "y", {})],
    # By way of erfc(z) = 1 − erf(z), at −x/√2.
    [("Neg", "x", "n", {}), ("Div", "n root", "a", {}), ("Erf", "a", "b", {}),
     ("Sub", "one b", "d", {}), ("Mul", "d half", "e", {}), ("Mul", "x e", "y", {})],
    [("Add", "x three", "a", {}), ("Clip", "a zero six", "b", {}), ("Mul", "x b", "d", {}),
     ("Div", "d six", "y", {})],
    [("Sigmoid", "x", "a", {}), ("Mul", "a a", "y", {})],
    [("Shape", "x", "s", {}), ("Reshape", "x s", "a", {}), ("Relu", "a", "y", {})],
]  # fmt: skip


@pytest.mark.parametrize("nodes", EXPRESSED, ids=lambda nodes: " ".join(n[0] for n in nodes))
def test_operators_are_expressed(nodes):
    model = model_of(nodes, ["n", 4], HELD | {"c2": normal(3), "two": single(2)})
    points = normal(9, 4, seed=5) * 4
    found = models.imported(model)
    assert not found.notes
    alike(found.network.scores(points), run(model, points))


UNKNOWN = [
    ([("PRelu", "x mixed", "y", {})], "PRelu"),
    ([("Abs", "x", "y", {})], "no row for the operator Abs"),
    ([("LeakyRelu", "x", "y", {"alpha": -0.5})], "LeakyRelu"),
    ([("MatMul", "x W", "h", {}), ("Relu", "h", "r", {}), ("MatMul", "r V", "b", {}),
      ("Add", "x b", "y", {})], "several ways lead through it (MatMul, Relu, Add)"),
    ([("Softmax", "x", "s", {}), ("MatMul", "s W", "y", {})], "probabilities in the midst"),
]  # fmt: skip


@pytest.mark.parametrize(("nodes", "why"), UNKNOWN, ids=lambda one: "")
def test_other_parts_are_opaque_and_run_by_onnx(nodes, why):
    model = model_of(nodes, ["n", 4], HELD)
    points = normal(9, 4, seed=5) * 4
    found = models.imported(model)
    assert any(one in " ".join(found.notes) for one in why.split("|"))
    assert sum(isinstance(layer, Opaque) for layer in found.network.layers) == 1
    alike(found.network.scores(points), run(model, points))


IMAGES = [
    [("Conv", "x K b", "y", {"pads": [1, 0, 1, 2], "strides": [2, 2]})],
    [("Conv", "x K b", "y", {"dilations": [2, 1]})],
    [("Conv", "x K b", "y", {"auto_pad": "SAME_LOWER", "strides": [2, 2]})],
    [("Conv", "x G", "y", {"group": 2})],
    [("BatchNormalization", "x f f f f2", "a", {}), ("Conv", "a K b", "d", {}),
     ("BatchNormalization", "d g g g g2", "e", {}), ("Relu", "e", "y", {})],
    [("BatchNormalization", "x f f f f2", "a", {}), ("Conv", "a K", "y", {"pads": [1, 1, 1, 1]})],
    [("MaxPool", "x", "a", {"kernel_shape": [2, 2], "strides": [2, 2]}), ("Relu", "a", "y", {})],
    [("AveragePool", "x", "y", {"kernel_shape": [2, 3], "strides": [2, 3]})],
    [("GlobalAveragePool", "x", "a", {}), ("Flatten", "a", "y", {})],
    [("Transpose", "x", "a", {"perm": [0, 2, 3, 1]}), ("Flatten", "a", "d", {}),
     ("MatMul", "d M", "y", {})],
    [("ReduceMean", "x spatial", "a", {"keepdims": 0}), ("Tanh", "a", "y", {})],
    [("Transpose", "x", "a", {"perm": [0, 2, 3, 1]}), ("ReduceMax", "a first", "y", {})],
    # As tf2onnx writes what Keras says of images with channels last.
    [("Transpose", "x", "a", {"perm": [0, 3, 1, 2]}), ("Conv", "a T b", "d", {}),
     ("Relu", "d", "e", {}), ("Transpose", "e", "h", {"perm": [0, 2, 3, 1]}),
     ("Flatten", "h", "i", {}), ("MatMul", "i Q", "j", {}),
     ("Add", "j b", "k", {}), ("Softplus", "k", "y", {})],
]  # fmt: skip
FILTERS = {
    "spatial": np.array([2, -1]), "first": np.array([1, 2]),
    "T": normal(3, 6, 2, 2), "Q": normal(12, 3),
    "K": normal(3, 2, 3, 2), "b": normal(3), "G": normal(4, 1, 2, 2), "f": normal(2),
    "M": normal(60, 3), "f2": np.abs(normal(2)) + 1, "g": normal(3), "g2": np.abs(normal(3)) + 1,
}  # fmt: skip


@pytest.mark.parametrize("nodes", IMAGES, ids=lambda nodes: " ".join(n[0] for n in nodes))
def test_images_are_expressed(nodes):
    model = model_of(nodes, ["n", 2, 5, 6], FILTERS, opset=18)
    points = normal(7, 60, seed=5)
    found = models.imported(model)
    assert not found.notes
    alike(found.network.scores(points), run(model, points))


@st.composite
def channels_last(draw):
    """Return nodes and weights as Keras has them written on PyTorch: there and back each time."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    there, back = {"perm": [0, 3, 1, 2]}, {"perm": [0, 2, 3, 1]}
    nodes, held, value = [], {}, "x"
    shape = [draw(st.integers(6, 8)), draw(st.integers(6, 8)), draw(st.integers(1, 3))]
    size = tuple(shape)

    def put(operator, taken="", **more):
        nonlocal value
        gives = f"v{len(nodes)}"
        nodes.append((operator, f"{value} {taken}".strip(), gives, more))
        value = gives

    def hold(*dimensions):
        name = f"w{len(held)}"
        # Whole numbers: single precision adds them without rounding.
        held[name] = rng.choice([-2, -1, 1, 2], dimensions).astype(np.float32)
        return name

    for part in draw(
        st.lists(st.sampled_from(["Conv", "Pad", "Scale", "Relu", "MaxPool"]), max_size=6)
    ):
        if part == "Conv" and min(shape[:2]) >= 2:
            put("Transpose", **there)
            if draw(st.booleans()):
                held["pads"] = np.array([0, 0, 0, 0, 0, 0, 1, 1])
                put("Pad", "pads")
                shape[:2] = shape[0] + 1, shape[1] + 1
            filters = draw(st.integers(1, 3))
            put("Conv", hold(filters, shape[2], 2, 2))
            put("Transpose", **back)
            shape = [shape[0] - 1, shape[1] - 1, filters]
            put("Add", hold(filters))
        elif part == "Pad":
            held["zeros"] = np.array([0, 1, 0, 0, 0, 0, 1, 0])
            put("Pad", "zeros")
            shape[:2] = shape[0] + 1, shape[1] + 1
        elif part == "Scale":
            put("Mul", hold(shape[2]))
        elif part == "MaxPool" and min(shape[:2]) >= 2:
            put("Transpose", **there)
            put("MaxPool", kernel_shape=[2, 2], strides=[2, 2])
            put("Transpose", **back)
            shape[:2] = shape[0] // 2, shape[1] // 2
        else:
            put("Relu")
    put("Flatten")
    put("MatMul", hold(int(np.prod(shape)), 3))
    return nodes, held, size


@settings(max_examples=60)
@given(channels_last())
def test_images_with_channels_last_are_put_in_order_once(drawn):
    nodes, held, size = drawn
    model = model_of(nodes, ["n", *size], held, out=nodes[-1][2])
    points = np.rint(2 * normal(5, int(np.prod(size)), seed=5))
    found = models.imported(model)
    assert not found.notes
    plain = [one for one in found.network.layers if isinstance(one, Dense)]
    assert sum(one.activation.name == "identity" for one in plain) <= 1
    alike(found.network.scores(points), run(model, points, size))


def test_zeros_about_images_are_taken_in_where_a_convolution_follows():
    held = FILTERS | {"pads": np.array([0, 0, 1, 0, 0, 0, 2, 3])}
    pad, conv = ("Pad", "x pads", "a", {}), ("Conv", "a K b", "y", {"pads": [0, 1, 1, 0]})
    pool = ("MaxPool", "a", "y", {"kernel_shape": [2, 3], "strides": [2, 3]})
    for nodes, count in (([pad, conv], 1), ([pad, pool], 2), ([(*pad[:2], "y", {})], 1)):
        model = model_of(nodes, ["n", 2, 5, 6], held)
        found = models.imported(model)
        assert (found.notes, len(found.network.layers)) == ((), count)
        points = normal(7, 60, seed=5)
        alike(found.network.scores(points), run(model, points))
    model = model_of([(*pad[:2], "y", {"mode": "edge"})], ["n", 2, 5, 6], held)
    assert isinstance(models.load(model).layers[0], Opaque)


def test_pooling_that_overlaps_is_opaque():
    nodes = [("MaxPool", "x", "y", {"kernel_shape": [3, 3], "strides": [2, 2]})]
    model = model_of(nodes, [1, 2, 5, 6], FILTERS)  # one example at a time
    points = normal(4, 60, seed=5)
    found = models.load(model)
    assert isinstance(found.layers[0], Opaque)
    expected = np.concatenate([run(model, one[None]) for one in points])
    alike(found.scores(points), expected)


@settings(max_examples=30)
@given(st.lists(st.sampled_from(["Relu", "Tanh", "MatMul", "Add", "Sub"]), min_size=1, max_size=6))
def test_chains_of_single_operators(names):
    nodes, value = [], "x"
    for i, name in enumerate(names):
        gives = "y" if i == len(names) - 1 else f"v{i}"
        nodes.append((name, value if name in ("Relu", "Tanh") else f"{value} {name}_", gives, {}))
        value = gives
    model = model_of(
        nodes, ["n", 3], {"MatMul_": normal(3, 3), "Add_": normal(3), "Sub_": normal(1, 3)}
    )
    points = normal(5, 3, seed=9)
    alike(models.load(model).scores(points), run(model, points))


# ------------------------------------------------------------- what is refused

BAD = [
    (model_of([("Relu", "x", "y", {})], ["n", "m"], {}), "leaves open how large"),
    (model_of([("Relu", "x", "y", {})], [4, 3], {}), "exactly 4 points"),
    (model_of([("Relu", "x", "y", {})], ["n", 3], {}, opset=6), "version 6"),
    (model_of([("Relu", "x", "y", {})], ["n", 3], {}, opset=999), "newer package onnx"),
    (model_of([("Mystery", "x", "y", {})], ["n", 3], {}), r"'Mystery' at node 'y'\. Expressed"),
    (model_of([("Relu", "z", "y", {})], ["n", 3], {"z": normal(3)}), "no part in"),
    (model_of([("Cast", "x", "y", {"to": 1})], ["n", 3], {}, element=TensorProto.INT64), "int64"),
]  # fmt: skip


@pytest.mark.parametrize(("model", "what"), BAD, ids=[what for _, what in BAD])
def test_models_that_are_not_understood_are_refused(model, what):
    with pytest.raises(InputError, match=what):
        models.load(model)


def test_a_shape_may_be_said():
    model = model_of([("Relu", "x", "y", {})], ["n", "m"], {})
    assert models.load(model, shape=(3,)).inputs == 3
    with pytest.raises(InputError, match="shape says"):
        models.load(model_of([("Relu", "x", "y", {})], ["n", 4], {}), shape=(3,))


def test_files_that_are_cut_off_or_something_else(tmp_path):
    path = tmp_path / "model.onnx"
    whole = models.to_onnx(
        Network(
            [Dense(np.ones((5, 4)), np.ones(5), activation("tanh"))],
            Head(np.ones((2, 5)), np.zeros(2), "softmax"),
        )
    ).SerializeToString()
    for content in (
        b"",
        b"no model at all",
        whole[: len(whole) // 2],
        whole[:-9],
        b"\x80\x04K\x01.",
    ):
        path.write_bytes(content)
        with pytest.raises(InputError, match=r"model\.onnx"):
            models.load(path)
    with pytest.raises(InputError, match="No such file"):
        models.load(tmp_path / "none.onnx")


def test_weights_beside_the_file(tmp_path):
    network = Network([], Head(np.ones((3, 300)), np.zeros(3), "softmax"))
    model = models.to_onnx(network)
    onnx.save_model(
        model, tmp_path / "m.onnx", save_as_external_data=True, location="w.bin", size_threshold=9
    )
    assert models.load(tmp_path / "m.onnx").widths == (300,)
    (tmp_path / "w.bin").unlink()
    with pytest.raises(InputError, match=r"other files beside it.*w\.bin is not there"):
        models.load(tmp_path / "m.onnx")


def test_several_outputs_are_asked_about():
    model = model_of([("Relu", "x", "y", {}), ("Tanh", "x", "z", {})], ["n", 3], {})
    model.graph.output.append(helper.make_tensor_value_info("z", TensorProto.FLOAT, None))
    with pytest.raises(InputError, match="outputs y, z"):
        models.load(model)
    assert models.load(model, output="z").names == ("tanh",)


def test_every_row_is_an_operator_of_onnx():
    assert all(onnx.defs.has(name) for name in ROWS)


@pytest.mark.skipif(not VNN.exists(), reason="the networks of VNN-COMP are not here")
@pytest.mark.parametrize("path", sorted(VNN.glob("*.onnx")), ids=lambda path: path.stem)
def test_networks_that_other_people_trained(path):
    found = models.imported(path)
    network = found.network
    assert not found.notes
    session = ort.InferenceSession(str(path))
    (taken,) = session.get_inputs()
    points = rows(network, 10)
    expected = [
        session.run(None, {taken.name: row.reshape(taken.shape).astype(np.float32)})[0].ravel()
        for row in points
    ]
    alike(network.scores(points), np.stack(expected), 3e-6)  # single precision there
