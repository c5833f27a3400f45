"""The notebook widget, as Python sees it."""

import sys

import pytest

import unknot
from unknot.errors import InputError, MissingExtra, UnknownName
from unknot.recording import decode
from unknot.viewer import script


@pytest.fixture
def widget(curves):
    pytest.importorskip("anywidget", reason="anywidget is not installed")

    def make(**state):
        return unknot.widget(curves, **state)

    return make


def test_it_carries_the_recording_and_the_viewer(widget, curves):
    one = widget()
    assert decode(one.recording, "trait").seed == curves.seed
    assert one._esm == script()
    assert (one.step, one.depth) == (curves.t1, 0)


def test_its_state_is_synced(widget):
    synced = set(widget().trait_names(sync=True))
    state = {
        "step",
        "depth",
        "order",
        "view",
        "yaw",
        "pitch",
        "zoom",
        "grid",
        "points",
        "regions",
        "confidence",
        "marks",
        "playing",
        "tour",
    }
    assert state | {"recording", "controls", "theme", "title"} <= synced


def test_it_starts_as_asked(widget, curves):
    one = widget(step=int(curves.steps[3]), depth=0.5, order="phases", title="Curves")
    assert (one.step, one.depth, one.order, one.title) == (
        curves.steps[3],
        0.5,
        "phases",
        "Curves",
    )


def test_python_hears_of_the_browser_and_the_browser_of_python(widget):
    one, heard, sent = widget(), [], []
    one.observe(lambda change: heard.append(change["new"]), "depth")
    one.comm.send = lambda data=None, **_: sent.append(data)
    one.set_state({"depth": 0.75})  # as a message of the browser does
    assert heard == [0.75]
    one.depth = 0.25
    assert {"depth": 0.25} in [data.get("state") for data in sent]


@pytest.mark.parametrize("state", [{"depth": 5}, {"step": -1}, {"order": "both"}], ids=str)
def test_a_state_that_does_not_fit_is_refused(widget, state):
    with pytest.raises(InputError):
        widget(**state)


def test_an_unknown_trait_is_refused(widget):
    with pytest.raises(UnknownName):
        widget(dept=1)


def test_without_anywidget_it_says_what_to_install(curves, monkeypatch):
    monkeypatch.setitem(sys.modules, "anywidget", None)
    monkeypatch.delitem(sys.modules, "unknot.viewer._notebook", raising=False)
    with pytest.raises(MissingExtra, match=r"unknot\[notebook\]"):
        unknot.widget(curves)
