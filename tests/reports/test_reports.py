"""A model and data, reported: sentences, table, JSON, page, and what is refused."""

import io
import json
import re

import joblib
import numpy as np
import pytest
from rich.console import Console
from sklearn.datasets import load_iris, make_moons
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import unknot
from unknot import models
from unknot.data import load
from unknot.errors import InputError, UnknownName
from unknot.nets import Dense, Head, Network, Opaque, activation
from unknot.reports import READ_OUTS, ReadOut, Section, check_condition, fails, report

KEYS = ["probe", "neighbours", "status", "layer_stretch", "stretch", "condition", "contraction"]


@pytest.fixture(scope="module")
def moons():
    points, kinds = make_moons(200, noise=0.05, random_state=0)
    net = MLPClassifier((8, 3), "tanh", solver="lbfgs", random_state=0).fit(points, kinds)
    return net, points, kinds


@pytest.fixture(scope="module")
def found(moons):
    return report(*moons, name="moons")


def test_a_report_has_its_sentences_table_and_json(found):
    assert found.title == "moons through 2-8-3-1"
    one, two, three = found.sentences
    assert "separable at layer 1 (tanh)" in one
    assert "narrows from 8 to 3" in two
    assert re.search(r"stretches most at point \d+ \(class [01]\)", three)
    assert list(found.table.index) == [0, 1, 2, 3]
    assert [key for key in found.table if key in KEYS] == KEYS
    assert found.table["status"][1] == "embeds, proved"
    assert not found.missing
    facts = json.loads(found.json())
    assert facts["accuracy"] == 1
    assert facts["layers"][3]["condition"] is None  # infinite
    assert facts["details"]["stretching"]["pairs"][3]["torn"]["ratio"] > 1
    for one in facts["columns"].values():
        assert one["estimator"].endswith(".")
        assert one["limits"]


def test_every_number_of_the_page_says_how_it_was_found(found, tmp_path):
    html = found.page(tmp_path / "moons").read_text(encoding="utf-8")
    assert (tmp_path / "moons.html").is_file()
    body = html[html.index("<tbody>") : html.index("</tbody>")]
    cells = re.findall(r"<td[^>]*>", body)
    explained = [cell for cell in cells if "title=" in cell]
    assert len(explained) == 4 * sum(one.shown for one in found.columns)
    # A panel for each layer in two figures, and the regions are an image.
    assert html.count('<svg class="plot"') == len(found.figures) - 3 + 2 * 4
    assert html.count("data:image/png") == 1
    assert html.index("Where the classes come apart") < html.index("Layer by layer")
    assert "<unknot-viewer" in html
    assert not re.search(r"(?:src|href)=.https?:", html)
    assert "Layer by layer" not in found._repr_html_()


def test_decision_regions_of_the_plane_say_whether_they_are_certified(found):
    of = json.loads(found.json())["details"]["regions"]
    assert of["certified"]
    assert of["method"] == "rigorous"
    assert [one["name"] for one in of["classes"]] == ["0", "1"]
    picture = next(one for one in found.figures if one.title == "Decision regions")
    assert 'alt="Certified (' in picture.svg
    assert "0: 1 component, 0 holes" in picture.svg


def test_names_cannot_write_into_the_page(moons):
    _, points, kinds = moons
    names = np.array(["<script>a</script>", "b & c"])[kinds]
    theirs = LogisticRegression().fit(points, names)
    made = report(theirs, points, names, name="<b>")
    text = made._repr_html_() + "".join(one.svg for one in made.figures)
    assert "<script>a" not in text
    assert "no hidden layer" in made.sentences[1]


def test_a_proved_stack_of_homeomorphisms_is_said_to_keep_topology():
    turn = Dense(np.array([[0.0, -2.0], [2.0, 0.0]]), np.zeros(2), activation("tanh"))
    net = Network([turn], Head(np.array([[1.0, 0.0]]), np.zeros(1), "logistic"))
    rng = np.random.default_rng(0)
    points = rng.normal(size=(300, 2))
    made = report(net, points, (points[:, 1] < 0).astype(int))
    assert "Topology did not change up to layer 1 (tanh)" in made.sentences[1]
    assert "as separable at the input as they ever become" in made.sentences[0]


