"""The widget's program in a real browser, in a notebook reduced to what anywidget promises."""

import base64

import pytest

from unknot.viewer import payload, script

# As a notebook does: the module comes from a Blob, bytes as a DataView, traits from a model.
HOST = """
async ([program, bytes, traits]) => {
  const binary = Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0));
  const listeners = new Map();
  const model = {
    traits: { ...traits, recording: new DataView(binary.buffer) },
    saved: 0,
    get: (name) => model.traits[name],
    set(name, value) {
      model.traits[name] = value;
      for (const f of listeners.get(`change:${name}`) ?? []) f();
    },
    save_changes() { model.saved += 1; },
    on(event, f) {
      if (!listeners.has(event)) listeners.set(event, new Set());
      listeners.get(event).add(f);
    },
    off: (event, f) => listeners.get(event)?.delete(f),
  };
  const url = URL.createObjectURL(new Blob([program], { type: "text/javascript" }));
  const { default: widget } = await import(url);
  URL.revokeObjectURL(url);
  const el = document.querySelector("main");
  Object.assign(globalThis, { model, el, close: widget.render({ model, el }) });
}
"""

TRAITS = {
    "step": 0,
    "depth": 0.5,
    "order": "together",
    "view": "auto",
    "yaw": None,
    "pitch": None,
    "zoom": 1.0,
    "grid": True,
    "points": True,
    "regions": True,
    "confidence": False,
    "marks": True,
    "playing": "nothing",
    "tour": None,
    "controls": "full",
    "theme": "auto",
    "title": "Curves",
}


@pytest.fixture
def host(visit, curves):
    """Open the widget in a page that is nothing else."""
    seen = visit("about:blank")
    seen.page.set_content("<main></main>")
    packed = base64.b64encode(payload(curves)).decode()
    seen.page.evaluate(HOST, [script(), packed, {**TRAITS, "step": curves.t1}])
    seen.page.locator("main canvas").first.wait_for()
    return seen


def slider(seen, name):
    """Return a slider, once it is drawn."""
    drawn = seen.page.locator("[aria-valuenow]")
    return seen.page.get_by_role("slider", name=name).and_(drawn)


def test_it_shows_the_traits(host):
    host.reaches(slider(host, "Depth"), 0.5)
    assert host.page.get_by_role("heading", name="Curves").is_visible()
    assert host.complaints == []


def test_a_person_moves_the_traits(host):
    slider(host, "Depth").press("End")
    host.page.wait_for_function("model.traits.depth === 1 && model.saved === 1")


def test_the_traits_move_the_picture(host, curves):
    host.page.evaluate("model.set('depth', 0.25)")
    host.reaches(slider(host, "Depth"), 0.25)
    host.page.evaluate(f"model.set('step', {int(curves.steps[3])})")
    host.reaches(slider(host, "Training step"), int(curves.steps[3]))
    assert host.page.evaluate("model.saved") == 0


def test_it_cleans_up(host):
    host.page.evaluate("close()")
    assert host.page.locator("main canvas").count() == 0
    assert host.complaints == []