def test_what_becomes_of_components_and_holes_is_told():
    made = report(opaque(np.abs), "xor:points=200")
    assert made.table["components"].tolist()[0] == "separate"
    assert made.table["dimension"][0] == pytest.approx(2, abs=0.4)
    assert "Of 4 components of the classes (2 of A, 2 of B), at layer 1" in made.sentences[1]
    assert made.as_dict()["details"]["topology"]["layers"][1]["permits"] == "unknown"
    assert "Each class is one piece." in report(opaque(np.abs), "moons:points=100").sentences[1]


def test_a_layer_that_glues_is_told_with_the_pair():
    flat = Dense(np.eye(2), np.zeros(2), activation("relu"))
    net = Network([flat], Head(np.array([[1.0, 0.0]]), np.zeros(1), "logistic"))
    points = np.array([[-1.0, -1], [-2, -2], [1, 1], [2, 2], [-3, -1], [2, 3]])
    made = report(net, points, np.array([0, 1, 0, 1, 0, 1]))
    assert "and it does: point" in made.sentences[1]
    assert made.table["contraction"][1] == 0


def test_a_property_s_boxes_are_looked_at_in_the_classes_that_the_model_says(tmp_path):
    axes = [f"(declare-const {name} Real)" for name in ("X_0", "X_1", "Y_0", "Y_1")]
    box = "(and (>= X_0 {}) (<= X_0 {}) (>= X_1 -1) (<= X_1 1))"
    path = tmp_path / "two.vnnlib"
    either = f"(assert (or {box.format(-3, -2)} {box.format(2, 3)}))"
    path.write_text("\n".join([*axes, either, "(assert (<= Y_0 Y_1))"]))
    turn = Dense(np.eye(2), np.zeros(2), activation("tanh"))
    net = Network([turn], Head(np.array([[1.0, 0.0], [-1.0, 0.0]]), np.zeros(2), "linear"))
    made = report(net, str(path))
    points = made.examined.data.points
    assert ((np.abs(points) <= [3, 1]).all(axis=1) & (np.abs(points[:, 0]) >= 2)).all()
    assert made.examined.data.counts == {"0": 1000, "1": 1000}
    assert made.title.startswith("two through")
    assert "drawn evenly from the boxes of two.vnnlib" in made.examined.notes[0]


def test_a_layer_that_gives_one_value_is_said_to_tear_nothing():
    points = np.random.default_rng(0).normal(size=(20, 2))
    made = report(models.Activations({"in": points, "one": np.ones((20, 2))}, np.arange(20) % 2))
    assert "may, for all that is known, change the topology" in made.sentences[1]
    assert "and it does: point" in made.sentences[1]
    assert made.sentences[2].startswith("No pair is torn")
    less = report(models.Activations({"in": points, "half": points / 2}, np.arange(20) % 2))
    assert less.sentences[2].startswith("No pair of different classes is torn: point ")
    assert less.sentences[2].endswith("keep 0.5 of their distance, the most of any.")


def test_what_shrinks_and_what_spreads_is_said_in_words_that_fit():
    grown = report(opaque(lambda x: 3 * x), "moons:points=100").sentences
    assert "the pair that comes nearest is 3 times as far apart" in grown[1]
    assert grown[2].startswith("It stretches most at point ")
    shrunk = report(opaque(lambda x: x / 4), "moons:points=100").sentences
    assert "the pair that comes nearest keeps 0.25 of its distance" in shrunk[1]
    assert re.match(r"All layers together stretch nowhere: at point .* to 0.25, ", shrunk[2])


def test_what_is_rounding_is_not_shown_as_a_condition():
    slim = Dense(np.diag([1.0, 1e-20]), np.zeros(2), activation("tanh"))
    net = Network([slim], Head(np.array([[1.0, 0.0]]), np.zeros(1), "logistic"))
    made = report(net, np.random.default_rng(0).normal(size=(40, 2)), np.arange(40) % 2)
    one = next(one for one in made.columns if one.key == "condition")
    assert one.cells[1].shown == "> 1e15"
    assert one.cells[1].value > 1e19


@pytest.mark.parametrize("layers", [3, 12])
def test_a_terminal_of_80_characters_cuts_no_word(moons, layers):
    _, points, kinds = moons
    net = Network(
        [Dense(np.eye(2), np.zeros(2), activation("leaky-relu"))] * (layers - 1),
        Head(np.array([[1.0, 0.0]]), np.zeros(1), "logistic"),
    )
    made = report(net, points, kinds)
    terminal = Console(width=80, file=io.StringIO())
    terminal.print(made.rich_table(80))
    lines = terminal.file.getvalue().splitlines()
    words = [one.label for one in made.columns if one.shown]
    words += [cell.shown for one in made.columns if one.shown for cell in one.cells]
    assert max(map(len, lines)) <= 80
    assert "…" not in "".join(lines)
    assert all(any(word in line for line in lines) for word in words)
    headed = [line for line in lines if line.startswith("layer ")]
    assert len(headed) == (1 if layers < 4 else sum(not line for line in lines) + 1)


def test_activations_alone_and_foreign_models_are_reported(moons):
    net, points, kinds = moons
    ours = models.load(net)
    layers = {"input": points, "tanh": ours.represent(points, 1), "logits": ours.scores(points)}
    seen = models.Activations(layers, kinds)
    made = report(seen)
    assert made.table["probe"][1] > 0.95
    assert np.isnan(made.table["stretch"][1])
    assert "load the model itself" in made.columns[4].cells[1].note

    class Squares:
        widths = (2, 2)

        def represent(self, points, depth=None):
            return points if depth == 0 else points**2

        def scores(self, points):
            return (points**2).sum(axis=1, keepdims=True) - 1

    assert report(Squares(), points, kinds).table["status"].tolist()[1:] == ["unknown"] * 2


def test_classes_are_the_models_own():
    points, kinds = load_iris(return_X_y=True)
    names = np.array(["setosa", "versicolor", "virginica"])[kinds]
    net = make_pipeline(StandardScaler(), LogisticRegression()).fit(points, names)
    made = report(net, points, names)
    assert made.examined.accuracy > 0.95
    assert made.examined.data.class_names == ("setosa", "versicolor", "virginica")
    assert report(net, "iris").examined.accuracy == made.examined.accuracy
    alone = report(net, points[kinds > 0], read_outs=())
    assert alone.examined.accuracy == 1
    assert "they are what the model says" in alone.examined.notes[0]
    with pytest.raises(InputError, match="'rose' is none of the model's classes"):
        report(net, points[:2], ["rose", "setosa"])


def raises(rows):
    raise RuntimeError("no such kernel")


def opaque(function):
    part = Opaque(function, 2, 2, "part", "a test")
    return Network([part], Head(np.eye(2), np.zeros(2), "softmax"))


@pytest.mark.parametrize(
    ("model", "X", "y", "said"),
    [
        (opaque(np.abs), np.zeros((4, 2)), [0, 1], r"4 points and labels of shape \(2,\)"),
        (opaque(np.abs), np.full((4, 2), np.nan), [0, 1, 0, 1], "finite"),
        (opaque(np.abs), np.zeros((4, 3)), [0, 1, 0, 1], "3"),
        (opaque(np.abs), np.zeros(4), [0, 1, 0, 1], "reshape"),
        (opaque(np.abs), np.array([["a"]]), [0], "numbers"),
        (
            opaque(np.abs),
            np.zeros((2, 2)),
            [0, np.nan],
            r"1 are no finite numbers: labels\[1\] is nan",
        ),
        (opaque(np.abs), None, None, "needs data"),
        (opaque(np.log), np.array([[1.0, 1], [0, 1]]), [0, 1], r"Layer 1 .* point 2"),
        (opaque(raises), np.ones((4, 2)), [0, 1, 0, 1], "raised RuntimeError.*no such kernel"),
        ({}, np.ones((4, 2)), [0, 1, 0, 1], "no model that is known"),
    ],
)
@pytest.mark.filterwarnings("ignore:divide by zero")
def test_bad_input_is_refused_with_the_reason(model, X, y, said):
    with pytest.raises(InputError, match=f"(?s){said}"):
        report(model, X, y)


def test_constant_layers_and_classes_of_one_point_are_noted_not_refused():
    still = opaque(np.zeros_like)
    rng = np.random.default_rng(0)
    made = report(still, rng.normal(size=(21, 2)), [0] * 20 + [1])
    assert any("one point only" in note for note in made.examined.notes)
    assert any("same value at all points" in note for note in made.examined.notes)
    assert "was not found" in made.sentences[0]
    assert "constant near all points" in made.sentences[2]
    assert made._repr_html_()
    one = report(still, rng.normal(size=(5, 2)) * [1, 999], [0] * 5)
    assert any("differ a hundredfold in scale" in note for note in one.examined.notes)
    assert not any("hundredfold" in note for note in made.examined.notes)
    assert any("of one class" in note for note in one.examined.notes)
    assert "there is nothing to separate" in one.sentences[0]
    assert "(all are of one class)" in one.sentences[1]
    json.loads(one.json())


def test_pickles_are_read_only_where_they_are_trusted(moons, tmp_path):
    net, points, kinds = moons
    path = tmp_path / "net.joblib"
    joblib.dump(net, path)
    with pytest.raises(InputError, match=r"can run any code.*--trust"):
        report(str(path), points, kinds)
    assert report(str(path), points, kinds, trust=True, read_outs=()).examined.accuracy == 1
    (tmp_path / "cut.pkl").write_bytes(b"\x80\x04")
    with pytest.raises(InputError, match=r"cannot be read"):
        report(str(tmp_path / "cut.pkl"), points, kinds, trust=True)


def test_interrupted_it_keeps_what_it_found(moons):
    def stop(examined, tell):
        raise KeyboardInterrupt

    rows = (*READ_OUTS[:1], ReadOut("stop", "a long one", stop), *READ_OUTS[1:])
    told = []
    made = report(*moons, read_outs=rows, on_progress=told.append)
    assert made.interrupted
    assert list(made.sections) == ["separable"]
    assert "interrupted" in made.sentences[2]
    assert len(made.missing) == len(READ_OUTS)
    assert told[-1].what == "a long one"
    assert "interrupted" in json.loads(made.json())["missing"]["a long one"]


def test_a_read_out_of_ones_own(moons):
    def measure(examined, tell):
        tell(1.0)
        return Section(sentence="It tears nowhere.", role="tears", facts={"n": 3})

    made = report(*moons, read_outs=(ReadOut("mine", "my own", measure),))
    assert made.sentences[2] == "It tears nowhere."
    assert made.as_dict()["details"] == {"mine": {"n": 3}}


def test_linked_rings_are_enclosed_by_nothing_and_linked_at_every_layer_in_space():
    still = Network(
        [Dense(np.eye(3) / 4, np.zeros(3), activation("tanh"))],
        Head(np.ones((1, 3)), np.zeros(1), "logistic"),
    )
    made = report(still, load("linked-tori:points=400"), read_outs=READ_OUTS[-1:])
    of = {one.key: [cell.value for cell in one.cells] for one in made.columns}
    assert of["linked"] == [1, 1, None]
    assert of["enclosed"][:2] == [0, 0]
    (figure,) = made.figures
    assert figure.svg.count("<svg") == 3
    assert "2 loops beyond noise" in figure.svg


def test_columns_of_what_no_layer_has_are_left_out_of_tables(found, tmp_path):
    assert [one.key for one in found.columns if not one.shown] == ["linked"]
    assert "<dt>linked" not in found.page(tmp_path / "x").read_text(encoding="utf-8")


def test_conditions_are_of_the_numbers_and_nothing_else(found):
    assert not fails(found, "accuracy < 0.9 or max(stretch) < 1")
    assert fails(found, "probe[-1] > 0.9 and not min(contraction) > 0.9")
    assert fails(found, "status[2] == 'narrows' and 0 <= margin[0] <= 1")
    with pytest.raises(UnknownName, match="accuracy"):
        fails(found, "acuracy < 1")
    for wrong in ("probe <", "__import__('os')", "probe[9] < 1", "probe < 1", "(lambda: 1)()"):
        with pytest.raises(InputError):
            fails(found, wrong)


def test_conditions_are_read_before_anything_is_measured(found):
    assert {one.key for one in found.columns} == {k for one in READ_OUTS for k in one.columns}
    check_condition("max(stretch[-1], 2) > 1 and not (status[2] == 'narrows' or -margin[0] < 1)")
    with pytest.raises(UnknownName, match="accuracy"):
        check_condition("acuracy < 1")
    for wrong in ("", "probe <", "open('x')", "(lambda: 1)()", "max < 1", "probe.x", "1 in probe"):
        with pytest.raises(InputError):
            check_condition(wrong)


def test_the_package_gives_the_function():
    assert unknot.report is report
    assert "report" in dir(unknot)
